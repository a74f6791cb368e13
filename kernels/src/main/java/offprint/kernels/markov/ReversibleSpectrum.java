package offprint.kernels.markov;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenpairs of D^1/2 P D^-1/2, D = diag(mu): real for a reversible chain. O(states^3) time, 16
 * states^2 bytes.
 */
public final class ReversibleSpectrum {
  /** More states than this take minutes. */
  public static final int MOST_STATES = 3000;

  private final double[] value;
  private final double[][] vector;

  private ReversibleSpectrum(double[] value, double[][] vector) {
    this.value = value;
    this.vector = vector;
  }

  /**
   * Computes on another core while the caller waits.
   *
   * @param onWait told every 0.2 s; may throw to stop waiting
   * @throws IllegalArgumentException if there are more than {@link #MOST_STATES}
   * @throws ArithmeticException if the iteration does not converge
   */
  public static ReversibleSpectrum of(ReversibleChain chain, Runnable onWait) {
    int n = chain.states();
    if (n > MOST_STATES) {
      throw new IllegalArgumentException(
          "a spectrum takes at most %d states: got %d".formatted(MOST_STATES, n));
    }
    CompletableFuture<ReversibleSpectrum> pending =
        CompletableFuture.supplyAsync(() -> decompose(chain));
    onWait.run();
    while (true) {
      try {
        return pending.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        onWait.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a spectrum", e);
      } catch (ExecutionException e) {
        throw new ArithmeticException(
            "the eigenvalues of the chain do not converge: " + e.getCause());
      }
    }
  }

  private static ReversibleSpectrum decompose(ReversibleChain chain) {
    int n = chain.states();
    double[] law = chain.law();
    DMatrixRMaj a = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int k = chain.start[i]; k < chain.start[i + 1]; k++) {
        int j = chain.column[k];
        double entry = Math.sqrt(law[i] / law[j]) * chain.probability[k];
        a.add(i, j, entry / 2);
        a.add(j, i, entry / 2);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    if (!eigen.decompose(a)) {
      throw new ArithmeticException("no convergence");
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).real));
    double[] value = new double[n];
    double[][] vector = new double[n][];
    for (int i = 0; i < n; i++) {
      value[i] = eigen.getEigenvalue(order[i]).real;
      vector[i] = eigen.getEigenVector(order[i]).data;
    }
    return new ReversibleSpectrum(value, vector);
  }

  public int states() {
    return value.length;
  }

  /** Eigenvalue i, descending from 1. */
  public double value(int i) {
    return value[i];
  }

  /** v_i, of length 1 [states]; not to be changed. */
  public double[] vector(int i) {
    return vector[i];
  }
}
