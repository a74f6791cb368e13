package offprint.papers.arphmm;

import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;

/**
 * A fitted model that predicts the remaining life of new units.
 *
 * @param regimes autoregression of the health index with hidden regimes
 * @param life remaining life in each regime, linear in the last health indices
 * @param threshold health index at failure
 * @param timeStep what one row stands for
 * @param meanLife mean capped remaining life over the training rows: the constant baseline
 * @param linear remaining life linear in the last w health indices: the linear baseline
 * @param crossValidated RMSE over held-out training units, NaN where not computed
 */
record EngineModel(
    Settings settings,
    HealthIndex health,
    SwitchingModel regimes,
    WindowRegression life,
    double threshold,
    double timeStep,
    double meanLife,
    LeastSquares linear,
    double crossValidated) {

  /** Largest remaining life that is predicted: the cap, or infinity. */
  double cap() {
    return settings.capOrInfinity();
  }

  EngineModel withCrossValidated(double rmse) {
    return new EngineModel(
        settings, health, regimes, life, threshold, timeStep, meanLife, linear, rmse);
  }
}
