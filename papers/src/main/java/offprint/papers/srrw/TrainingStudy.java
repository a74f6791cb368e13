package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Run;

/** Logistic regression by a token, b = 0.9, over alpha and the memory exponent a. */
final class TrainingStudy {
  static final double BETA = 0.9;

  /** Alpha at which time scales are compared. */
  static final double MIDDLE = 5;

  final long[] checkpoints;
  final OptimisationTheory theory;

  /** a = 0.8 for each alpha, in the order given. */
  final List<Training.Trace> fast = new ArrayList<>();

  /** a = 0.6 for each alpha but 0. */
  final List<Training.Trace> shortMemory = new ArrayList<>();

  /** alpha = 5: a = 0.8, 0.9, 1. */
  final List<Training.Trace> cases = new ArrayList<>();

  private final List<Training.Trace> independent = new ArrayList<>();
  private final Optimiser optimiser;

  private TrainingStudy(long[] checkpoints, OptimisationTheory theory, Optimiser optimiser) {
    this.checkpoints = checkpoints;
    this.theory = theory;
    this.optimiser = optimiser;
  }

  static TrainingStudy of(
      Reproduce.Params p, Network network, Problem problem, Progress progress, Run run) {
    double[] target = new double[network.nodes()];
    Arrays.fill(target, 1.0 / target.length);
    Runnable wait = () -> progress.add(0, "finding the batch minimum");
    double[] minimum = problem.minimum(target, wait);
    ReversibleChain chain = network.chain(ChainKind.MHRW, target);
    Objective objective = problem.objective(0);
    double[][] gradient = new double[target.length][minimum.length];
    for (int i = 0; i < target.length; i++) {
      objective.gradient(minimum, i, 0, Newton.NO_RANDOM, gradient[i]);
    }
    OptimisationTheory theory =
        new OptimisationTheory(
            ReversibleSpectrum.of(chain, wait),
            chain,
            gradient,
            new Newton(objective, target, wait).hessian(minimum));
    Optimiser optimiser = new Optimiser(BETA, 1, false, 0, 0, false);
    TrainingStudy study = new TrainingStudy(Checkpoints.upTo(p.trainHops()), theory, optimiser);
    Training training =
        new Training(network, objective, optimiser, minimum, study.checkpoints, progress);
    for (double alpha : p.alphas()) {
      study.fast.add(study.run(training, chain, target, alpha, 0.8, p, run));
    }
    for (double a : new double[] {0.8, 0.9, 1}) {
      int known = p.alphas().indexOf(MIDDLE);
      study.cases.add(
          a == 0.8 && known >= 0
              ? study.fast.get(known)
              : study.run(training, chain, target, MIDDLE, a, p, run));
    }
    for (double alpha : p.alphas().subList(1, p.alphas().size())) {
      study.shortMemory.add(study.run(training, chain, target, alpha, 0.6, p, run));
    }
    study.independent.add(
        training.run(Arm.independent(chain, target), p.trainRuns(), "random", run.random()));
    return study;
  }

  private Training.Trace run(
      Training training,
      ReversibleChain chain,
      double[] target,
      double alpha,
      double gammaExponent,
      Reproduce.Params p,
      Run run) {
    String name = "α = %.4g, a = %s".formatted(alpha, gammaExponent);
    Arm arm = Arm.walk(name, chain, target, alpha, Schedule.CONSTANT, gammaExponent);
    return training.run(arm, p.trainRuns(), "random", run.random());
  }

  Training.Trace independent() {
    return independent.getFirst();
  }

  private double hops() {
    return checkpoints[checkpoints.length - 1];
  }

  /** MSE over the last step b_n. */
  double scaled(Training.Trace trace) {
    return trace.last() / optimiser.step(hops());
  }

  double scaledError(Training.Trace trace) {
    return trace.lastError / optimiser.step(hops());
  }

  /** Its prediction for this many hops. */
  double predicted(double alpha, double gammaExponent) {
    return theory.variance(alpha, Math.pow(hops() + 1, gammaExponent - BETA), 0);
  }

  double ratio(Training.Trace trace, double gammaExponent) {
    return scaled(trace) / predicted(trace.arm.alpha, gammaExponent);
  }
}
