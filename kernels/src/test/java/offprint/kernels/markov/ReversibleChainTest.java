package offprint.kernels.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import offprint.kernels.graph.Graph;
import org.junit.jupiter.api.Test;

class ReversibleChainTest {
  private static final double EXACT = 1e-15;

  @Test
  void metropolisHastingsRowsAreTheGoldenOnes() {
    ReversibleChain chain = TriangleWithTail.uniform();
    assertThat(chain.row(2))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 0, 1 / 3.0, 0}, within(EXACT));
    assertThat(chain.row(4)).containsExactly(new double[] {0, 0, 0, 0.5, 0.5}, within(EXACT));
    ReversibleChain target =
        ReversibleChain.metropolisHastings(TriangleWithTail.GRAPH, new double[] {1, 2, 3, 4, 5});
    assertThat(target.row(2))
        .containsExactly(new double[] {1 / 6.0, 1 / 3.0, 1 / 6.0, 1 / 3.0, 0}, within(EXACT));
    assertThat(target.law()[4]).isCloseTo(1 / 3.0, within(EXACT));
  }

  @Test
  void everyChainKeepsItsLawInDetail() {
    long seed = 11;
    Random random = new Random(seed);
    Graph graph = randomGraph(random, 40, 120);
    double[] weight = random.doubles(40, 0.1, 3).toArray();
    for (ReversibleChain chain :
        new ReversibleChain[] {
          ReversibleChain.simple(graph),
          ReversibleChain.metropolisHastings(graph, weight),
          ReversibleChain.metropolisHastings(graph, weight).lazy(),
          ReversibleChain.simple(graph).lazy()
        }) {
      for (int i = 0; i < 40; i++) {
        double[] row = chain.row(i);
        double sum = 0;
        for (int j = 0; j < 40; j++) {
          sum += row[j];
          assertThat(chain.law()[i] * row[j])
              .as("seed %d", seed)
              .isCloseTo(chain.law()[j] * chain.row(j)[i], within(1e-16));
        }
        assertThat(sum).isCloseTo(1, within(1e-14));
      }
    }
  }

  static Graph randomGraph(Random random, int nodes, int extra) {
    int[] from = new int[nodes - 1 + extra];
    int[] to = new int[from.length];
    for (int e = 0; e < from.length; e++) {
      from[e] = e < nodes - 1 ? e + 1 : random.nextInt(nodes);
      to[e] = e < nodes - 1 ? random.nextInt(e + 1) : random.nextInt(nodes);
    }
    return Graph.of(nodes, from, to);
  }

  @Test
  void lazyChainsStayHalfTheTime() {
    double[] row = TriangleWithTail.uniform().row(4);
    double[] lazy = TriangleWithTail.uniform().lazy().row(4);
    for (int j = 0; j < 5; j++) {
      assertThat(lazy[j]).isCloseTo(row[j] / 2 + (j == 4 ? 0.5 : 0), within(EXACT));
    }
  }

  @Test
  void aMatrixGivesTheChainItWasMadeOf() {
    ReversibleChain chain =
        ReversibleChain.metropolisHastings(TriangleWithTail.GRAPH, new double[] {1, 2, 3, 4, 5});
    double[][] rows = new double[5][];
    for (int i = 0; i < 5; i++) {
      rows[i] = chain.row(i);
    }
    ReversibleChain again = DetailedBalance.chain(rows);
    assertThat(again.law()).containsExactly(chain.law(), within(1e-14));
    assertThat(again.row(2)).containsExactly(chain.row(2), within(EXACT));
  }

  @Test
  void matricesThatAreNoReversibleChainAreRefused() {
    assertThatThrownBy(() -> DetailedBalance.chain(new double[][] {{0.5, 0.5}, {0.5, 0.4}}))
        .hasMessage("matrix row 2 must sum to 1: got 0.9");
    assertThatThrownBy(() -> DetailedBalance.chain(new double[][] {{1.5, -0.5}, {0.5, 0.5}}))
        .hasMessageContaining("row 1, column 2: a probability must be at least 0: got -0.5");
    assertThatThrownBy(
            () ->
                DetailedBalance.chain(new double[][] {{0, 0.9, 0.1}, {0.1, 0, 0.9}, {0.9, 0.1, 0}}))
        .hasMessageContaining("matrix must be reversible")
        .hasMessageContaining("for the pair 2, 3");
    assertThatThrownBy(() -> DetailedBalance.chain(new double[][] {{1, 0}, {0, 1}}))
        .hasMessageContaining("state 2 is not reached");
    assertThatThrownBy(
            () ->
                ReversibleChain.metropolisHastings(
                    TriangleWithTail.GRAPH, new double[] {1, 1, 0, 1, 1}))
        .hasMessage("weight must be positive: got 0.0 for node 2");
    assertThatThrownBy(() -> ReversibleChain.simple(Graph.of(3, new int[] {0}, new int[] {1})))
        .hasMessageContaining("weight must be positive");
  }
}
