package offprint.kernels.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

/**
 * Values computed once, elsewhere, from formulas: in double precision by torch to ten digits, in
 * plain Java's single precision to five.
 */
class BlocksTest {
  private static final FeatureMaps ANCHORS = Checkerboard.ODD.anchors(4, 6);
  private static final FeatureMaps OTHERS = Checkerboard.ODD.others(4, 6);

  /** A network of named parts. */
  private interface Network {
    <T> T of(Engine<T> engine, Inputs<T> inputs);
  }

  /**
   * What it may use.
   *
   * @param x sin(0.5 i), [4, 4, 6]
   * @param q sin(0.3 i), [8, 4, 6]
   * @param k sin(0.4 i + 1)
   * @param v sin(0.6 i + 2)
   */
  private record Inputs<T>(T x, T q, T k, T v, T anchors, T others) {}

  private static float[] single(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static double[] waves(double frequency, double phase, int length) {
    double[] x = new double[length];
    Arrays.setAll(x, i -> Math.sin(frequency * i + phase));
    return x;
  }

  private static double[] wide(float[] values) {
    double[] out = new double[values.length];
    Arrays.setAll(out, i -> values[i]);
    return out;
  }

  /** Tensor number j has the values 0.3 sin(0.37 i + j + 1). */
  private static void formula(Parameters parameters) {
    double[] values = new double[(int) parameters.size()];
    int at = 0;
    int j = 0;
    for (Safetensors.Tensor tensor : parameters.tensors().values()) {
      int length = tensor.data().remaining() / 4;
      for (int i = 0; i < length; i++) {
        values[at++] = 0.3 * Math.sin(0.37 * i + j + 1);
      }
      j++;
    }
    parameters.set(values);
  }

  private static void assertGolden(
      Consumer<Layers> layers, Network network, double sum, double squares, double[] ends) {
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      Parameters.Declaration named = Parameters.declare();
      layers.accept(new Layers(named));
      if (named.size() == 0) {
        named.add("none.weight", _ -> 0, 1);
      }
      Parameters parameters = named.on(session, new SplittableRandom(1), DataType.FLOAT64);
      formula(parameters);
      double[] x = waves(0.5, 0, 96);
      double[] q = waves(0.3, 0, 192);
      double[] k = waves(0.4, 1, 192);
      double[] v = waves(0.6, 2, 192);
      Inputs<NDArray> tensors =
          new Inputs<>(
              session.constant(x, 1, 4, 4, 6),
              session.constant(q, 1, 8, 4, 6),
              session.constant(k, 1, 8, 4, 6),
              session.constant(v, 1, 8, 4, 6),
              session.constant(wide(ANCHORS.values()), 1, 1, 4, 6),
              session.constant(wide(OTHERS.values()), 1, 1, 4, 6));
      double[] exact = network.of(new TorchEngine(parameters.views()), tensors).toDoubleArray();
      assertThat(Arrays.stream(exact).sum()).isCloseTo(sum, within(1e-9));
      assertThat(Arrays.stream(exact).map(y -> y * y).sum()).isCloseTo(squares, within(1e-9));
      if (ends.length > 0) {
        assertThat(exact[0]).isCloseTo(ends[0], within(1e-10));
        assertThat(exact[exact.length - 1]).isCloseTo(ends[1], within(1e-10));
      }
      Inputs<FeatureMaps> maps =
          new Inputs<>(
              new FeatureMaps(4, 4, 6, single(x)),
              new FeatureMaps(8, 4, 6, single(q)),
              new FeatureMaps(8, 4, 6, single(k)),
              new FeatureMaps(8, 4, 6, single(v)),
              ANCHORS,
              OTHERS);
      StrictWeights weights = StrictWeights.of(Safetensors.of(parameters.tensors(), Map.of()), "");
      float[] strict = network.of(new StrictEngine(weights), maps).values();
      assertThat(strict).hasSameSizeAs(exact);
      for (int i = 0; i < strict.length; i++) {
        assertThat((double) strict[i]).as("at %d", i).isCloseTo(exact[i], within(2e-5));
      }
    }
  }

