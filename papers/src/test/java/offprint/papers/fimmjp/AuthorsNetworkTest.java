package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.torch.Safetensors;
import org.junit.jupiter.api.Test;

class AuthorsNetworkTest {
  /** 3 states, LSTM of 4, 2 queries of 3, decoders 5-5. */
  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("path_attention.q", new long[] {2, 3});
    for (String suffix : new String[] {"_l0", "_l0_reverse"}) {
      shapes.put("ts_encoder.rnn.weight_ih" + suffix, new long[] {16, 5});
      shapes.put("ts_encoder.rnn.weight_hh" + suffix, new long[] {16, 4});
      shapes.put("ts_encoder.rnn.bias_ih" + suffix, new long[] {16});
      shapes.put("ts_encoder.rnn.bias_hh" + suffix, new long[] {16});
    }
    shapes.put("path_attention.W_k.weight", new long[] {3, 8});
    shapes.put("path_attention.W_v.weight", new long[] {3, 8});
    decoder(shapes, "intensity_matrix_decoder.layers.", 12);
    decoder(shapes, "initial_distribution_decoder.layers.", 3);
    return shapes;
  }

  private static void decoder(Map<String, long[]> shapes, String name, long out) {
    shapes.put(name + "linear_0.weight", new long[] {5, 7});
    shapes.put(name + "linear_0.bias", new long[] {5});
    shapes.put(name + "linear_1.weight", new long[] {5, 5});
    shapes.put(name + "linear_1.bias", new long[] {5});
    shapes.put(name + "output.weight", new long[] {out, 5});
    shapes.put(name + "output.bias", new long[] {out});
  }

  @Test
  void answerIsThatOfTheReference() {
    Paths paths =
        new Paths(
            3,
            new int[][] {{0, 1, 1, 2}, {2, 2, 0}},
            new double[][] {{0, 0.5, 1.25, 2}, {0, 1, 1.5}});
    Estimate answer = new AuthorsNetwork(Golden.waves(shapes(), 0.4)).estimate(paths);
    double[] mean = {
      0,
      0.455827108974,
      0.441479577240,
      0.334857253998,
      0,
      0.335106434836,
      0.397366858233,
      0.426296089090,
      0
    };
    assertThat(answer.rate()).containsExactly(mean, within(1e-11));
    assertThat(answer.sd()[1]).isCloseTo(0.679995105211, within(1e-11));
    assertThat(answer.sd()[7]).isCloseTo(0.315299162783, within(1e-11));
    double[] initial = {0.296647100607, 0.329507134893, 0.373845764500};
    assertThat(answer.initial()).containsExactly(initial, within(1e-11));
  }

  @Test
  void namesTheTensorOfAnotherShape() {
    Map<String, long[]> shapes = shapes();
    shapes.put("initial_distribution_decoder.layers.output.weight", new long[] {4, 5});
    shapes.put("initial_distribution_decoder.layers.output.bias", new long[] {4});
    Safetensors file = Golden.waves(shapes, 0.4);
    assertThatThrownBy(() -> new AuthorsNetwork(file))
        .hasMessageContaining("initial_distribution_decoder.layers.output.weight");
    shapes.remove("path_attention.q");
    Safetensors other = Golden.waves(shapes, 0.4);
    assertThatThrownBy(() -> new AuthorsNetwork(other)).hasMessageContaining("path_attention.q");
  }
}
