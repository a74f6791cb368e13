package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.coding.PhasedGaussianTables;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.special.ErrorFunction;
import offprint.kernels.torch.Safetensors;
import org.junit.jupiter.api.Test;

/**
 * The networks and the linear part with weights by formula: M 4, T 6, C 5, ψ 3, hidden 8, 5 x 6.
 */
class FormulaModelTest {
  private static final int H = 5;
  private static final int W = 6;
  private static final int AREA = H * W;
  private static final PhasedGaussianTables TABLES = new PhasedGaussianTables();
  private static final double LN_SPAN = Math.log(256 / .11);

  private final Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();

  private static float[] wave(int n, double a, double phase) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (a * Math.sin(i + phase));
    }
    return values;
  }

  private void add(String name, int out, int in, int size, double a, double phase) {
    tensors.put(
        name + ".weight",
        Safetensors.Tensor.of(wave(out * in * size * size, a, phase), out, in, size, size));
    tensors.put(name + ".bias", Safetensors.Tensor.of(wave(out, .1, phase + .5), out));
  }

  private PriorNetwork<FeatureMaps> network() {
    add("temporal.in", 6, 4, 3, .1, 0);
    add("temporal.out", 6, 6, 3, .1, 1);
    add("spatial", 5, 4, 5, .1, 2);
    add("joint.in", 8, 14, 1, .3, 3);
    add("joint.out", 8, 8, 1, .3, 4);
    Safetensors file = Safetensors.of(tensors, Map.of());
    return new PriorNetwork<>(new StrictEngine(StrictWeights.of(file, "")), "");
  }

  static Latents latents(int t) {
    int[] y = new int[4 * AREA];
    for (int i = 0; i < y.length; i++) {
      int c = i / AREA;
      int row = i % AREA / W;
      int column = i % W;
      y[i] = (int) Math.floor(6 * Math.sin(.7 * c + .9 * row + 1.3 * column + .25 * t) + .5);
    }
    return new Latents(4, H, W, y);
  }

  private static FeatureMaps psi() {
    FeatureMaps psi = new FeatureMaps(3, H, W);
    for (int i = 0; i < psi.values().length; i++) {
      double angle = .4 * (i / AREA) + .6 * (i % AREA / W) + .8 * (i % W);
      psi.values()[i] = (float) (.5 * Math.cos(angle));
    }
    return psi;
  }

  /** α and lin of the sheet; no other weights. */
  private static LinearPrior linear(boolean spatial) {
    float[] near = new float[8];
    float[] gate = new float[12];
    for (int c = 0; c < 4; c++) {
      near[4 + c] = spatial ? (float) (.3 + .1 * Math.cos(c)) : 0;
      double alpha = .5 + .1 * Math.sin(c);
      gate[c] = (float) Math.log(alpha / (1 - alpha));
    }
    return new LinearPrior(
        4, true, false, false, new float[0], new float[0], near, new float[8], gate);
  }

  /** What the model says and costs. */
  private record Said(
      float[] mean, float[] scale, FeatureMaps temporal, FeatureMaps spatial, Latents y) {
    double exact() {
      double bits = 0;
      for (int i = 0; i < mean.length; i++) {
        bits += gaussian(y.values()[i] - mean[i], Math.exp(scale[i]));
      }
      return bits;
    }

    double quantised() {
      double bits = 0;
      for (int i = 0; i < mean.length; i++) {
        double m = PhasedGaussianTables.sixteenths(mean[i]) / 16.0;
        bits += gaussian(y.values()[i] - m, GaussianTables.sigma(k(i)));
      }
      return bits;
    }

    double table() {
      double bits = 0;
      for (int i = 0; i < mean.length; i++) {
        int m = PhasedGaussianTables.sixteenths(mean[i]);
        FrequencyTable table = TABLES.get(k(i), PhasedGaussianTables.phase(m));
        bits += table.bits(y.values()[i] - PhasedGaussianTables.base(m));
      }
      return bits;
    }

    int k(int i) {
      return PhasedGaussianTables.scale(scale[i]);
    }
  }

  static double gaussian(double away, double sigma) {
    double a = Math.abs(away);
    double mass =
        ErrorFunction.normalDistribution((.5 - a) / sigma)
            - ErrorFunction.normalDistribution((-.5 - a) / sigma);
    return -Math.log(Math.max(mass, 1e-9)) / Math.log(2);
  }

  private Said say(Latents y, Latents before, boolean temporal, boolean spatial) {
    PriorNetwork<FeatureMaps> network = network();
    FeatureMaps tau =
        temporal ? network.temporal(EntropyModel.maps(before)) : new FeatureMaps(6, H, W);
    Surroundings surroundings =
        new Surroundings(Neighbours.of(new Frequencies(6)), y, before, true);
    float[] mean = new float[4 * AREA];
    float[] scale = new float[mean.length];
    FeatureMaps context = new FeatureMaps(5, H, W);
    Surroundings.Known known = new Surroundings.Known();
    LinearPrior linear = linear(spatial);
    List<Pass> passes = Pass.of(H, W, Encode.Spatial.CHECKERBOARD);
    for (int p = 0; p < 2; p++) {
      Pass pass = passes.get(p);
      if (p == 1 && spatial) {
        FeatureMaps anchors = EntropyModel.maps(y);
        FeatureMaps others = new FeatureMaps(1, H, W);
        for (int i = 0; i < anchors.values().length; i++) {
          boolean anchor = Pass.anchor(i % AREA / W, i % W);
          anchors.values()[i] *= anchor ? 1 : 0;
          others.values()[i % AREA] = anchor ? 0 : 1;
        }
        context = network.spatial(anchors, others);
      }
      FeatureMaps joint = network.joint(List.of(tau, psi(), context));
      surroundings.begin(pass);
      for (int c = 0; c < 4; c++) {
        surroundings.channel(c);
        for (int k = 0; k < pass.positions().length; k++) {
          surroundings.at(c, k, known);
          int i = c * AREA + pass.positions()[k];
          mean[i] = joint.values()[i] + linear.mean(p, c, known, temporal);
          scale[i] = joint.values()[4 * AREA + i];
        }
        surroundings.finish(c);
      }
    }
    return new Said(mean, scale, tau, context, y);
  }

  private static void row(float[] values, int from, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[from + i]).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void networksSayTheKnownValues() {
    Said said = say(latents(1), latents(0), true, true);
    assertThat(List.of(0, 6, 3, -4, -5, 1))
        .containsExactlyElementsOf(
            IntStream.range(0, 6).mapToObj(j -> latents(0).at(0, 0, j)).toList());
    row(
        said.temporal.values(),
        0,
        .084939254218,
        .098220013555,
        .112907791103,
        .101397601938,
        .091767394985,
        .078820875109);
    row(said.spatial.values(), 0, 0, -.103619554398, 0, .540057207717, 0, -.135065063845);
    assertThat((double) said.spatial.at(4, 4, 1)).isCloseTo(.5749184066663704, within(2e-6));
    row(
        said.mean,
        0,
        -.032946384916,
        3.854968700997,
        1.466821104974,
        -3.278632950924,
        -2.578522016213,
        .783835891898);
    assertThat((double) said.mean[3 * AREA + 4 * W + 5])
        .isCloseTo(-2.098890375574866, within(3e-6));
    row(
        said.scale,
        0,
        .177777690669,
        .141387296201,
        .093880692799,
        -.127133538295,
        .041910418348,
        .082389830033);
    int[] k = {19, 19, 19, 17, 18, 19};
    int[] m = {-1, 62, 23, -52, -41, 13};
    for (int i = 0; i < 6; i++) {
      assertThat(said.k(i)).isEqualTo(k[i]);
      assertThat(PhasedGaussianTables.sixteenths(said.mean[i])).isEqualTo(m[i]);
    }
  }

  private static void bits(Said said, double exact, double quantised, double table) {
    assertThat(said.exact()).isCloseTo(exact, within(1e-3));
    assertThat(said.quantised()).isCloseTo(quantised, within(1e-8));
    assertThat(said.table()).isCloseTo(table, within(1e-8));
  }

  @Test
  void bitsAreTheKnownOnes() {
    Latents y = latents(1);
    Latents before = latents(0);
    bits(say(y, before, false, false), 1708.9497783892, 1689.0989723753, 1354.4650092216);
    bits(say(y, before, false, true), 1509.9685765436, 1515.4726428679, 1257.3736863483);
    bits(say(y, before, true, false), 532.6719778449, 532.6517759940, 532.4398808549);
    bits(say(y, before, true, true), 459.9237785205, 461.0696468467, 460.9662748806);
    Said still = say(before, before, true, true);
    assertThat(still.exact()).isCloseTo(399.8704405659, within(1e-3));
    assertThat(still.table()).isCloseTo(402.4922124894, within(1e-8));
  }

  @Test
  void oneSymbolCostsWhatIsKnown() {
    assertThat(gaussian(0, 1)).isCloseTo(1.3848665343, within(1e-10));
    // the sheet prints 7.3863539729 and 9.3433593830 for the second and the last
    assertThat(gaussian(3, 1)).isCloseTo(7.3863539929, within(1e-10));
    assertThat(gaussian(1.5, 2)).isCloseTo(2.7380982196, within(1e-10));
    assertThat(gaussian(20, .11)).isCloseTo(29.8973528540, within(1e-10));
    assertThat(gaussian(40, 256)).isCloseTo(9.3433599830, within(1e-10));
    assertThat(LN_SPAN).isCloseTo(63 * Math.log(GaussianTables.sigma(1) / .11), within(1e-9));
  }

  @Test
  void checkBytesAreTheKnownOnes() {
    assertThat(latents(0).checkByte()).isEqualTo(149);
    assertThat(latents(1).checkByte()).isEqualTo(142);
  }
}
