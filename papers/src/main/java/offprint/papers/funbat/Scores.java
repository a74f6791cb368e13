package offprint.papers.funbat;

/**
 * How well predictions hold on test rows, in the units of the values.
 *
 * @param coverage share of rows inside their 90 % interval
 */
record Scores(double rmse, double mae, double coverage) {
  /** Two-sided 90 % quantile of the normal distribution. */
  static final double NORMAL90 = 1.6448536269514722;

  static Scores of(Posterior.Prediction prediction, double noise, Scaling scaling, double[] truth) {
    double squares = 0;
    double sizes = 0;
    double inside = 0;
    for (int n = 0; n < truth.length; n++) {
      double error = scaling.value(prediction.mean()[n]) - truth[n];
      double sd = scaling.deviation() * Math.sqrt(prediction.variance()[n] + noise);
      squares += error * error;
      sizes += Math.abs(error);
      inside += Math.abs(error) <= NORMAL90 * sd ? 1 : 0;
    }
    return new Scores(
        Math.sqrt(squares / truth.length), sizes / truth.length, inside / truth.length);
  }

  /** Of predictions in the units of inference, without intervals. */
  static Scores of(double[] predicted, Scaling scaling, double[] truth) {
    return of(new Posterior.Prediction(predicted, new double[predicted.length]), 0, scaling, truth);
  }
}
