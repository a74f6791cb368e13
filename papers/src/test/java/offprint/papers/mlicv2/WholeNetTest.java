package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.special.ErrorFunction;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The whole network of token mixing, networks alone and every reference, with weights from a
 * formula: values computed once, elsewhere, in double precision.
 */
class WholeNetTest {
  private static final Architecture SMALL =
      new Architecture(
          8,
          16,
          2,
          true,
          false,
          References.ALL,
          new Networks(Networks.Transform.STM, 8, Networks.Init.RANDOM, Networks.Wiring.NETWORKS));

  /**
   * What the network makes of a picture.
   *
   * @param symbols whole numbers of y
   * @param indices of the scale table
   */
  private record Passed<T>(
      T y, T z, T hyper, T decoded, T picture, List<double[]> symbols, List<double[]> indices) {}

  /** Values of maps, and maps of values. */
  private interface Values<T> {
    double[] values(T x);

    T of(double[] values, int channels, int height, int width);
  }

  private static <T> Passed<T> pass(Engine<T> engine, Values<T> arrays) {
    LearnedTransform<T> transform = new LearnedTransform<>(SMALL, engine);
    EntropyModel<T> model = EntropyModel.of(SMALL, engine);
    double[] x = new double[3 * 32 * 64];
    Arrays.setAll(x, i -> .5 * Math.sin(.013 * i));
    T y = engine.scale(transform.analyse(arrays.of(x, 3, 32, 64)), 4);
    T z = engine.scale(model.analyse(y), 2);
    double[] rounded = arrays.values(z);
    Arrays.setAll(rounded, i -> Math.rint(rounded[i]));
    EntropyModel.Hyper<T> said = model.synthesise(arrays.of(rounded, 8, 1, 2));
    double[] wanted = arrays.values(y);
    T mask = arrays.of(wide(Checkerboard.ODD.anchors(4, 8)), 1, 4, 8);
    T others = arrays.of(wide(Checkerboard.ODD.others(4, 8)), 1, 4, 8);
    T none = arrays.of(new double[32], 1, 4, 8);
    List<double[]> symbols = new ArrayList<>();
    List<double[]> indices = new ArrayList<>();
    double[] decoded = new double[16 * 32];
    for (int k = 0; k < 2; k++) {
      @Nullable T previous =
          k == 0 ? null : arrays.of(Arrays.copyOf(decoded, k * 256), 8 * k, 4, 8);
      double[] q = new double[256];
      double[] index = new double[256];
      var known = model.known(k, previous, said, none, mask, others);
      double[] current = new double[256];
      for (boolean anchors : new boolean[] {true, false}) {
        T now = arrays.of(current, 8, 4, 8);
        EntropyModel.Gaussians<T> law = model.predict(k, anchors ? known : known.withAnchors(now));
        double[] mean = arrays.values(law.mean());
        double[] t = arrays.values(law.index());
        for (int i = 0; i < 256; i++) {
          if (Checkerboard.ODD.isAnchor(i % 32 / 8, i % 8) == anchors) {
            q[i] = Math.rint(wanted[k * 256 + i] - mean[i]);
            index[i] = Math.floor(t[i] + .5);
            current[i] = q[i] + mean[i];
          }
        }
        double[] rest =
            arrays.values(
                model.attention().rest(k, anchors, said, previous, arrays.of(current, 8, 4, 8)));
        for (int i = 0; i < 256; i++) {
          if (Checkerboard.ODD.isAnchor(i % 32 / 8, i % 8) == anchors) {
            current[i] += rest[i];
          }
        }
      }
      System.arraycopy(current, 0, decoded, k * 256, 256);
      symbols.add(q);
      indices.add(index);
    }
    T last = arrays.of(decoded, 16, 4, 8);
    T hyper = engine.concat(List.of(said.plain(), said.curved()));
    return new Passed<>(y, z, hyper, last, transform.synthesise(last), symbols, indices);
  }

  private static double[] wide(FeatureMaps x) {
    double[] values = new double[x.values().length];
    Arrays.setAll(values, i -> x.values()[i]);
    return values;
  }

  private record InTorch(Session session) implements Values<NDArray> {
    @Override
    public double[] values(NDArray x) {
      return x.toDoubleArray();
    }

    @Override
    public NDArray of(double[] values, int channels, int height, int width) {
      return session.constant(values, 1, channels, height, width);
    }
  }

  private record InJava() implements Values<FeatureMaps> {
    @Override
    public double[] values(FeatureMaps x) {
      return wide(x);
    }

    @Override
    public FeatureMaps of(double[] values, int channels, int height, int width) {
      float[] single = new float[values.length];
      for (int i = 0; i < single.length; i++) {
        single[i] = (float) values[i];
      }
      return new FeatureMaps(channels, height, width, single);
    }
  }

