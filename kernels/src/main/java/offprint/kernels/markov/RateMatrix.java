package offprint.kernels.markov;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The rates of a Markov jump process with n states: F_ij, i other than j, is the probability per
 * unit of time to jump from i to j. The generator Q has the rates off the diagonal and rows that
 * sum to 0. Immutable.
 */
public final class RateMatrix {
  private final int n;
  private final double[] generator;

  private RateMatrix(int n, double[] generator) {
    this.n = n;
    this.generator = generator;
  }

  /**
   * @param rates [n][n]; the diagonal is not read
   * @throws IllegalArgumentException naming row and column (from 1) of what is not a rate
   */
  public static RateMatrix of(double[][] rates) {
    int n = rates.length;
    double[] flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      if (rates[i].length != n) {
        throw new IllegalArgumentException(
            "rates row %d: must have %d columns: got %d".formatted(i + 1, n, rates[i].length));
      }
      System.arraycopy(rates[i], 0, flat, i * n, n);
    }
    return of(flat, n);
  }

  /** As {@link #of(double[][])}, of [n * n] rates, row-major. */
  public static RateMatrix of(double[] rates, int n) {
    double[] generator = rates.clone();
    for (int i = 0; i < n; i++) {
      double exit = 0;
      for (int j = 0; j < n; j++) {
        double rate = rates[i * n + j];
        if (i != j && (!(rate >= 0) || Double.isInfinite(rate))) {
          throw new IllegalArgumentException(
              "rates row %d, column %d: must be finite and not negative: got %s"
                  .formatted(i + 1, j + 1, rate));
        }
        exit += i == j ? 0 : rate;
      }
      generator[i * n + i] = -exit;
    }
    return new RateMatrix(n, generator);
  }

  /** Number of states. */
  public int states() {
    return n;
  }

  /** F_ij, or Q_ii where i is j. */
  public double get(int i, int j) {
    return generator[i * n + j];
  }

  /** Rate to leave a state. */
  public double exitRate(int i) {
    return -generator[i * n + i];
  }

  /** Q [n * n], row-major; a copy. */
  public double[] generator() {
    return generator.clone();
  }

  /** Rates [n][n] with 0 on the diagonal. */
  public double[][] rates() {
    double[][] rates = new double[n][];
    for (int i = 0; i < n; i++) {
      rates[i] = Arrays.copyOfRange(generator, i * n, (i + 1) * n);
      rates[i][i] = 0;
    }
    return rates;
  }

  /** P(t) = exp(Q t), [n * n]: the law of the state after {@code time}, a row for each start. */
  public double[] transition(double time) {
    double[] transition = new double[n * n];
    new MatrixExponential(n).of(generator, time, transition);
    return transition;
  }

  /** Law of the state [n] at a time when {@code initial} is that at time 0. */
  public double[] law(double[] initial, double time) {
    double[] transition = transition(time);
    double[] law = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        law[j] += initial[i] * transition[i * n + j];
      }
    }
    return law;
  }

  /**
   * The law [n] that does not change, pi Q = 0.
   *
   * @throws IllegalArgumentException if there are several closed classes, naming them
   */
  public double[] stationary() {
    return StationaryLaw.of(rates());
  }

  /** An eigenvalue of Q, per unit of time. */
  public record Eigenvalue(double real, double imaginary) {}

  /**
   * All n eigenvalues of Q by falling real part, conjugates with the positive imaginary part first.
   *
   * @throws ArithmeticException if the iteration does not converge
   */
  public List<Eigenvalue> eigenvalues() {
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, false);
    if (!eigen.decompose(new DMatrixRMaj(n, n, true, generator.clone()))) {
      throw new ArithmeticException("the eigenvalues of the rate matrix do not converge");
    }
    return IntStream.range(0, n)
        .mapToObj(eigen::getEigenvalue)
        .map(value -> new Eigenvalue(value.getReal(), value.getImaginary()))
        .sorted(
            Comparator.comparingDouble(Eigenvalue::real)
                .thenComparingDouble(Eigenvalue::imaginary)
                .reversed())
        .toList();
  }

  /**
   * Times -1 / Re(lambda) in which deviations from the stationary law decay, longest first; those
   * of eigenvalues 0 are left out.
   */
  public double[] relaxationTimes() {
    double fastest = IntStream.range(0, n).mapToDouble(this::exitRate).max().orElse(0);
    return eigenvalues().stream()
        .filter(value -> value.real() < -1e-12 * fastest)
        .mapToDouble(value -> -1 / value.real())
        .toArray();
  }

  /** Net flow from i to j in the stationary state, pi_i F_ij - pi_j F_ji, per unit of time. */
  public double current(double[] stationary, int i, int j) {
    return stationary[i] * get(i, j) - stationary[j] * get(j, i);
  }

  /**
   * Entropy production in the stationary state, sum over i &lt; j of (pi_i F_ij - pi_j F_ji) ln
   * (pi_i F_ij / pi_j F_ji), in nats per unit of time: 0 exactly for reversible processes.
   *
   * @param stationary as {@link #stationary()} gives it
   * @return infinity if a jump has no reverse
   */
  public double entropyProductionNats(double[] stationary) {
    double production = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double forth = stationary[i] * get(i, j);
        double back = stationary[j] * get(j, i);
        if (forth != back) {
          production += (forth - back) * StrictMath.log(forth / back);
        }
      }
    }
    return production;
  }
}
