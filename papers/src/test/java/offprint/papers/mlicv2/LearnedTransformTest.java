package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.SplittableRandom;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnedTransformTest {
  private static Architecture sizes(Networks networks) {
    boolean alone = networks.wiring() == Networks.Wiring.NETWORKS;
    References references = alone ? References.ALL : References.NONE;
    return new Architecture(8, 32, 2, true, !alone, references, networks);
  }

  private static Trainer.Trained train(
      Networks networks, int steps, int jointSteps, Plan.Metric metric, int patch)
      throws Exception {
    PictureSet.Split pictures = Tiny.split(4, 1, patch + 32, patch + 16, 51);
    Plan plan = new Plan(patch, 1, 0.01, steps, jointSteps, metric, 0, 0);
    return Tiny.train(new Trainer(sizes(networks), plan, 1, pictures, null), 52);
  }

  /** From pixels to pixels J falls, and what is then coded is decoded as the encoder shows it. */
  @ParameterizedTest
  @CsvSource({"RES,KLT,LOG_LINEAR", "STM,RANDOM,LOG_LINEAR"})
  void learnsTogetherAndCodes(
      Networks.Transform transform, Networks.Init init, Networks.Wiring wiring) throws Exception {
    Networks networks = new Networks(transform, 8, init, wiring);
    Trainer.Trained trained = train(networks, 10, 30, Plan.Metric.MSE, 64);
    Descent.Outcome joint = trained.joint();
    assertThat(joint).isNotNull();
    assertThat(joint.best()).isLessThan(joint.first());
    PictureCodec codec = new PictureCodec(Model.of(trained.file()));
    assertThat(codec.model().architecture()).isEqualTo(sizes(networks));
    for (int[] size : new int[][] {{70, 50, 3}, {300, 20, 2}, {1, 1, 1}}) {
      Bitmap picture = Tiny.picture(size[0], size[1], size[2], 53);
      PictureCodec.Encoded coded = codec.encode(picture, Quality.of(4), 8, _ -> {});
      Bitmap decoded = codec.decode(Container.read(coded.file()), _ -> {});
      assertThat(decoded.sameAs(coded.decoded())).as("%d x %d", size[0], size[1]).isTrue();
    }
  }

  @Test
  @Tag("experiment")
  void learnsWithNetworksInPlaceOfLogMagnitudes() throws Exception {
    learnsTogetherAndCodes(Networks.Transform.STM, Networks.Init.KLT, Networks.Wiring.NETWORKS);
  }

  /** The graph that is trained and the codec that runs are the same function. */
  @ParameterizedTest
  @CsvSource({"STM,LOG_LINEAR", "RES,NETWORKS"})
  void theTrainedGraphIsWhatTheCodecRuns(Networks.Transform transform, Networks.Wiring wiring)
      throws Exception {
    Networks networks = new Networks(transform, 8, Networks.Init.KLT, wiring);
    Trainer.Trained trained = train(networks, 2, 2, Plan.Metric.MSE, 64);
    Model model = Model.of(trained.file());
    Quality quality = Quality.of(3);
    FeatureMaps x = Pixels.tile(Tiny.picture(64, 64, 3, 54), 0, 0, 64, 64);
    FeatureMaps y = model.analyse(x, quality);
    FeatureMaps decoded = Tiny.encoded(model, quality, y);
    FeatureMaps picture = model.synthesise(decoded, quality);
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      JointTraining graph =
          JointTraining.of(
              sizes(networks),
              model.tensors().tensors(),
              Plan.Metric.MSE,
              session,
              new SplittableRandom(1));
      Parameters.Views weights = graph.parameters().views().and(graph.fixed());
      NDArray step = session.constant(new float[] {quality.step() / 255}, 1, 1, 1, 1);
      NDArray pixels = session.constant(x.values(), 1, 3, 64, 64);
      NDArray analysed = graph.transform(weights).analyse(pixels).div(step);
      assertClose(y.values(), analysed.toFloatArray(), 1e-3f);
      NDArray latents = session.constant(decoded.values(), 1, 32, 8, 8);
      NDArray shown = graph.synthesise(weights, latents, step, step);
      assertClose(picture.values(), shown.toFloatArray(), 1e-4f);
    }
  }

  private static void assertClose(float[] strict, float[] torch, float within) {
    assertThat(strict).hasSameSizeAs(torch);
    for (int i = 0; i < strict.length; i++) {
      assertThat(strict[i]).as("at %d", i).isCloseTo(torch[i], within(within));
    }
  }

  @Test
  void windowsOfALearnedTransformLeaveNoSeam() throws Exception {
    Networks networks =
        new Networks(Networks.Transform.STM, 8, Networks.Init.KLT, Networks.Wiring.LOG_LINEAR);
    PictureCodec codec =
        new PictureCodec(Model.of(train(networks, 1, 3, Plan.Metric.MSE, 64).file()));
    Bitmap picture = Tiny.picture(1000, 24, 3, 55);
    PictureCodec.Encoded coded = codec.encode(picture, Quality.of(3), 10, _ -> {});
    Model model = codec.model();
    FeatureMaps y = codec.latents(picture, new PictureCodec.Area(0, 0, 32, 1024), Quality.of(3));
    FeatureMaps latents = Tiny.encoded(model, Quality.of(3), y).part(0, 0, 3, 125);
    FeatureMaps whole = model.synthesise(latents, Quality.of(3));
    for (int column = 0; column < 1000; column++) {
      int sample = (int) Math.rint(Math.clamp(whole.at(1, 9, column), 0, 1) * 255f);
      assertThat(coded.decoded().at(1, 9, column)).as("column %d", column).isEqualTo(sample);
    }
  }

  @Test
  void msSsimIsLoweredAsAGoal() throws Exception {
    Networks networks =
        new Networks(Networks.Transform.STM, 8, Networks.Init.KLT, Networks.Wiring.LOG_LINEAR);
    Trainer.Trained trained = train(networks, 5, 12, Plan.Metric.MSSSIM, 192);
    Descent.Outcome joint = trained.joint();
    assertThat(joint).isNotNull();
    assertThat(joint.broken()).isNull();
    assertThat(joint.best()).isLessThan(joint.first());
  }

  @Test
  void wrongCombinationsAreRefused() {
    assertThatThrownBy(
            () ->
                new Networks(
                    Networks.Transform.KLT, 8, Networks.Init.RANDOM, Networks.Wiring.LOG_LINEAR))
        .hasMessageContaining("init must be KLT or LAPPED for the transform KLT");
    assertThatThrownBy(
            () ->
                new Architecture(
                    8,
                    32,
                    4,
                    true,
                    true,
                    References.NONE,
                    new Networks(
                        Networks.Transform.KLT, 32, Networks.Init.KLT, Networks.Wiring.NETWORKS)))
        .hasMessageContaining("local must be false for the wiring NETWORKS");
  }
}
