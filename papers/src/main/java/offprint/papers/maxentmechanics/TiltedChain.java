package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.markov.AsymptoticVariance;
import offprint.kernels.markov.Perron;
import offprint.kernels.markov.TransitionMatrix;

/**
 * The stationary chain of the tilted matrix M = P0 exp(-lambda.J) (Doob's transform), with the mean
 * fluxes and their asymptotic covariance: gradient and Hessian of ln rho, up to the gradient's
 * sign.
 *
 * @param logGrowth ln rho; minus it is the process free energy per step, in nats
 * @param transition P [n][n]
 * @param stationary pi [n]
 * @param mean mean flux per step [k]
 * @param covariance [k][k], per step
 */
record TiltedChain(
    double logGrowth,
    double[][] transition,
    double[] stationary,
    double[] mean,
    double[][] covariance) {

  /**
   * @throws ArithmeticException if weights overflow or vanish
   */
  static TiltedChain of(double[][] reference, double[][][] fluxes, double[] lambda) {
    int n = reference.length;
    double[][] exponent = new double[n][n];
    double top = Double.NEGATIVE_INFINITY;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        exponent[x][y] = StrictMath.log(reference[x][y]);
        for (int a = 0; a < lambda.length; a++) {
          exponent[x][y] -= lambda[a] * fluxes[a][x][y];
        }
        top = reference[x][y] > 0 ? Math.max(top, exponent[x][y]) : top;
      }
    }
    double[][] tilted = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        tilted[x][y] = reference[x][y] > 0 ? StrictMath.exp(exponent[x][y] - top) : 0;
        if (reference[x][y] > 0 && !(tilted[x][y] > 1e-300)) {
          throw new ArithmeticException("weight of the move %d > %d vanishes".formatted(x, y));
        }
      }
    }
    Perron perron = Perron.of(tilted);
    double[][] p = new double[n][n];
    double[] law = new double[n];
    for (int x = 0; x < n; x++) {
      double sum = 0;
      for (int y = 0; y < n; y++) {
        p[x][y] = tilted[x][y] * perron.right()[y] / perron.right()[x];
        sum += p[x][y];
      }
      for (int y = 0; y < n; y++) {
        p[x][y] /= sum;
      }
      law[x] = perron.left()[x] * perron.right()[x];
    }
    double[] mean = new double[fluxes.length];
    Arrays.setAll(mean, a -> mean(p, law, fluxes[a]));
    double logGrowth = StrictMath.log(perron.root()) + top;
    return new TiltedChain(logGrowth, p, law, mean, covariance(p, law, fluxes, mean));
  }

  /** Mean of a flux [n][n] per step of a stationary chain. */
  static double mean(double[][] p, double[] law, double[][] flux) {
    double mean = 0;
    for (int x = 0; x < law.length; x++) {
      for (int y = 0; y < law.length; y++) {
        mean += law[x] * p[x][y] * flux[x][y];
      }
    }
    return mean;
  }

  /**
   * lim (1/T) Cov(sum J_a, sum J_b) = <J_a J_b> centred + <J_a(x,y) h_b(y)> + <J_b(x,y) h_a(y)>, h
   * the solution of (I - P) h = E[J | x] centred.
   */
  private static double[][] covariance(
      double[][] p, double[] law, double[][][] fluxes, double[] mean) {
    int n = law.length;
    int k = mean.length;
    double[][] drift = new double[k][n];
    for (int a = 0; a < k; a++) {
      for (int x = 0; x < n; x++) {
        for (int y = 0; y < n; y++) {
          drift[a][x] += p[x][y] * (fluxes[a][x][y] - mean[a]);
        }
      }
    }
    double[][] h = AsymptoticVariance.poisson(p, law, drift);
    double[][] covariance = new double[k][k];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double flow = law[x] * p[x][y];
        for (int a = 0; flow > 0 && a < k; a++) {
          double ja = fluxes[a][x][y] - mean[a];
          for (int b = 0; b <= a; b++) {
            double jb = fluxes[b][x][y] - mean[b];
            covariance[a][b] += flow * (ja * jb + ja * h[b][y] + jb * h[a][y]);
            covariance[b][a] = covariance[a][b];
          }
        }
      }
    }
    return covariance;
  }

  /** Fluxes whose means can move independently: pivots of the covariance above 1e-11. */
  int[] independent() {
    int k = mean.length;
    double[][] left = new double[k][];
    for (int a = 0; a < k; a++) {
      left[a] = covariance[a].clone();
    }
    List<Integer> kept = new ArrayList<>();
    for (int a = 0; a < k; a++) {
      double spread = Math.max(mean[a] * mean[a], 1e-12);
      if (left[a][a] > 1e-11 * Math.max(covariance[a][a], 1e-4 * spread)) {
        kept.add(a);
        for (int b = a + 1; b < k; b++) {
          double factor = left[b][a] / left[a][a];
          for (int c = a + 1; c < k; c++) {
            left[b][c] -= factor * left[a][c];
          }
        }
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Least ratio of a flow to the reference's. */
  double leastRatio(TiltedChain reference) {
    double least = Double.POSITIVE_INFINITY;
    for (int x = 0; x < stationary.length; x++) {
      for (int y = 0; y < stationary.length; y++) {
        double before = reference.stationary[x] * reference.transition[x][y];
        if (before > 0) {
          least = Math.min(least, stationary[x] * transition[x][y] / before);
        }
      }
    }
    return least;
  }

  /** Relative entropy rate of a stationary chain to this one, in nats per step. */
  double divergenceRateNats(double[][] p, double[] law) {
    double rate = 0;
    for (int x = 0; x < law.length; x++) {
      rate += law[x] * Nats.divergence(p[x], transition[x]);
    }
    return rate;
  }

  double entropyRateNats() {
    return TransitionMatrix.entropyRateNats(transition, stationary);
  }

  double irreversibilityNats() {
    return TransitionMatrix.irreversibilityNats(transition, stationary);
  }
}
