package offprint.kernels.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import offprint.kernels.graph.Graph;
import org.junit.jupiter.api.Test;

class ReversibleSpectrumTest {
  @Test
  void eigenvaluesAreTheGoldenOnes() {
    double[] uniform = {1, .812163891035, 0, -1 / 3.0, -.478830557701};
    double[] simple = {1, .654057332003, -.297489005419, -.5, -.856568326584};
    ReversibleSpectrum a = ReversibleSpectrum.of(TriangleWithTail.uniform(), () -> {});
    ReversibleSpectrum b =
        ReversibleSpectrum.of(ReversibleChain.simple(TriangleWithTail.GRAPH), () -> {});
    for (int i = 0; i < 5; i++) {
      assertThat(a.value(i)).isCloseTo(uniform[i], within(1e-12));
      assertThat(b.value(i)).isCloseTo(simple[i], within(1e-12));
    }
  }

  @Test
  void varianceOfTheDegreeIsTheGoldenOne() {
    SelfRepellentVariance degree =
        new SelfRepellentVariance(
            TriangleWithTail.uniform(), TriangleWithTail.GRAPH.degrees(), _ -> {});
    assertThat(degree.of(0, true)).isCloseTo(1.6, within(1e-9));
    assertThat(degree.of(1, true)).isCloseTo(.37568627450980485, within(1e-9));
    assertThat(degree.of(5, true)).isCloseTo(.09366442724721508, within(1e-9));
    assertThat(degree.independent()).isCloseTo(0.4, within(1e-12));
  }

  /** Conjugate gradients give what the eigenvectors give. */
  @Test
  void solvesAgreeWithTheSpectrum() {
    long seed = 21;
    Random random = new Random(seed);
    Graph graph = ReversibleChainTest.randomGraph(random, 60, 100);
    double[] f = random.doubles(60).toArray();
    for (ReversibleChain chain :
        new ReversibleChain[] {
          ReversibleChain.simple(graph),
          ReversibleChain.metropolisHastings(graph, random.doubles(60, .2, 2).toArray())
        }) {
      ReversibleSpectrum spectrum = ReversibleSpectrum.of(chain, () -> {});
      SelfRepellentVariance solve = new SelfRepellentVariance(chain, f, _ -> {});
      for (double alpha : new double[] {0, 1, 7, 50}) {
        for (int gap = 1; gap <= 2; gap++) {
          double sum = 0;
          for (int i = 1; i < 60; i++) {
            double l = spectrum.value(i);
            double c = 0;
            for (int j = 0; j < 60; j++) {
              c += Math.sqrt(chain.law()[j]) * spectrum.vector(i)[j] * f[j];
            }
            sum += (1 + l) / (1 - l) / (2 * alpha * (1 + l) + gap) * c * c;
          }
          assertThat(solve.of(alpha, gap == 1))
              .as("alpha %s, seed %d", alpha, seed)
              .isCloseTo(sum, within(1e-8 * sum));
        }
      }
    }
  }

  @Test
  void constantsHaveNoVariance() {
    SelfRepellentVariance none =
        new SelfRepellentVariance(
            TriangleWithTail.uniform(), new double[] {3, 3, 3, 3, 3}, _ -> {});
    assertThat(none.of(2, true)).isZero();
  }

  @Test
  void largeChainsAreSentToTheSolves() {
    int n = ReversibleSpectrum.MOST_STATES + 1;
    int[] from = new int[n - 1];
    int[] to = new int[n - 1];
    for (int e = 0; e < n - 1; e++) {
      from[e] = e;
      to[e] = e + 1;
    }
    ReversibleChain path = ReversibleChain.simple(Graph.of(n, from, to));
    assertThatThrownBy(() -> ReversibleSpectrum.of(path, () -> {}))
        .hasMessageContaining("at most 3000 states");
  }
}
