package offprint.papers.maxentmechanics;

import offprint.kernels.convex.SmoothConvex;

/** ln rho(lambda), the Perron root of P0 exp(-lambda.J), for fluxes already less their targets. */
record LogGrowth(double[][] reference, double[][][] fluxes) implements SmoothConvex {
  @Override
  public int dimension() {
    return fluxes.length;
  }

  @Override
  public double evaluate(double[] lambda, double[] gradient, double[] hessian) {
    int k = fluxes.length;
    TiltedChain chain;
    try {
      chain = TiltedChain.of(reference, fluxes, lambda);
    } catch (ArithmeticException e) {
      return Double.POSITIVE_INFINITY; // a step so long that weights overflow: the search halves it
    }
    for (int a = 0; a < k; a++) {
      gradient[a] = -chain.mean()[a];
      System.arraycopy(chain.covariance()[a], 0, hessian, a * k, k);
    }
    return chain.logGrowth();
  }
}
