package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.hmm.BaumWelch;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.NoFeasiblePath;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fits an {@link EngineModel} to run-to-failure units by expectation maximisation with
 * plausibilities.
 *
 * @param logLikelihoods at each E-step, in nats
 * @param smallestGain smallest relative gain of the objective in one iteration
 * @param frozen regimes that kept a regression for want of rows
 */
record EngineFit(
    EngineModel model,
    TrainingSet training,
    List<Double> logLikelihoods,
    double smallestGain,
    BitSet frozen) {
  private static final double STAY = 0.95;
  private static final double NEXT = 0.02;
  private static final double ELSEWHERE = 1e-3;
  private static final double VARIANCE_FLOOR = 1e-6;
  private static final double LIFE_FLOOR = 1;

  /**
   * @param progress called with the number of each iteration
   * @throws IllegalArgumentException on units that cannot be fitted, naming them
   */
  static EngineFit of(Fleet fleet, HealthIndex health, Settings settings, IntConsumer progress) {
    TrainingSet training = TrainingSet.of(fleet, health, settings);
    int regimes = settings.regimes();
    BaumWelch em =
        new BaumWelch(
            training.sequences(),
            regimes,
            settings.em().kappa(),
            VARIANCE_FLOOR * training.variance(),
            LIFE_FLOOR);
    training.startWeights(em.weights(), regimes);
    SwitchingModel model = start(em, settings);
    List<Double> trace = new ArrayList<>();
    double smallestGain = Double.POSITIVE_INFINITY;
    double before = Double.NaN;
    for (int i = 1; i <= settings.em().iterations(); i++) {
      progress.accept(i);
      model = i == 1 ? model : em.regress(model);
      double logLikelihood = expect(em, model, training);
      double objective = em.objective(model);
      trace.add(logLikelihood);
      model = em.transit(model);
      if (i > 1) {
        double gain = (objective - before) / Math.abs(objective);
        smallestGain = Math.min(smallestGain, gain);
        if (gain < settings.em().tolerance()) {
          break;
        }
      }
      before = objective;
    }
    WindowRegression life = model.target();
    if (life == null) {
      life = em.regression(Response.TARGET, settings.window(), null);
    }
    return new EngineFit(
        model(fleet, health, settings, training, model, life),
        training,
        trace,
        Double.isInfinite(smallestGain) ? 0 : smallestGain,
        em.frozen());
  }

  private static EngineModel model(
      Fleet fleet,
      HealthIndex health,
      Settings settings,
      TrainingSet training,
      SwitchingModel regimes,
      WindowRegression life) {
    return new EngineModel(
        settings,
        health,
        regimes,
        life,
        training.threshold(),
        fleet.timeStep(),
        Baselines.meanLife(fleet, settings.capOrInfinity()),
        Baselines.linearInHealth(training, settings),
        Double.NaN);
  }

  private static double expect(BaumWelch em, SwitchingModel model, TrainingSet training) {
    try {
      return em.expect(model);
    } catch (NoFeasiblePath e) {
      Unit unit = training.units().get(e.sequence());
      int skip = unit.rows() - training.sequences().get(e.sequence()).rows();
      throw new IllegalArgumentException(
          "unit %s, time %s: no path of regimes agrees with the labels and the structure"
              .formatted(unit.name(), unit.time()[skip + e.row()]),
          e);
    }
  }

  private static SwitchingModel start(BaumWelch em, Settings settings) {
    int regimes = settings.regimes();
    double[] start = new double[regimes];
    double[][] transition = new double[regimes][regimes];
    double[] exit = new double[regimes];
    Arrays.fill(exit, 1e-3);
    exit[regimes - 1] = 0.03;
    for (int k = 0; k < regimes; k++) {
      start[k] = k == 0 ? 1 : 0.01;
      if (settings.em().structure() == Structure.FULL) {
        Arrays.fill(transition[k], ELSEWHERE);
      }
      transition[k][k] = STAY;
      if (k + 1 < regimes) {
        transition[k][k + 1] = NEXT;
      }
      normalise(transition[k]);
    }
    normalise(start);
    try {
      WindowRegression series = em.regression(Response.VALUE, settings.order(), null);
      @Nullable WindowRegression life =
          settings.joint() ? em.regression(Response.TARGET, settings.window(), null) : null;
      return new SwitchingModel(HiddenChain.of(start, transition, exit), series, life);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the rows are too few for these settings (lower regimes, order, window or endRows): "
              + e.getMessage(),
          e);
    }
  }

  private static void normalise(double[] law) {
    double sum = Arrays.stream(law).sum();
    for (int k = 0; k < law.length; k++) {
      law[k] /= sum;
    }
  }
}
