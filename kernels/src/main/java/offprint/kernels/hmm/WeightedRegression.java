package offprint.kernels.hmm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import offprint.kernels.hmm.WindowRegression.Response;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * Weighted least squares of a {@link WindowRegression}: for each state k the solution of (sum
 * gamma_k z z') b = sum gamma_k z y by a pseudo-inverse, and v_k = the weighted mean square of the
 * residuals. Moments of all states are summed in one pass over the rows.
 */
final class WeightedRegression {
  private static final double NEGLIGIBLE = 1e-200;

  private final Response response;
  private final int width;
  private final int states;
  private final double[][] moments; // [Q][packed upper triangle of (z, y)(z, y)']
  private final double[] weight; // [Q] rows of weight without gap
  private final BitSet frozen = new BitSet();

  WeightedRegression(Response response, int width, int states) {
    this.response = response;
    this.width = width;
    this.states = states;
    this.moments = new double[states][packed(width)];
    this.weight = new double[states];
  }

  private static int packed(int width) {
    return (width + 2) * (width + 3) / 2;
  }

  /** States whose weight was too small: they kept their coefficients. */
  BitSet frozen() {
    return frozen;
  }

  /**
   * @param gammas for each sequence [rows * Q]
   * @param previous what a state with fewer than width + 2 rows of weight keeps; null: it is
   *     refused
   * @param floor smallest variance
   */
  WindowRegression fit(
      List<Sequence> sequences,
      SequenceBlocks blocks,
      List<double[]> gammas,
      @Nullable WindowRegression previous,
      double floor) {
    for (Moments block : blocks.gather(() -> new Moments(sequences, gammas))) {
      for (int k = 0; k < states; k++) {
        weight[k] += block.weight[k];
        add(block.moments[k], moments[k]);
      }
    }
    double[][] coefficients = new double[states][];
    for (int k = 0; k < states; k++) {
      if (weight[k] >= width + 2) {
        coefficients[k] = solve(moments[k]);
      } else if (previous != null) {
        frozen.set(k);
        coefficients[k] = previous.coefficients()[k];
      } else {
        throw new IllegalArgumentException(
            "state %d must have at least %d rows of weight for %d coefficients: got %.3g (use fewer"
                    .formatted(k, width + 2, width + 1, weight[k])
                + " states)");
      }
    }
    double[] unit = new double[states];
    Arrays.fill(unit, 1);
    WindowRegression fitted = WindowRegression.of(response, coefficients, unit);
    return fitted.withVariance(variances(fitted, sequences, blocks, gammas, previous, floor));
  }

  private static void add(double[] more, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  /** Moments of a block of sequences. */
  private final class Moments implements SequenceBlocks.Gatherer {
    private final List<Sequence> sequences;
    private final List<double[]> gammas;
    private final double[][] moments = new double[states][packed(width)];
    private final double[] weight = new double[states];

    Moments(List<Sequence> sequences, List<double[]> gammas) {
      this.sequences = sequences;
      this.gammas = gammas;
    }

    @Override
    public void sequence(int index) {
      Sequence sequence = sequences.get(index);
      double[] gamma = gammas.get(index);
      double[] y = sequence.values();
      double[] observed = response.of(sequence);
      int size = width + 2;
      int shift = response == Response.VALUE ? 1 : 0;
      double[] x = new double[size];
      double[] outer = new double[size * (size + 1) / 2];
      x[0] = 1;
      for (int t = 0; t < sequence.rows(); t++) {
        int row = sequence.skip() + t;
        double sum = observed[row];
        for (int i = 1; i <= width; i++) {
          x[i] = y[row - shift - i + 1];
          sum += x[i];
        }
        x[width + 1] = observed[row];
        if (Double.isNaN(sum)) {
          continue;
        }
        int at = 0;
        for (int i = 0; i < size; i++) {
          for (int j = i; j < size; j++) {
            outer[at++] = x[i] * x[j];
          }
        }
        for (int k = 0; k < states; k++) {
          double g = gamma[t * states + k];
          if (g > NEGLIGIBLE) {
            double[] m = moments[k];
            for (int i = 0; i < outer.length; i++) {
              m[i] += g * outer[i];
            }
            weight[k] += g;
          }
        }
      }
    }
  }

  private double[] solve(double[] packed) {
    int size = width + 2;
    int d = width + 1;
    DMatrixRMaj left = new DMatrixRMaj(d, d);
    DMatrixRMaj right = new DMatrixRMaj(d, 1);
    int at = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        double value = packed[at++];
        if (j < d) {
          left.set(i, j, value);
          left.set(j, i, value);
        } else if (i < d) {
          right.set(i, 0, value);
        }
      }
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
    if (!solver.setA(left)) {
      throw new ArithmeticException("the normal equations of a state cannot be decomposed");
    }
    DMatrixRMaj solution = new DMatrixRMaj(d, 1);
    solver.solve(right, solution);
    return solution.getData();
  }

  private double[] variances(
      WindowRegression fitted,
      List<Sequence> sequences,
      SequenceBlocks blocks,
      List<double[]> gammas,
      @Nullable WindowRegression previous,
      double floor) {
    double[] squares = new double[states];
    for (Squares block : blocks.gather(() -> new Squares(fitted, sequences, gammas))) {
      add(block.squares, squares);
    }
    for (int k = 0; k < states; k++) {
      squares[k] =
          frozen.get(k) && previous != null
              ? previous.variance(k)
              : Math.max(floor, squares[k] / weight[k]);
    }
    return squares;
  }

  /** Weighted squared residuals of a block of sequences. */
  private final class Squares implements SequenceBlocks.Gatherer {
    private final WindowRegression fitted;
    private final List<Sequence> sequences;
    private final List<double[]> gammas;
    private final double[] squares = new double[states];

    Squares(WindowRegression fitted, List<Sequence> sequences, List<double[]> gammas) {
      this.fitted = fitted;
      this.sequences = sequences;
      this.gammas = gammas;
    }

    @Override
    public void sequence(int index) {
      Sequence sequence = sequences.get(index);
      double[] gamma = gammas.get(index);
      double[] observed = response.of(sequence);
      int skip = sequence.skip();
      fitted.predict(
          sequence,
          (k, from, count, mean) -> {
            double sum = 0;
            for (int t = 0; t < count; t++) {
              double residual = observed[skip + from + t] - mean[t];
              if (!Double.isNaN(residual)) {
                sum += gamma[(from + t) * states + k] * residual * residual;
              }
            }
            squares[k] += sum;
          });
    }
  }

  /** One variance for all states, their mean by weight. */
  WindowRegression pooled(WindowRegression fitted) {
    double sum = 0;
    double all = 0;
    for (int k = 0; k < states; k++) {
      sum += weight[k] * fitted.variance(k);
      all += weight[k];
    }
    double[] pooled = new double[states];
    Arrays.fill(pooled, sum / all);
    return fitted.withVariance(pooled);
  }
}