  /** Tensor number j has the values 0.15 sin(0.37 i + j + 1). */
  private static void formula(Parameters parameters) {
    double[] values = new double[(int) parameters.size()];
    int at = 0;
    int j = 0;
    for (Safetensors.Tensor tensor : parameters.tensors().values()) {
      int length = tensor.data().remaining() / Float.BYTES;
      for (int i = 0; i < length; i++) {
        values[at++] = .15 * Math.sin(.37 * i + j + 1);
      }
      j++;
    }
    parameters.set(values);
  }

  private static void assertSums(double[] x, double sum, double squares, double within) {
    assertThat(Arrays.stream(x).sum()).isCloseTo(sum, within(within));
    assertThat(Arrays.stream(x).map(v -> v * v).sum()).isCloseTo(squares, within(within));
  }

  @Test
  void everyPartHasItsKnownValue() {
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      Parameters parameters =
          Declaration.joint(SMALL, false).on(session, new SplittableRandom(1), DataType.FLOAT64);
      assertThat(parameters.size()).isEqualTo(185_436);
      formula(parameters);
      Passed<NDArray> exact = pass(new TorchEngine(parameters.views()), new InTorch(session));
      double[] y = exact.y.toDoubleArray();
      assertSums(y, -15.98290782444, 3301.96203957776, 1e-8);
      assertThat(y[0]).isCloseTo(-1.794828851651, within(1e-10));
      double[] z = exact.z.toDoubleArray();
      assertThat(Arrays.stream(z).sum()).isCloseTo(-3.627213757731, within(1e-10));
      assertThat(exact.hyper.sum().getDouble()).isCloseTo(-2.676409404661, within(1e-9));
      assertSums(exact.decoded.toDoubleArray(), -41.681522887062, 3394.660547487747, 1e-8);
      assertThat(exact.picture.sum().getDouble() + 6144 * .5)
          .isCloseTo(3156.002846584579, within(1e-6));
      assertThat(sum(exact.symbols, Math::abs)).isEqualTo(1346);
      assertThat(sum(exact.indices, t -> t)).isEqualTo(12148);
      assertThat(exact.symbols.getFirst()).startsWith(-2, -4, -4, -4);
      assertThat(bits(exact)).isCloseTo(1938.207154251, within(1e-8));
      FactorisedPrior prior = prior(parameters);
      double side = 0;
      for (int i = 0; i < z.length; i++) {
        side += prior.bits(i / 2, Math.rint(z[i]));
      }
      assertThat(side).isCloseTo(53.208915136, within(1e-8));
      assertStrictAgrees(parameters, exact);
    }
  }

  private static FactorisedPrior prior(Parameters parameters) {
    double[] all = parameters.values();
    Map<String, double[]> parts = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : parameters.tensors().entrySet()) {
      int end = at + entry.getValue().data().remaining() / Float.BYTES;
      parts.put(entry.getKey(), Arrays.copyOfRange(all, at, end));
      at = end;
    }
    double[][] matrices = new double[4][];
    double[][] biases = new double[4][];
    double[][] factors = new double[3][];
    Arrays.setAll(matrices, i -> parts.get("prior.matrix" + i));
    Arrays.setAll(biases, i -> parts.get("prior.bias" + i));
    Arrays.setAll(factors, i -> parts.get("prior.factor" + i));
    return new FactorisedPrior(Architecture.HYPER, matrices, biases, factors);
  }

  /** Plain Java's single precision comes to the same symbols. */
  private static void assertStrictAgrees(Parameters parameters, Passed<NDArray> exact) {
    StrictWeights weights = StrictWeights.of(Safetensors.of(parameters.tensors(), Map.of()), "");
    Passed<FeatureMaps> strict = pass(new StrictEngine(weights), new InJava());
    for (int k = 0; k < 2; k++) {
      assertThat(strict.symbols.get(k)).isEqualTo(exact.symbols.get(k));
      assertThat(strict.indices.get(k)).isEqualTo(exact.indices.get(k));
    }
    double[] picture = exact.picture.toDoubleArray();
    for (int i = 0; i < picture.length; i++) {
      assertThat((double) strict.picture.values()[i]).isCloseTo(picture[i], within(1e-4));
    }
  }

  private static double sum(List<double[]> parts, DoubleUnaryOperator of) {
    return parts.stream().flatMapToDouble(Arrays::stream).map(of).sum();
  }

  /** Of the exact Gaussians of the scale table. */
  private static double bits(Passed<?> passed) {
    double bits = 0;
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < 256; i++) {
        double sigma = GaussianTables.sigma((int) passed.indices.get(k)[i]);
        double q = Math.abs(passed.symbols.get(k)[i]);
        double mass =
            ErrorFunction.normalDistribution((.5 - q) / sigma)
                - ErrorFunction.normalDistribution((-.5 - q) / sigma);
        bits -= Math.log(Math.max(mass, 1e-9)) / Math.log(2);
      }
    }
    return bits;
  }
}
