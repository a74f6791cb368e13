package offprint.kernels.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StressLayoutTest {
  @Test
  void aPathIsDrawnStraightWithOneUnitAHop() {
    double[][] place = StressLayout.of(Graph.of(5, new int[] {0, 1, 2, 3}, new int[] {1, 2, 3, 4}));
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(between(place, i, j)).isCloseTo(Math.abs(i - j), within(0.01));
      }
    }
  }

  @Test
  void leavesOfAStarStandApart() {
    int[] centre = new int[12];
    int[] leaf = new int[12];
    for (int i = 0; i < 12; i++) {
      leaf[i] = i + 1;
    }
    double[][] place = StressLayout.of(Graph.of(13, centre, leaf));
    for (int i = 1; i < 13; i++) {
      assertThat(between(place, 0, i)).isBetween(0.7, 1.5);
      for (int j = 1; j < i; j++) {
        assertThat(between(place, i, j)).isGreaterThan(0.2);
      }
    }
  }

  private static double between(double[][] place, int i, int j) {
    return Math.hypot(place[i][0] - place[j][0], place[i][1] - place[j][1]);
  }
}
