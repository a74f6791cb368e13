package offprint.papers.maxentmechanics;

import java.util.function.IntConsumer;

/**
 * The causal form: P_t(y|x) = P0(x,y) exp(-lambda_t J(x,y)) / z_t(x); what happens later has no
 * part in a step. d mean_t / d lambda_s = -Cov(J_t, J_s - E[J_s | x_s]), 0 for s > t.
 */
final class CausalDrive implements DrivenChain {
  private final double[][] reference;
  private final double[][] flux;
  private final double[] lambda;
  private final double[][][] transition;
  private final double[][] law;
  private final double[][] drift;
  private double meanLogZ;

  /**
   * @param reference P0 [n][n]
   * @param flux J [n][n]
   * @param start law of x_0 [n]
   * @param lambda [T]
   */
  CausalDrive(double[][] reference, double[][] flux, double[] start, double[] lambda) {
    this.reference = reference;
    this.flux = flux;
    this.lambda = lambda;
    int n = start.length;
    int steps = lambda.length;
    transition = new double[steps][n][n];
    law = new double[steps + 1][n];
    drift = new double[steps][n];
    law[0] = start.clone();
    for (int t = 0; t < steps; t++) {
      for (int x = 0; x < n; x++) {
        double top = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < n; y++) {
          top = reference[x][y] > 0 ? Math.max(top, -lambda[t] * flux[x][y]) : top;
        }
        double z = 0;
        for (int y = 0; y < n; y++) {
          double w =
              reference[x][y] > 0
                  ? reference[x][y] * StrictMath.exp(-lambda[t] * flux[x][y] - top)
                  : 0;
          transition[t][x][y] = w;
          z += w;
        }
        meanLogZ += law[t][x] * (StrictMath.log(z) + top);
        for (int y = 0; y < n; y++) {
          double p = transition[t][x][y] / z;
          transition[t][x][y] = p;
          drift[t][x] += p * flux[x][y];
          law[t + 1][y] += law[t][x] * p;
        }
      }
    }
  }

  /** E[-sum_t ln z_t(x_t)], the mean process free energy, in nats. */
  double freeEnergyNats() {
    return -meanLogZ;
  }

  @Override
  public double[] mean() {
    double[] mean = new double[lambda.length];
    for (int t = 0; t < mean.length; t++) {
      for (int x = 0; x < law[t].length; x++) {
        mean[t] += law[t][x] * drift[t][x];
      }
    }
    return mean;
  }

  @Override
  public double[][] response(IntConsumer onStep) {
    int n = reference.length;
    int steps = lambda.length;
    double[][] response = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[] tangent = new double[n];
      for (int x = 0; x < n; x++) {
        double shift = lambda[s];
        double z = 0;
        double dz = 0;
        double top = Double.NEGATIVE_INFINITY;
        for (int y = 0; y < n; y++) {
          top = reference[x][y] > 0 ? Math.max(top, -shift * flux[x][y]) : top;
        }
        double[] w = new double[n];
        for (int y = 0; y < n; y++) {
          if (reference[x][y] > 0) {
            w[y] = reference[x][y] * StrictMath.exp(-shift * flux[x][y] - top);
            z += w[y];
            dz -= flux[x][y] * w[y];
          }
        }
        for (int y = 0; y < n; y++) {
          double dp = (-flux[x][y] * w[y] * z - w[y] * dz) / (z * z);
          tangent[y] += law[s][x] * dp;
          response[s][s] += law[s][x] * dp * flux[x][y];
        }
      }
      for (int t = s + 1; t < steps; t++) {
        double[] next = new double[n];
        for (int x = 0; x < n; x++) {
          response[t][s] += tangent[x] * drift[t][x];
          for (int y = 0; y < n; y++) {
            next[y] += tangent[x] * transition[t][x][y];
          }
        }
        tangent = next;
      }
    }
    return response;
  }

  @Override
  public double[][] covariance(IntConsumer onStep) {
    int n = reference.length;
    int steps = lambda.length;
    double[] mean = mean();
    double[][] covariance = new double[steps][steps];
    for (int s = 0; s < steps; s++) {
      onStep.accept(s);
      double[] withFlux = new double[n];
      double[] withDrift = new double[n];
      double square = 0;
      double squareDrift = 0;
      for (int x = 0; x < n; x++) {
        squareDrift += law[s][x] * drift[s][x] * drift[s][x];
        for (int y = 0; y < n; y++) {
          double move = law[s][x] * transition[s][x][y];
          withFlux[y] += move * flux[x][y];
          withDrift[y] += move * drift[s][x];
          square += move * flux[x][y] * flux[x][y];
        }
      }
      covariance[s][s] = (square - mean[s] * mean[s]) - (squareDrift - mean[s] * mean[s]);
      for (int t = s + 1; t < steps; t++) {
        double joint = 0;
        double jointDrift = 0;
        double[] nextFlux = new double[n];
        double[] nextDrift = new double[n];
        for (int x = 0; x < n; x++) {
          joint += withFlux[x] * drift[t][x];
          jointDrift += withDrift[x] * drift[t][x];
          for (int y = 0; y < n; y++) {
            nextFlux[y] += withFlux[x] * transition[t][x][y];
            nextDrift[y] += withDrift[x] * transition[t][x][y];
          }
        }
        covariance[t][s] = (joint - mean[s] * mean[t]) - (jointDrift - mean[s] * mean[t]);
        withFlux = nextFlux;
        withDrift = nextDrift;
      }
    }
    return covariance;
  }
}
