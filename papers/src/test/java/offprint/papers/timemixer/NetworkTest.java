package offprint.papers.timemixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Session;
import offprint.papers.timemixer.Design.Decomposition;
import offprint.papers.timemixer.Design.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {
  private static final double[] X = {1, 3, 2, 5, 4, 4, 7, 6};
  private static final List<String> ORDER =
      List.of(
          "embed.value",
          "block.0.down.0.1.weight",
          "block.0.down.0.1.bias",
          "block.0.down.0.2.weight",
          "block.0.down.0.2.bias",
          "block.0.up.0.1.weight",
          "block.0.up.0.1.bias",
          "block.0.up.0.2.weight",
          "block.0.up.0.2.bias",
          "block.0.ff.1.weight",
          "block.0.ff.1.bias",
          "block.0.ff.2.weight",
          "block.0.ff.2.bias",
          "predict.0.weight",
          "predict.0.bias",
          "predict.1.weight",
          "predict.1.bias",
          "project.weight",
          "project.bias");

  /** A design and what the data decide. */
  private record Setting(Design design, int channels, int features) {
    static Setting of(
        int channels,
        int features,
        int lookback,
        int horizon,
        int scales,
        Pool pool,
        int dModel,
        int dFf,
        int blocks,
        int kernel,
        Decomposition split,
        int topK,
        boolean alone,
        double dropout) {
      return new Setting(
          new Design(
              lookback, horizon, scales, pool, dModel, dFf, blocks, kernel, split, topK, alone,
              dropout),
          channels,
          features);
    }

    Embedding embedding() {
      return new Embedding(design, channels, features);
    }

    Network network(Session session, Variant variant, RandomGenerator random, DataType type) {
      return new Network(session, design, channels, features, variant, random, type);
    }
  }

  private static Setting small(int channels, int scales, Decomposition split, boolean alone) {
    return Setting.of(channels, 0, 8, 3, scales, Pool.AVG, 2, 3, 1, 3, split, 2, alone, 0);
  }

  private static Network network(Session session, Setting a) {
    return a.network(session, Variant.FULL, new SplittableRandom(4), DataType.FLOAT64);
  }

  /** Tensor t has entry j = 0.3 sin(0.7 j + t). */
  private static Network reference(Session session) {
    Network network = network(session, small(1, 1, Decomposition.MOVING_AVERAGE, true));
    Map<String, Integer> sizes = new LinkedHashMap<>();
    network
        .parameters()
        .tensors()
        .forEach(
            (name, tensor) ->
                sizes.put(
                    name,
                    tensor.shape().stream().mapToInt(Long::intValue).reduce(1, (x, y) -> x * y)));
    List<Double> values = new ArrayList<>();
    sizes.forEach(
        (name, size) -> {
          int t = ORDER.indexOf(name);
          for (int j = 0; j < size; j++) {
            values.add(t >= 0 ? 0.3 * Math.sin(0.7 * j + t) : name.endsWith("scale") ? 1.0 : 0.0);
          }
        });
    assertThat(sizes.keySet()).containsAll(ORDER);
    network.parameters().set(values.stream().mapToDouble(Double::doubleValue).toArray());
    return network;
  }

  @Test
  void theWholeNetworkGivesThePublishedForecast() {
    try (Session session = Session.open()) {
      Network network = reference(session);
      NDArray x = session.constant(X, 1, 1, 8);
      assertThat(network.forecast(x, null, true).toDoubleArray())
          .containsExactly(
              new double[] {3.3697051790349963, 3.3486968919174194, 3.468372815802244},
              within(1e-9));
    }
  }

  @Test
  void normalisationAndValueEmbeddingGiveThePublishedNumbers() {
    try (Session session = Session.open()) {
      Network network = reference(session);
      Embedding embedding = small(1, 1, Decomposition.MOVING_AVERAGE, true).embedding();
      NDArray x = session.constant(X, 1, 1, 8);
      Embedding.Statistics s = Embedding.Statistics.of(x);
      assertThat(s.mean().getDouble()).isEqualTo(4);
      assertThat(s.sd().getDouble()).isCloseTo(1.870831365997481, within(1e-14));
      var p = network.parameters().views();
      NDArray z = embedding.normalise(x, s, 0, p);
      assertThat(z.getDouble(0, 0, 0)).isCloseTo(-1.6035651606688102, within(1e-14));
      double[] e = embedding.embed(z, null, 0, p).toDoubleArray();
      assertThat(Arrays.copyOf(e, 8))
          .containsExactly(
              new double[] {
                -0.4679367972022973,
                -0.4193510748340959,
                -0.048585722368201384,
                0.10330450391409973,
                0.0,
                0.4740698563799942,
                0.6259600826622953,
                -0.26746084855179475
              },
              within(1e-14));
    }
  }

  @Test
  void scalesPoolPairsAndDropTheOddTail() {
    try (Session session = Session.open()) {
      Embedding embedding = small(1, 2, Decomposition.MOVING_AVERAGE, true).embedding();
      Network network = network(session, small(1, 2, Decomposition.MOVING_AVERAGE, true));
      var p = network.parameters().views();
      NDArray x = session.constant(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 8);
      List<NDArray> scales = embedding.scales(x, p);
      assertThat(scales.get(1).toDoubleArray()).containsExactly(1.5, 3.5, 5.5, 7.5);
      assertThat(scales.get(2).toDoubleArray()).containsExactly(2.5, 6.5);
      Setting nine = Setting.of(1, 0, 9, 3, 1, Pool.MAX, 2, 3, 1, 3, Decomposition.DFT, 2, true, 0);
      NDArray odd = session.constant(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 9);
      assertThat(nine.embedding().scales(odd, p).get(1).toDoubleArray())
          .containsExactly(2, 4, 6, 8);
    }
  }

  @ParameterizedTest
  @EnumSource(Decomposition.class)
  void seasonAndTrendAddUpToTheInput(Decomposition kind) {
    try (Session session = Session.open()) {
      Decomposer split =
          new Decomposer(session, small(1, 1, kind, true).design(), kind, DataType.FLOAT64);
      NDArray x = session.constant(X, 1, 8);
      NDArray trend = split.trend(x, 0);
      double[] sum = x.sub(trend).add(trend).toDoubleArray();
      assertThat(sum).containsExactly(X, within(1e-12));
    }
  }

  @Test
  void movingAverageTrendHasThePublishedValues() {
    try (Session session = Session.open()) {
      Setting a =
          Setting.of(1, 0, 6, 3, 0, Pool.AVG, 2, 3, 1, 3, Decomposition.MOVING_AVERAGE, 2, true, 0);
      Decomposer split =
          new Decomposer(session, a.design(), Decomposition.MOVING_AVERAGE, DataType.FLOAT64);
      NDArray x = session.constant(new double[] {1, 2, 3, 4, 5, 6}, 1, 6);
      assertThat(split.trend(x, 0).toDoubleArray())
          .containsExactly(new double[] {4 / 3.0, 2, 3, 4, 5, 17 / 3.0}, within(1e-6));
      assertThat(x.sub(split.trend(x, 0)).toDoubleArray())
          .containsExactly(new double[] {-1 / 3.0, 0, 0, 0, 0, 1 / 3.0}, within(1e-6));
    }
  }

  @Test
  void dftKeepsTheStrongestWavesOfTimeAsSeason() {
    Setting a = Setting.of(1, 0, 16, 3, 0, Pool.AVG, 2, 3, 1, 3, Decomposition.DFT, 2, true, 0);
    double[] x = new double[32];
    double[] season = new double[32];
    for (int row = 0; row < 2; row++) {
      for (int t = 0; t < 16; t++) {
        double strong =
            3 * Math.sin(2 * Math.PI * (row + 2) * t / 16) + 2 * Math.cos(2 * Math.PI * 6 * t / 16);
        season[row * 16 + t] = strong;
        x[row * 16 + t] = 5 + strong + 0.5 * Math.cos(2 * Math.PI * t / 16);
      }
    }
    try (Session session = Session.open()) {
      Decomposer split = new Decomposer(session, a.design(), Decomposition.DFT, DataType.FLOAT64);
      NDArray in = session.constant(x, 2, 16);
      assertThat(in.sub(split.trend(in, 0)).toDoubleArray()).containsExactly(season, within(1e-12));
    }
  }

  @Test
  void weightsAreAsManyAsInTheAuthorsModelLessTheirUnusedNormalisation() {
    int unused = 2 * 2 * 16; // a LayerNorm in each of two blocks, never called
    for (int features : new int[] {0, 4}) {
      Setting a =
          Setting.of(
              7,
              features,
              96,
              96,
              3,
              Pool.AVG,
              16,
              32,
              2,
              25,
              Decomposition.MOVING_AVERAGE,
              5,
              true,
              0.1);
      try (Session session = Session.open()) {
        Network network =
            a.network(session, Variant.FULL, new SplittableRandom(1), DataType.FLOAT32);
        assertThat(network.parameters().size() + unused).isEqualTo(features == 0 ? 75_433 : 75_497);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void forecastIsTheSumOfItsScales(boolean alone) {
    try (Session session = Session.open()) {
      Network network = network(session, small(2, 2, Decomposition.MOVING_AVERAGE, alone));
      NDArray x = random(session, 3, 2, 8);
      Network.Output output = network.explain(x, null);
      NDArray sum = output.level();
      for (NDArray part : output.contributions()) {
        sum = sum.add(part);
      }
      assertThat(output.contributions()).hasSize(3);
      assertThat(sum.toDoubleArray())
          .containsExactly(output.forecast().toDoubleArray(), within(1e-12));
      assertThat(network.forecast(x, null, false).toDoubleArray())
          .containsExactly(output.forecast().toDoubleArray(), within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"MOVING_AVERAGE, true", "MOVING_AVERAGE, false", "DFT, true", "DFT, false"})
  void shiftAndScaleOfTheInputCarryOver(Decomposition kind, boolean alone) {
    try (Session session = Session.open()) {
      Network network = network(session, small(2, 2, kind, alone));
      NDArray x = random(session, 3, 2, 8);
      double[] y = network.forecast(x, null, false).toDoubleArray();
      double[] shifted = network.forecast(x.add(100), null, false).toDoubleArray();
      double[] scaled = network.forecast(x.mul(7), null, false).toDoubleArray();
      for (int i = 0; i < y.length; i++) {
        assertThat(shifted[i]).isCloseTo(y[i] + 100, within(1e-8));
        assertThat(scaled[i]).isCloseTo(7 * y[i], within(1e-3 * Math.max(1, Math.abs(7 * y[i]))));
      }
    }
  }

  @Test
  void independentChannelsMayChangePlaces() {
    try (Session session = Session.open()) {
      Network network = network(session, small(3, 2, Decomposition.MOVING_AVERAGE, true));
      NDArray x = random(session, 2, 3, 8);
      NDArray turned = x.get(":, 1:").concat(x.get(":, 0:1"), 1);
      NDArray y = network.forecast(x, null, false);
      NDArray expected = y.get(":, 1:").concat(y.get(":, 0:1"), 1);
      assertThat(network.forecast(turned, null, false).toDoubleArray())
          .containsExactly(expected.toDoubleArray(), within(1e-12));
    }
  }

  @Test
  void mixedChannelsSeeEachOther() {
    try (Session session = Session.open()) {
      Network network = network(session, small(2, 1, Decomposition.MOVING_AVERAGE, false));
      NDArray x = random(session, 1, 2, 8);
      NDArray other = x.get(":, 0:1").concat(random(session, 1, 1, 8).mul(3).sub(1), 1);
      NDArray first = network.forecast(x, null, false).get(":, 0:1");
      NDArray again = network.forecast(other, null, false).get(":, 0:1");
      assertThat(first.toDoubleArray()).isNotEqualTo(again.toDoubleArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "2, true", "2, false"})
  void constantChannelsAndNoScalesGiveFiniteForecastsAndGradients(int scales, boolean alone) {
    try (Session session = Session.open()) {
      Network network = network(session, small(2, scales, Decomposition.MOVING_AVERAGE, alone));
      NDArray x = session.constant(new double[16], 1, 2, 8).add(5);
      NDArray y = network.forecast(x, null, false);
      assertThat(y.getShape().getShape()).containsExactly(1, 2, 3);
      for (double value : y.toDoubleArray()) {
        assertThat(value).isCloseTo(5, within(0.1));
      }
      Gradient.of(() -> network.forecast(x, null, true).square().mean());
      for (double g : network.parameters().flat().getGradient().toDoubleArray()) {
        assertThat(g).isFinite();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MOVING_AVERAGE, true, AVG",
    "MOVING_AVERAGE, false, CONV",
    "DFT, true, MAX",
    "DFT, false, AVG"
  })
  void gradientsAgreeWithFiniteDifferences(Decomposition kind, boolean alone, Pool pool) {
    Setting a = Setting.of(2, 3, 8, 3, 1, pool, 2, 3, 2, 3, kind, 2, alone, 0);
    try (Session session = Session.open()) {
      Network network = network(session, a);
      NDArray x = random(session, 2, 2, 8);
      NDArray dates = random(session, 3, 2, 8);
      Gradient.of(() -> network.forecast(x, dates, true).square().mean());
      double[] gradient = network.parameters().flat().getGradient().toDoubleArray();
      double[] values = network.parameters().values();
      SplittableRandom random = new SplittableRandom(2);
      // not the pooling weights: RevIN's statistics depend on them, by design without gradient
      int first = pool == Pool.CONV ? 12 : 0;
      for (int k = 0; k < 40; k++) {
        int i = random.nextInt(first, values.length);
        double[] moved = values.clone();
        moved[i] += 1e-5;
        double up = loss(network, moved, x, dates);
        moved[i] -= 2e-5;
        double down = loss(network, moved, x, dates);
        assertThat(gradient[i]).as("weight %d", i).isCloseTo((up - down) / 2e-5, within(1e-6));
      }
    }
  }

  private static double loss(Network network, double[] values, NDArray x, NDArray dates) {
    network.parameters().set(values);
    return network.forecast(x, dates, false).square().mean().getDouble();
  }

  /** The released code gives sample 0's channels the dates of other samples. */
  @Test
  void everyChannelOfASampleSeesThatSamplesDates() {
    Setting a =
        Setting.of(3, 1, 8, 3, 1, Pool.AVG, 2, 3, 1, 3, Decomposition.MOVING_AVERAGE, 2, true, 0);
    try (Session session = Session.open()) {
      Network network = network(session, a);
      NDArray one = random(session, 1, 3, 8);
      NDArray x = one.concat(one, 0);
      NDArray dates = random(session, 1, 2, 8);
      NDArray both = network.forecast(x, dates, false);
      NDArray second = network.forecast(one, dates.get(":, 1:2"), false);
      assertThat(both.get("1:2").toDoubleArray())
          .containsExactly(second.toDoubleArray(), within(1e-12));
      assertThat(both.get("0:1").toDoubleArray()).isNotEqualTo(second.toDoubleArray());
    }
  }

  @Test
  void datesOfACoarseScaleAreStridedNotAveraged() {
    Setting a =
        Setting.of(1, 1, 8, 3, 2, Pool.AVG, 2, 3, 1, 3, Decomposition.MOVING_AVERAGE, 2, true, 0);
    try (Session session = Session.open()) {
      Network network = network(session, a);
      var p = network.parameters().views();
      NDArray dates = session.constant(new double[] {7, 1, 1, 1, 9, 1, 1, 1}, 1, 1, 8);
      NDArray zero = session.constant(new double[2], 1, 1, 2);
      double[] e = a.embedding().embed(zero, dates, 2, p).toDoubleArray();
      double[] weight = p.get("embed.calendar").toDoubleArray();
      assertThat(e)
          .containsExactly(
              new double[] {7 * weight[0], 9 * weight[0], 7 * weight[1], 9 * weight[1]},
              within(1e-12));
    }
  }

  @Test
  void eachVariantLeavesOutItsPartOnly() {
    try (Session session = Session.open()) {
      NDArray x = random(session, 2, 2, 8);
      List<double[]> forecasts = new ArrayList<>();
      for (Variant variant : Variant.values()) {
        Network network =
            small(2, 2, Decomposition.MOVING_AVERAGE, true)
                .network(session, variant, new SplittableRandom(4), DataType.FLOAT64);
        NDList parts = new NDList(network.explain(x, null).contributions());
        assertThat(parts).hasSize(variant == Variant.NO_FMM ? 1 : 3);
        forecasts.add(network.forecast(x, null, false).toDoubleArray());
      }
      for (double[] one : forecasts) {
        assertThat(forecasts.stream().filter(other -> Arrays.equals(one, other))).hasSize(1);
      }
    }
  }

  private static NDArray random(Session session, int... shape) {
    SplittableRandom random = new SplittableRandom(21);
    double[] values = new double[Arrays.stream(shape).reduce(1, (x, y) -> x * y)];
    Arrays.setAll(values, i -> random.nextGaussian());
    return session.constant(values, Arrays.stream(shape).asLongStream().toArray());
  }
}
