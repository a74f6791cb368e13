package offprint.kernels.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportSimplexTest {
  @Test
  void aTextbookProblemHasItsKnownCost() {
    double[][] cost = {{8, 6, 10, 9}, {9, 12, 13, 7}, {14, 9, 16, 5}};
    double[] supply = {35, 50, 40};
    double[] demand = {45, 20, 30, 30};
    double[][] x = TransportSimplex.solve(cost, supply, demand);
    assertThat(total(cost, x)).isCloseTo(1020, within(1e-9));
  }

  @Test
  void marginsHoldAndAssignmentsAreOptimal() {
    Random random = new Random(4);
    for (int trial = 0; trial < 100; trial++) {
      int n = 5;
      double[][] cost = new double[n][n];
      double[] p = new double[n];
      for (int i = 0; i < n; i++) {
        p[i] = 1.0 / n;
        for (int j = 0; j < n; j++) {
          cost[i][j] = random.nextDouble();
        }
      }
      double[][] x = TransportSimplex.solve(cost, p, p);
      for (int i = 0; i < n; i++) {
        double row = 0;
        double column = 0;
        for (int j = 0; j < n; j++) {
          assertThat(x[i][j]).isGreaterThanOrEqualTo(-1e-15);
          row += x[i][j];
          column += x[j][i];
        }
        assertThat(row).isCloseTo(p[i], within(1e-12));
        assertThat(column).isCloseTo(p[i], within(1e-12));
      }
      assertThat(total(cost, x))
          .as("trial %d", trial)
          .isCloseTo(best(cost, 0, 0) / n, within(1e-12));
    }
  }

  private static double best(double[][] cost, int row, int used) {
    if (row == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost.length; j++) {
      if ((used >> j & 1) == 0) {
        best = Math.min(best, cost[row][j] + best(cost, row + 1, used | 1 << j));
      }
    }
    return best;
  }

  private static double total(double[][] cost, double[][] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        sum += cost[i][j] * x[i][j];
      }
    }
    return sum;
  }
}
