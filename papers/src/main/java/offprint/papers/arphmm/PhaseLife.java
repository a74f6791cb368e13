package offprint.papers.arphmm;

import java.util.Arrays;
import offprint.kernels.hmm.HiddenChain;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Rows until a chain ends, a discrete phase-type law: P(R >= h) = alpha S^h 1, mean alpha (I -
 * S)^-1 1 - 1.
 */
final class PhaseLife {
  private final double[] survival;
  private final double[] expected;

  PhaseLife(HiddenChain chain) {
    this.survival = chain.survival();
    int states = chain.states();
    DMatrixRMaj left = CommonOps_DDRM.identity(states);
    for (int i = 0; i < survival.length; i++) {
      left.data[i] -= survival[i];
    }
    DMatrixRMaj ones = new DMatrixRMaj(states, 1);
    Arrays.fill(ones.data, 1);
    DMatrixRMaj solution = new DMatrixRMaj(states, 1);
    boolean solved = CommonOps_DDRM.solve(left, ones, solution);
    this.expected = solution.data;
    if (!solved || Arrays.stream(expected).anyMatch(e -> !(e >= 1) || e > 1e12)) {
      Arrays.fill(expected, Double.NaN);
    }
  }

  /** NaN where some regime never ends. */
  double mean(double[] now) {
    double sum = -1;
    for (int k = 0; k < now.length; k++) {
      sum += now[k] * expected[k];
    }
    return sum;
  }

  /** P(R >= rows). */
  double survives(double[] now, int rows) {
    double[] law = now;
    for (int h = 0; h < rows; h++) {
      double[] next = new double[law.length];
      for (int i = 0; i < survival.length; i++) {
        next[i % law.length] += law[i / law.length] * survival[i];
      }
      law = next;
    }
    return Arrays.stream(law).sum();
  }
}
