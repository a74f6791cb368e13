package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import offprint.kernels.graph.EdgeListReader;
import offprint.kernels.graph.Graph;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import org.junit.jupiter.api.Test;

/**
 * Known figures of a graph that is not shipped: skipped unless {@code -Dgraphs=FOLDER} names the
 * folder with soc-wiki-Vote.mtx.
 */
class WikiVoteTest {
  private static final double[] ALPHAS = {0, 1, 2, 5, 10, 20};

  private static Graph graph() throws Exception {
    String folder = System.getProperty("graphs", "");
    assumeTrue(!folder.isEmpty(), "needs -Dgraphs");
    try (InputStream in = Files.newInputStream(Path.of(folder, "soc-wiki-Vote.mtx"))) {
      return EdgeListReader.read(in, _ -> {}).graph();
    }
  }

  private static void figures(ReversibleChain chain, double second, double... traces) {
    ReversibleSpectrum spectrum = ReversibleSpectrum.of(chain, () -> {});
    double largest =
        java.util.stream.IntStream.range(0, spectrum.states())
            .mapToDouble(spectrum::value)
            .filter(l -> l < 1 - 1e-9)
            .max()
            .orElseThrow();
    assertThat(largest).isCloseTo(second, within(1e-8));
    SamplingTheory theory = new SamplingTheory(spectrum, chain);
    for (int a = 0; a < ALPHAS.length; a++) {
      assertThat(theory.trace(ALPHAS[a], true)).isCloseTo(traces[a], within(6e-4));
    }
  }

  @Test
  void metropolisHastings() throws Exception {
    Graph graph = graph();
    assertThat(graph.nodes()).isEqualTo(889);
    assertThat(graph.edges()).isEqualTo(2914);
    double[] uniform = new double[graph.nodes()];
    Arrays.fill(uniform, 1);
    figures(
        ReversibleChain.metropolisHastings(graph, uniform),
        .99516936,
        15.339,
        3.216,
        1.799,
        .775,
        .398,
        .201);
  }

  @Test
  void simpleWalk() throws Exception {
    figures(ReversibleChain.simple(graph()), .96476172, 1.649, .458, .269, .121, .063, .032);
  }
}
