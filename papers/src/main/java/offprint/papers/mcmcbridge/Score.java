package offprint.papers.mcmcbridge;

/** The gradient of the log density of data blurred by a normal law of deviation σ. */
interface Score {
  /**
   * @param points n of dimension d, end to end [n · d]
   * @return ∇ ln p_σ at each point [n · d]
   */
  double[] at(double[] points, double sigma);
}
