package offprint.papers.fimmjp;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every estimator says about the same paths.
 *
 * @param rates by estimator, [n * n] per unit of time; without those that fail
 * @param noisy the process that the likelihood of noisy readings finds
 * @param network what the network says, and its refinement; null where there are too many states
 * @param clipped share of the logarithm that was negative; NaN without logarithm
 * @param withoutLogarithm why there is no logarithm; "" where there is one
 */
record Fits(
    Map<Estimator, double[]> rates,
    HiddenProcess noisy,
    @Nullable Estimate network,
    double clipped,
    String withoutLogarithm) {

  /**
   * How to fit.
   *
   * @param iterations of each likelihood
   * @param refine iterations of the noisy likelihood from the network's answer
   * @param epsilon at which the noisy likelihood starts
   * @param startRate everywhere at the start; 0: from the counts
   */
  record Plan(int iterations, int refine, double epsilon, double startRate) {
    static final Plan USUAL = new Plan(25, 0, 0.05, 0);
  }

  static Fits of(Paths paths, RateNetwork network, Plan plan, Runnable watcher) {
    int n = paths.states();
    Map<Estimator, double[]> rates = new EnumMap<>(Estimator.class);
    rates.put(Estimator.COUNTS, DirectEstimates.counts(paths));
    double clipped = Double.NaN;
    String without = "";
    try {
      DirectEstimates.Logarithm log = DirectEstimates.log(paths);
      rates.put(Estimator.LOG, log.rate());
      clipped = log.clipped();
    } catch (IllegalArgumentException | ArithmeticException e) {
      without = String.valueOf(e.getMessage());
    }
    double[] same = new double[n * n];
    for (int cell = 0; cell < n * n; cell++) {
      same[cell] = cell % (n + 1) == 0 ? 0 : plan.startRate;
    }
    boolean given = plan.startRate > 0;
    ExactReadings exact = new ExactReadings(paths);
    rates.put(Estimator.EM, exact.fit(given ? same : exact.start(), plan.iterations, watcher));
    NoisyReadings noisy = new NoisyReadings(paths);
    HiddenProcess start = noisy.start(given ? same : noisy.start().rate(), plan.epsilon);
    HiddenProcess process = noisy.fit(start, plan.iterations, watcher);
    rates.put(Estimator.HMM, process.rate());
    Estimate estimate = null;
    if (n <= network.maxStates()) {
      estimate = refined(network.estimate(paths), noisy, plan, watcher);
      rates.put(Estimator.NETWORK, estimate.rate());
    }
    return new Fits(rates, process, estimate, clipped, without);
  }

  /** The network's answer after some steps of the noisy likelihood, with the network's bands. */
  private static Estimate refined(
      Estimate estimate, NoisyReadings noisy, Plan plan, Runnable watcher) {
    if (plan.refine == 0) {
      return estimate;
    }
    double epsilon = Double.isNaN(estimate.epsilon()) ? plan.epsilon : estimate.epsilon();
    HiddenProcess start =
        new HiddenProcess(
            estimate.states(), estimate.rate(), estimate.initial(), Math.min(epsilon, 0.4));
    HiddenProcess process = noisy.fit(start, plan.refine, watcher);
    return new Estimate(
        estimate.states(),
        process.rate(),
        estimate.sd(),
        estimate.link(),
        process.initial(),
        process.epsilon());
  }
}
