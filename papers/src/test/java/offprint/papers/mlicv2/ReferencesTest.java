package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.Rotation;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each further reference by itself: its weights get gradients, its context is used, it learns. */
class ReferencesTest {
  /**
   * One reference.
   *
   * @param slice that has it
   * @param anchors whether the pass that is looked at is the anchors'
   */
  private record One(String name, References references, int slice, boolean anchors) {
    @Override
    public String toString() {
      return name + (anchors ? ", anchors" : "");
    }
  }

  private static References only(
      boolean inter, boolean intra, boolean hgcp, boolean window, boolean lrp) {
    return new References(inter, intra, hgcp, window, true, lrp, Rotation.Position.AXIAL, 2);
  }

  static Stream<One> each() {
    References inter = only(true, false, false, false, false);
    References intra = only(false, true, false, false, false);
    References hgcp = only(false, false, true, false, false);
    References window = only(false, false, false, true, false);
    References lrp = only(false, false, false, false, true);
    return Stream.of(
        new One("inter", inter, 1, true),
        new One("intra", intra, 1, false),
        new One("hgcp", hgcp, 0, true),
        new One("hgcp", hgcp, 0, false),
        new One("window", window, 0, false),
        new One("rest", lrp, 0, false));
  }

  private static final String ADDED = ".*[.](inter|intra|hgcp|few|window|more|rest[12])[.].*";

  /** Every weight of a reference changes J, once the layer that starts at 0 does not give 0. */
  @ParameterizedTest
  @MethodSource("each")
  void allWeightsGetGradients(One one) throws Exception {
    Model start = Model.of(Tiny.file(31, one.references));
    Architecture a = start.architecture();
    try (Session session = Session.open()) {
      Parameters parameters = Declaration.entropy(a).on(session, new SplittableRandom(1));
      parameters.load(start.tensors());
      EntropyTraining model = new EntropyTraining(a, 2, session, parameters::views);
      List<FeatureMaps> latents =
          new Patches(64, Tiny.split(4, 0, 96, 96, 32)).toLearn(2, new SplittableRandom(32));
      latents = Model.latents(a, start.weights(), latents, () -> {});
      Batch batch = new Batch(latents, List.of(Quality.of(2), Quality.of(5)));
      Gradient.of(() -> model.costs(batch).cost());
      float[] gradient = parameters.flat().getGradient().toFloatArray();
      int at = 0;
      int seen = 0;
      for (Map.Entry<String, Safetensors.Tensor> entry : parameters.tensors().entrySet()) {
        int size = entry.getValue().data().remaining() / Float.BYTES;
        String name = entry.getKey();
        // a constant added to every key leaves a softmax over places as it is
        if (name.matches(ADDED) && !name.matches(".*[.]key([.]depth)?[.]bias")) {
          float[] part = Arrays.copyOfRange(gradient, at, at + size);
          float most = 0;
          for (float value : part) {
            assertThat(value).as(name).isFinite();
            most = Math.max(most, Math.abs(value));
          }
          assertThat(most).as(name).isPositive();
          seen++;
        }
        at += size;
      }
      assertThat(seen).isGreaterThanOrEqualTo(2);
    }
  }

  /** What only this reference sees, far away or in the hyperprior, changes what it says. */
  @ParameterizedTest
  @MethodSource("each")
  void theContextIsUsed(One one) throws Exception {
    Model model = Model.of(Tiny.file(33, one.references));
    FeatureMaps said = said(model, one, 0);
    FeatureMaps other = said(model, one, 1);
    int watched = one.name.equals("window") || one.name.equals("rest") ? 3 * 8 + 3 : 0;
    double change = 0;
    for (int c = 0; c < said.channels(); c++) {
      int at = c * said.area() + watched;
      change = Math.max(change, Math.abs(said.values()[at] - other.values()[at]));
    }
    assertThat(change).isGreaterThan(1e-6);
  }

  /** What a reference says, with {@code moved} added to what it looks at. */
  private static FeatureMaps said(Model model, One one, float moved) {
    Engine<FeatureMaps> engine = model.engine();
    int s = model.architecture().slice();
    SplittableRandom random = new SplittableRandom(34);
    FeatureMaps z = noise(Architecture.HYPER, 2, random);
    FeatureMaps previous = noise(one.slice * s, 8, random);
    FeatureMaps current = noise(s, 8, random);
    FeatureMaps mask = Checkerboard.ODD.anchors(8, 8);
    switch (one.name) {
      case "inter" -> previous.values()[previous.area() - 1] += 4 * moved; // the far corner
      case "intra" -> current.values()[current.area() - 2] += 4 * moved; // an anchor far away
      case "hgcp" -> {
        if (one.anchors) {
          z.values()[z.area() - 1] += 4 * moved;
        } else {
          current.values()[current.area() - 2] += 4 * moved;
        }
      }
      default -> current.values()[3 * 8 + 4] += 4 * moved; // an anchor in the window
    }
    var none = (@org.jspecify.annotations.Nullable FeatureMaps) null;
    FeatureMaps before = one.slice == 0 ? none : previous;
    EntropyModel<FeatureMaps> entropy = model.entropyModel();
    EntropyModel.Hyper<FeatureMaps> hyper = entropy.synthesise(z);
    if (one.name.equals("rest")) {
      return entropy.attention().rest(one.slice, one.anchors, hyper, before, current);
    }
    FeatureMaps others = Checkerboard.ODD.others(8, 8);
    var known = entropy.known(one.slice, before, hyper, new FeatureMaps(1, 8, 8), mask, others);
    known = one.anchors ? known : known.withAnchors(engine.multiply(current, mask));
    FeatureMaps inter = known.inter();
    return inter != null ? inter : entropy.attention().before(one.slice, known).getFirst();
  }

  private static FeatureMaps noise(int channels, int side, SplittableRandom random) {
    FeatureMaps x = new FeatureMaps(channels, side, side);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) Math.rint(2 * random.nextGaussian());
    }
    return x;
  }

  /**
   * Added to a model whose own weights stay, it lowers J on pictures that it never learned from.
   */
  @ParameterizedTest
  @MethodSource("each")
  void learnsOnPicturesHeldBack(One one) throws Exception {
    if (one.name.equals("hgcp") && !one.anchors) {
      return; // both passes are trained together
    }
    Model start = Model.of(Tiny.file(35, References.NONE));
    AddedTraining training =
        AddedTraining.of(start, Tiny.split(6, 2, 200, 200, 36), 16, 2, 37, () -> {});
    double[] before = training.train(References.NONE, Progress.NONE);
    double[] after = Session.onOneThread(() -> training.train(one.references, Progress.NONE));
    assertThat(after[0]).isLessThan(before[0]);
  }
}
