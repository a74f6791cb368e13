package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.Rotation;
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
    byte[] bytes = Tiny.file(31, one.references);
    Safetensors file = Safetensors.read(new ByteArrayInputStream(bytes));
    Architecture a = ModelFile.architecture(file);
    try (Session session = Session.open()) {
      Parameters parameters = Declaration.entropy(a).on(session, new SplittableRandom(1));
      parameters.load(file);
      EntropyTraining model = new EntropyTraining(a, 2, session, parameters);
      List<FeatureMaps> latents = latents(Tiny.model(bytes).transform(), 32, 2);
      Gradient.of(() -> model.costs(latents, List.of(Quality.of(2), Quality.of(5))).cost());
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

  private static List<FeatureMaps> latents(PictureTransform transform, long seed, int count) {
    List<Bitmap> pictures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pictures.add(Tiny.picture(96, 96, 3, seed + i));
    }
    return new Patches(64)
        .draw(pictures, count, new SplittableRandom(seed)).stream()
            .map(x -> transform.analyse(x, 1))
            .toList();
  }

  /** What only this reference sees, far away or in the hyperprior, changes what it says. */
  @ParameterizedTest
  @MethodSource("each")
  void theContextIsUsed(One one) throws Exception {
    Model model = Tiny.model(Tiny.file(33, one.references));
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
    MoreReferences<FeatureMaps> references = new MoreReferences<>(model.architecture(), engine);
    Hyperprior.Said<FeatureMaps> hyper = new Hyperprior<>(engine).synthesise(z);
    if (one.name.equals("rest")) {
      return references.rest(one.slice, one.anchors, hyper, before, current);
    }
    var known =
        new Context.Known<>(
            before,
            one.anchors ? none : engine.multiply(current, mask),
            references.inter(one.slice, before),
            hyper,
            new FeatureMaps(1, 8, 8),
            mask,
            Checkerboard.ODD.others(8, 8));
    FeatureMaps heard = references.of(one.slice, known);
    assertThat(heard).isNotNull();
    return heard;
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
    Safetensors start = Safetensors.read(new ByteArrayInputStream(Tiny.file(35, References.NONE)));
    Architecture a = ModelFile.architecture(start).with(one.references);
    List<Bitmap> pictures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pictures.add(Tiny.picture(96, 96, 3, 36 + i));
    }
    Trainer.Plan plan =
        new Trainer.Plan(a, 64, 2, 0.005, 0, 2, 2, 40, 0, JointTraining.Metric.MSE, 0, 0);
    Trainer trainer =
        new Trainer(
            plan, pictures.subList(0, 6), pictures.subList(6, 8), start, new Quiet(1), 0, 1);
    Trainer.Trained trained =
        Session.onOneThread(() -> trainer.train(Map.of(), new SplittableRandom(37)));
    assertThat(trained.after()[0]).isLessThan(trained.before()[0]);
    Safetensors after = Safetensors.read(new ByteArrayInputStream(trained.file()));
    start
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.matches("(table|transform|enhance)[.].*")) {
                assertThat(after.tensors().get(name)).as(name).isEqualTo(tensor);
              }
            });
  }
}
