package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;

import offprint.kernels.neural.Rotation;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

class AddedTrainingTest {
  private static final References REST =
      new References(false, false, false, false, true, true, Rotation.Position.AXIAL, 2);

  private static AddedTraining beside(References had, int steps) throws Exception {
    return AddedTraining.of(
        Model.of(Tiny.file(61, had)), Tiny.split(3, 1, 200, 200, 62), steps, 2, 63, () -> {});
  }

  private static double[] train(AddedTraining training, References added) throws Exception {
    return Session.onOneThread(() -> training.train(added, Progress.NONE));
  }

  @Test
  void whatIsAddedLowersJBesideAModelThatStays() throws Exception {
    AddedTraining training = beside(References.NONE, 12);
    double[] rest = train(training, REST);
    assertThat(rest[0]).isLessThan(train(training, References.NONE)[0]);
    assertThat(train(training, REST)).as("equal seed").isEqualTo(rest);
  }

  @Test
  void referencesOfTheModelItselfAreLeftOut() throws Exception {
    AddedTraining training = beside(REST, 0);
    double[] bare = train(training, References.NONE);
    assertThat(train(training, REST)).as("it begins without effect").isEqualTo(bare);
  }
}
