package offprint.kernels.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

/** Torch and plain Java compute the same functions. */
class EngineTest {
  private static final int CHANNELS = 8;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 12;

  private static Parameters.Declaration declaration() {
    Initializer wide = Initializer.normal(0.4);
    return Parameters.declare()
        .add("one.weight", wide, 5, CHANNELS, 1, 1)
        .add("one.bias", wide, 5)
        .add("three.weight", wide, 6, CHANNELS, 3, 3)
        .add("three.bias", wide, 6)
        .add("apart.weight", wide, CHANNELS, 1, 5, 5)
        .add("apart.bias", wide, CHANNELS)
        .add("norm.weight", wide, CHANNELS)
        .add("norm.bias", wide, CHANNELS);
  }

  private interface Network {
    <T> T of(Engine<T> engine, T x);
  }

  private static void assertEqualEverywhere(Network network) {
    try (Session session = Session.open()) {
      SplittableRandom random = new SplittableRandom(5);
      Parameters parameters = declaration().on(session, random);
      float[] values = new float[CHANNELS * HEIGHT * WIDTH];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (3 * random.nextGaussian());
      }
      StrictWeights weights = StrictWeights.of(Safetensors.of(parameters.tensors(), Map.of()), "");
      float[] strict =
          network
              .of(new StrictEngine(weights), new FeatureMaps(CHANNELS, HEIGHT, WIDTH, values))
              .values();
      float[] torch =
          session.evaluate(
              () -> {
                NDArray x = session.constant(values, 1, CHANNELS, HEIGHT, WIDTH);
                return network.of(new TorchEngine(parameters.views()), x);
              });
      assertThat(strict).hasSameSizeAs(torch);
      for (int i = 0; i < torch.length; i++) {
        assertThat(strict[i]).as("at %d", i).isCloseTo(torch[i], within(2e-5f));
      }
    }
  }

  /** A lambda cannot be generic, so each network is a class of its own. */
  private record Named(String name) implements Network {
    @Override
    public <T> T of(Engine<T> e, T x) {
      return switch (name) {
        case "one" -> e.convolve("one", x, 1);
        case "three" -> e.convolve("three", x, 1);
        case "strided" -> e.convolve("three", x, 2);
        case "before" -> e.convolveBefore("three", x);
        case "apart" -> e.convolve("apart", x, 1);
        case "norm" -> e.layerNorm("norm", x);
        case "gelu" -> e.gelu(x);
        case "sigmoid" -> e.sigmoid(x);
        case "tanh" -> e.tanh(x);
        case "add" -> e.add(x, e.scale(x, -0.3));
        case "multiply" -> e.multiply(x, e.channels(x, 2, 3));
        case "clamp" -> e.clamp(x, -1, 2);
        case "shift" -> e.shift(x, 0.7);
        case "least" -> e.atLeast(x, 0.25);
        case "log" -> e.logMagnitude(x);
        case "group" -> e.groupMagnitude(x, 4);
        case "mean3" -> e.mean3(x);
        case "neighbours" -> e.meanOfNeighbours(x);
        case "block" -> e.blockMean(x, 2);
        case "shuffle" -> e.pixelShuffle(x);
        case "unshuffle" -> e.pixelUnshuffle(x, 2);
        case "concat" -> e.concat(List.of(e.channels(x, 3, 8), x));
        default -> throw new IllegalArgumentException(name);
      };
    }
  }

  @Test
  void everyOperationAgrees() {
    for (String name :
        List.of(
            "one",
            "three",
            "strided",
            "before",
            "apart",
            "norm",
            "gelu",
            "sigmoid",
            "tanh",
            "add",
            "multiply",
            "clamp",
            "shift",
            "least",
            "log",
            "group",
            "mean3",
            "neighbours",
            "block",
            "shuffle",
            "unshuffle",
            "concat")) {
      assertEqualEverywhere(new Named(name));
    }
  }

  @Test
  void shufflingUndoesUnshuffling() {
    FeatureMaps x = new FeatureMaps(2, 6, 9);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = i;
    }
    StrictEngine engine =
        new StrictEngine(StrictWeights.of(Safetensors.of(Map.of(), Map.of()), ""));
    FeatureMaps folded = engine.pixelUnshuffle(x, 3);
    assertThat(folded.channels()).isEqualTo(18);
    assertThat(folded.at(9 + 5, 1, 2)).isEqualTo(x.at(1, 4, 8));
    assertThat(engine.pixelShuffle(folded, 3).values()).isEqualTo(x.values());
  }

  @Test
  void aPartIsPastedBackWhereItFits() {
    FeatureMaps x = FeatureMaps.filled(2, 3, 4, 7);
    x.set(1, 2, 3, 5);
    assertThat(x.part(1, 2, 2, 2).values()).containsExactly(7, 7, 7, 7, 7, 7, 7, 5);
    FeatureMaps to = new FeatureMaps(2, 3, 4);
    to.paste(x, 2, 3);
    assertThat(to.at(0, 2, 3)).isEqualTo(7);
    assertThat(to.values()[0] + to.values()[10]).isZero();
  }

  @Test
  void geluIsExactFarOutAndCloseWithin() {
    float[] x = {-7, -1, 0, 0.5f, 3, 8};
    float[] out = new float[6];
    Gelu.apply(x, out, 0, 6);
    assertThat(out[0]).isZero();
    assertThat(out[1]).isCloseTo(-0.15865525f, within(3e-7f));
    assertThat(out[3]).isCloseTo(0.34573123f, within(3e-7f));
    assertThat(out[5]).isEqualTo(8);
  }

  @Test
  void wrongChannelsAndNumbersAreRefused() {
    float[] w = new float[9 * 4];
    Safetensors file =
        Safetensors.of(
            Map.of(
                "c.weight", Safetensors.Tensor.of(w, 2, 2, 3, 3),
                "c.bias", Safetensors.Tensor.of(new float[2], 2)),
            Map.of());
    Function<Integer, FeatureMaps> apply =
        n ->
            new StrictEngine(StrictWeights.of(file, "")).convolve("c", new FeatureMaps(n, 4, 4), 1);
    assertThat(apply.apply(2).channels()).isEqualTo(2);
    assertThatThrownBy(() -> apply.apply(3))
        .hasMessage("convolution 'c' must get 2 channels: got 3");
    w[3] = Float.NaN;
    Safetensors bad =
        Safetensors.of(
            Map.of(
                "c.weight", Safetensors.Tensor.of(w, 2, 2, 3, 3),
                "c.bias", Safetensors.Tensor.of(new float[2], 2)),
            Map.of());
    assertThatThrownBy(() -> StrictWeights.of(bad, ""))
        .hasMessage("tensor 'c.weight' must have finite values: got NaN");
  }
}
