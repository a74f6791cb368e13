package offprint.kernels.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopDistancesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithFloydAndWarshall(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 90;
    int[] from = random.ints(120, 0, n).toArray();
    int[] to = random.ints(120, 0, n).toArray();
    Graph graph = Graph.of(n, from, to);
    int[][] d = new int[n][n];
    for (int i = 0; i < n; i++) {
      java.util.Arrays.fill(d[i], 10_000);
      d[i][i] = 0;
    }
    for (int e = 0; e < from.length; e++) {
      if (from[e] != to[e]) {
        d[from[e]][to[e]] = 1;
        d[to[e]][from[e]] = 1;
      }
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          d[i][j] = Math.min(d[i][j], d[i][k] + d[k][j]);
        }
      }
    }
    HopDistances hops = HopDistances.of(graph, _ -> {});
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(hops.hops(i, j)).as("seed " + seed).isEqualTo(d[i][j] > n ? -1 : d[i][j]);
      }
    }
  }

  @Test
  void longPathsNeedTwoBytes() {
    int n = 700;
    int[] from = IntStream.range(0, n - 1).toArray();
    int[] to = IntStream.range(1, n).toArray();
    HopDistances hops = HopDistances.of(Graph.of(n + 1, from, to), _ -> {});
    assertThat(hops.hops(0, n - 1)).isEqualTo(n - 1);
    assertThat(hops.hops(0, 255)).isEqualTo(255);
    assertThat(hops.hops(350, 0)).isEqualTo(350);
    assertThat(hops.hops(0, n)).isEqualTo(-1);
    assertThat(hops.hops(n, 0)).isEqualTo(-1);
  }

  @Test
  void twinsAreOfTwoKinds() {
    Graph star = Graph.of(5, new int[] {0, 0, 0, 0}, new int[] {1, 2, 3, 4});
    assertThat(Twins.leastLandmarks(star)).isEqualTo(3);
    Graph triangle = Graph.of(3, new int[] {0, 1, 2}, new int[] {1, 2, 0});
    assertThat(Twins.leastLandmarks(triangle)).isEqualTo(2);
    Graph path = Graph.of(4, new int[] {0, 1, 2}, new int[] {1, 2, 3});
    assertThat(Twins.leastLandmarks(path)).isZero();
  }
}