  private record LinearAttention(Rotation rotation, boolean masked) implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      T allowed = in.anchors();
      return masked
          ? e.linearAttention(in.q(), in.k(), in.v(), allowed, 2, rotation)
          : e.linearAttention(in.q(), in.k(), in.v(), null, 2, rotation);
    }
  }

  @Test
  void linearAttention() {
    Rotation axial = new Rotation(Rotation.Position.AXIAL, "");
    double[] plain = {.079912353059, .022424971155};
    assertGolden(
        _ -> {}, new LinearAttention(Rotation.none(), false), .915155965172, .911395801669, plain);
    double[] turned = {-.062006523403, .224296560705};
    assertGolden(
        _ -> {}, new LinearAttention(axial, false), -1.144598377182, 3.033769817860, turned);
    double[] masked = {-.123138532045, .272326451431};
    assertGolden(_ -> {}, new LinearAttention(axial, true), -1.266019874, 3.914084253473, masked);
  }

  private record Gate() implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      return new TokenMixing<>(e).gate("b", in.x());
    }
  }

  private record Mixing() implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      return new TokenMixing<>(e).mix("b", in.x());
    }
  }

  @Test
  void tokenMixingAndItsGate() {
    assertGolden(l -> l.gate("b", 4), new Gate(), 1.969286158466, 14.425728471123, new double[0]);
    double[] ends = {.117171631031, -.082717775585};
    assertGolden(l -> l.mixing("b", 4), new Mixing(), 2.041145790342, 122.055837470702, ends);
  }

  private record Norm() implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      return e.layerNorm("b", in.x());
    }
  }

  @Test
  void layerNorm() {
    assertGolden(l -> l.norm("b", 4), new Norm(), 14.685161710672, 9.731818972411, new double[0]);
  }

  private record Reweighting() implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      return new ChannelReweighting<>(e).reweight("b", in.x());
    }
  }

  @Test
  void channelReweighting() {
    double[] ends = {-.421073675518, -.397243277523};
    assertGolden(
        l -> l.reweighting("b", 4), new Reweighting(), 9.578577725386, 60.132035720644, ends);
  }

  private record Window() implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      T decoded = e.multiply(in.x(), in.anchors());
      return new WindowReference<>(e, 2).look("b", decoded, in.anchors(), Rotation.Position.AXIAL);
    }
  }

  @Test
  void localReferenceByAttention() {
    double[] ends = {.186438560325, .09885016551};
    assertGolden(
        l -> l.window("b", 4, 2, Rotation.Position.AXIAL),
        new Window(),
        113.77385847466,
        96.97567378547,
        ends);
  }

  private record Global(Rotation.Position position) implements Network {
    @Override
    public <T> T of(Engine<T> e, Inputs<T> in) {
      T known = e.multiply(in.x(), in.anchors());
      return new GlobalReference<>(e, 2, true)
          .look("b", e.multiply(in.x(), in.others()), known, known, in.anchors(), position);
    }
  }

  private static void global(Layers layers, Rotation.Position position) {
    layers.global("b", new Layers.Global(4, 4, 4, 8, 2), true, position);
  }

  @Test
  void globalReference() {
    double[] ends = {-.435780167858, .367915557131};
    assertGolden(
        l -> global(l, Rotation.Position.AXIAL),
        new Global(Rotation.Position.AXIAL),
        54.479073862483,
        52.615913789322,
        ends);
  }

  private static double[] rotated(int shiftRow, int shiftColumn) {
    StrictRotation turn =
        StrictRotation.of(
            new Rotation(Rotation.Position.AXIAL, ""),
            8,
            7,
            9,
            StrictWeights.of(Safetensors.of(Map.of(), Map.of()), ""));
    float[] q = new float[8 * 63];
    float[] k = new float[8 * 63];
    int from = (1 + shiftRow) * 9 + 2 + shiftColumn;
    int to = (3 + shiftRow) * 9 + 3 + shiftColumn;
    for (int c = 0; c < 8; c++) {
      q[c * 63 + from] = (float) Math.sin(c + 1);
      k[c * 63 + to] = (float) Math.cos(2 * c);
    }
    assertThat(turn).isNotNull();
    turn.turn(q, 0, 63);
    turn.turn(k, 0, 63);
    double score = 0;
    for (int c = 0; c < 8; c++) {
      score += q[c * 63 + from] * k[c * 63 + to];
    }
    return new double[] {score};
  }

  @Test
  void rotationHasItsKnownValuesAndDependsOnTheOffsetOnly() {
    StrictRotation turn =
        StrictRotation.of(
            new Rotation(Rotation.Position.AXIAL, ""),
            8,
            3,
            4,
            StrictWeights.of(Safetensors.of(Map.of(), Map.of()), ""));
    float[] x = single(waves(0.5, 0, 96));
    assertThat(turn).isNotNull();
    turn.turn(x, 0, 12);
    double sum = 0;
    for (float value : x) {
      sum += value;
    }
    assertThat(sum).isCloseTo(7.214076561891, within(1e-5));
    double[] last = {
      .822023446312,
      .767125227643,
      1.313557095631,
      -.471785537758,
      -.916341053402,
      -.836881442870,
      -.605092027777,
      -.379482276842
    };
    for (int c = 0; c < 8; c++) {
      assertThat((double) x[c * 12 + 11]).isCloseTo(last[c], within(1e-6));
    }
    double first = rotated(0, 0)[0];
    assertThat(rotated(2, 4)[0]).isCloseTo(first, within(1e-6));
    assertThat(rotated(0, 3)[0]).isCloseTo(first, within(1e-6));
  }

  @Test
  void learnedRotationAgreesInBothEngines() {
    try (Session session = Session.open()) {
      Parameters.Declaration list = Parameters.declare();
      global(new Layers(list), Rotation.Position.MIXED);
      Parameters parameters = list.on(session, new SplittableRandom(3));
      StrictWeights weights = StrictWeights.of(Safetensors.of(parameters.tensors(), Map.of()), "");
      float[] x = single(waves(0.5, 0, 96));
      Network network = new Global(Rotation.Position.MIXED);
      FeatureMaps maps = new FeatureMaps(4, 4, 6, x);
      float[] strict =
          network
              .of(new StrictEngine(weights), new Inputs<>(maps, maps, maps, maps, ANCHORS, OTHERS))
              .values();
      float[] torch =
          session.evaluate(
              () -> {
                NDArray t = session.constant(x, 1, 4, 4, 6);
                NDArray anchors = session.constant(ANCHORS.values(), 1, 1, 4, 6);
                NDArray others = session.constant(OTHERS.values(), 1, 1, 4, 6);
                return network.of(
                    new TorchEngine(parameters.views()), new Inputs<>(t, t, t, t, anchors, others));
              });
      for (int i = 0; i < torch.length; i++) {
        assertThat(strict[i]).isCloseTo(torch[i], within(2e-5f));
      }
    }
  }

  /** The product of all pairs, position by position: what linear attention must equal. */
  @Test
  void linearAttentionEqualsTheSumOverPairs() {
    double[] q = waves(0.3, 0, 192);
    double[] k = waves(0.4, 1, 192);
    double[] v = waves(0.6, 2, 192);
    StrictEngine engine =
        new StrictEngine(StrictWeights.of(Safetensors.of(Map.of(), Map.of()), ""));
    FeatureMaps fast =
        engine.linearAttention(
            new FeatureMaps(8, 4, 6, single(q)),
            new FeatureMaps(8, 4, 6, single(k)),
            new FeatureMaps(8, 4, 6, single(v)),
            null,
            2,
            Rotation.none());
    for (int head = 0; head < 2; head++) {
      for (int i = 0; i < 24; i++) {
        double[] out = new double[4];
        double norm = 0;
        for (int c = 0; c < 4; c++) {
          norm += Math.exp(q[(4 * head + c) * 24 + i]);
        }
        for (int j = 0; j < 24; j++) {
          double weight = 0;
          for (int c = 0; c < 4; c++) {
            int row = (4 * head + c) * 24;
            double sum = 0;
            for (int t = 0; t < 24; t++) {
              sum += Math.exp(k[row + t]);
            }
            weight += Math.exp(q[row + i]) / norm * Math.exp(k[row + j]) / sum;
          }
          for (int c = 0; c < 4; c++) {
            out[c] += weight * v[(4 * head + c) * 24 + j];
          }
        }
        for (int c = 0; c < 4; c++) {
          assertThat((double) fast.values()[(4 * head + c) * 24 + i])
              .isCloseTo(out[c], within(1e-6));
        }
      }
    }
  }

  @Test
  void divisiveNormalization() {
    float[] gamma = new float[9];
    for (int i = 0; i < 9; i++) {
      gamma[i] = i % 4 == 0 ? 0.15f : 0.05f;
    }
    Safetensors file =
        Safetensors.of(
            Map.of(
                "g.weight", Safetensors.Tensor.of(gamma, 3, 3, 1, 1),
                "g.bias", Safetensors.Tensor.of(new float[] {1, 1, 1}, 3)),
            Map.of());
    DivisiveNormalization<FeatureMaps> gdn =
        new DivisiveNormalization<>(new StrictEngine(StrictWeights.of(file, "")));
    float[] y = gdn.divide("g", new FeatureMaps(3, 1, 1, new float[] {1, 2, 3})).values();
    assertThat(y[0]).isCloseTo(.7453559924999f, within(1e-6f));
    assertThat(y[1]).isCloseTo(1.3801311186847f, within(1e-6f));
    assertThat(y[2]).isCloseTo(1.8605210188381f, within(1e-6f));
    float[] back = gdn.multiply("g", new FeatureMaps(3, 1, 1, new float[] {1, 2, 3})).values();
    assertThat(back[2]).isCloseTo(9 / 1.8605210188381f, within(1e-5f));
  }

  @Test
  void anchorsHaveAnOddSum() {
    assertThat(ANCHORS.values()).startsWith(0, 1, 0, 1, 0, 1, 1, 0).endsWith(1, 0, 1, 0);
    assertThat(OTHERS.values()).startsWith(1, 0, 1, 0, 1, 0, 0, 1).endsWith(0, 1, 0, 1);
    assertThatThrownBy(() -> new Checkerboard(2)).hasMessage("parity must be 0 or 1: got 2");
  }
}
