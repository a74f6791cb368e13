package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.Rotation;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

class AddedTrainingTest {
  private static final References REST =
      new References(false, false, false, false, true, true, Rotation.Position.AXIAL, 2);

  private static AddedTraining beside(References had, int steps) throws Exception {
    Safetensors start = Safetensors.read(new ByteArrayInputStream(Tiny.file(61, had)));
    List<Bitmap> pictures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pictures.add(Tiny.picture(200, 200, 3, 62 + i));
    }
    return AddedTraining.of(start, pictures.subList(0, 3), pictures.subList(3, 4), steps, 2, 63);
  }

  private static double[] train(AddedTraining training, References added) throws Exception {
    return Session.onOneThread(() -> training.train(added, new Quiet(1)));
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
