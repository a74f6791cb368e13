package offprint.papers.uncomp;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.torch.Lapack;

/**
 * Eigenvalues of Σ = XᵀX/N where X are states with their mean subtracted and each row at length 1.
 *
 * @param values s_1 ≥ … ≥ s_m ≥ 0; they sum to 1, or are all 0 where every row is the mean
 */
record Spectrum(double[] values) {
  /** Rows this short relative to the longest state count as equal to the mean. */
  private static final double ZERO = 1e-12;

  /**
   * Spectra of several heads.
   *
   * @param states [heads, N, m]
   * @throws ArithmeticException if a state is NaN
   */
  static List<Spectrum> of(NDArray states) {
    Shape shape = states.getShape();
    int heads = Math.toIntExact(shape.get(0));
    int m = Math.toIntExact(shape.get(2));
    double[] all;
    try (NDScope _ = new NDScope()) {
      NDArray x = states.toType(DataType.FLOAT64, false);
      NDArray longest = x.square().sum(new int[] {2}, true).max(new int[] {1}, true).sqrt();
      NDArray centred = x.sub(x.mean(new int[] {1}, true));
      NDArray norms = centred.square().sum(new int[] {2}, true).sqrt();
      NDArray kept = norms.gt(longest.mul(ZERO)).toType(DataType.FLOAT64, false);
      NDArray rows = centred.mul(kept).div(norms.add(kept.neg().add(1)));
      all = rows.transpose(0, 2, 1).matMul(rows).div(shape.get(1)).toDoubleArray();
    }
    List<Spectrum> spectra = new ArrayList<>();
    for (int h = 0; h < heads; h++) {
      double[] sigma = Arrays.copyOfRange(all, h * m * m, (h + 1) * m * m);
      if (Arrays.stream(sigma).anyMatch(Double::isNaN)) {
        throw new ArithmeticException("head %d: a state is NaN".formatted(h));
      }
      double[] ascending = Lapack.eigenvalues(sigma, m);
      double[] values = new double[m];
      Arrays.setAll(values, i -> Math.max(0, ascending[m - 1 - i]));
      spectra.add(new Spectrum(values));
    }
    return spectra;
  }

  /** Whether every state is the mean. */
  boolean isZero() {
    return values[0] == 0;
  }

  /**
   * Truncated matrix entropy H_k = −Σ_{i ≤ k} s_i ln s_i in nats; the values cut off are left out
   * and the others not made to sum to 1.
   */
  double entropy(int k) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum -= values[i] > 0 ? values[i] * Math.log(values[i]) : 0;
    }
    return sum;
  }

  /** Effective rank e^{H_k}; 0 where every state is the mean. */
  double effectiveRank(int k) {
    return isZero() ? 0 : Math.exp(entropy(k));
  }

  /**
   * k before the elbow: the point of the spectrum furthest below the chord from its first to its
   * last has this index, counted from 0; at least 1.
   */
  int elbow() {
    int last = values.length - 1;
    int best = 0;
    double depth = 0;
    for (int i = 1; i < last; i++) {
      double chord = values[0] + (values[last] - values[0]) * i / last;
      if (chord - values[i] > depth) {
        depth = chord - values[i];
        best = i;
      }
    }
    return Math.max(1, best);
  }
}
