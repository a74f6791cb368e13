package offprint.papers.srrw;

import java.util.List;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Run;

/**
 * Logistic regression by a token, b = 0.9, over alpha and the memory exponent a, beside its theory.
 * Rows are in groups: "alphas" has a = 0.8 for each alpha, "cases" the three time scales at alpha =
 * 5, "short memory" a = 0.6, "draws" nodes drawn at random.
 */
final class TrainingStudy {
  private static final String COLUMNS =
      "group,alpha,a,measured,standard_error,predicted,ratio,limit,convergence";
  private static final double BETA = 0.9;
  private static final double MIDDLE = 5;

  private final ReversibleChain chain;
  private final double[] target;
  private final OptimisationTheory theory;
  private final Optimiser optimiser = Optimiser.plain(BETA);
  private final Objective objective;
  private final double[] minimum;
  private final Trials trials;
  private final Run run;
  private final double hops;
  private final Frame frame = Frame.of(COLUMNS.split(","));

  TrainingStudy(
      Network network, Problem problem, long hops, int runs, Part.Counter counter, Run run) {
    this.run = run;
    this.hops = (double) hops;
    target = network.uniform();
    Runnable wait = () -> counter.add(0, "finding the batch minimum");
    objective = problem.objective(0);
    BatchLoss batch = new BatchLoss(objective, target, wait);
    minimum = problem.minimum(target, wait);
    chain = network.chain(ChainKind.MHRW, target);
    ReversibleSpectrum spectrum = ReversibleSpectrum.of(chain, wait);
    theory = OptimisationTheory.of(arm(0, 0.8), spectrum, batch, minimum);
    trials = new Trials(network, runs, "random", Checkpoints.upTo(hops), counter);
  }

  /** Trains with all settings; {@code measured} is MSE / b_n. */
  Frame train(List<Double> alphas) {
    Trace middle = null;
    for (double alpha : alphas) {
      Trace trace = train(arm(alpha, 0.8));
      middle = alpha == MIDDLE ? trace : middle;
      row("alphas", alpha, 0.8, trace);
    }
    row("cases", MIDDLE, 0.8, middle == null ? train(arm(MIDDLE, 0.8)) : middle);
    row("cases", MIDDLE, 0.9, train(arm(MIDDLE, 0.9)));
    row("cases", MIDDLE, 1, train(arm(MIDDLE, 1)));
    for (double alpha : alphas.subList(1, alphas.size())) {
      row("short memory", alpha, 0.6, train(arm(alpha, 0.6)));
    }
    Trace draws = train(Arm.independent(chain, target));
    row("draws", Double.NaN, Double.NaN, draws);
    return frame;
  }

  private Arm arm(double alpha, double a) {
    String name = "α = %.4g, a = %s".formatted(alpha, a);
    return Arm.walk(name, chain, target, Repellence.constant(alpha), a);
  }

  private Trace train(Arm arm) {
    return Token.train(trials, arm, objective, optimiser, minimum, run.random());
  }

  private void row(String group, double alpha, double a, Trace trace) {
    double step = optimiser.step(hops);
    double measured = trace.last(Token.SQUARED_DISTANCE) / step;
    double predicted =
        trace.arm().jumps()
            ? theory.independent(0)
            : theory.variance(alpha, Math.pow(hops + 1, a - BETA), 0);
    frame.row(
        group,
        alpha,
        a,
        measured,
        trace.standardError(Token.SQUARED_DISTANCE) / step,
        predicted,
        measured / predicted,
        trace.arm().jumps() ? Double.NaN : theory.variance(alpha, 0, 0),
        Checkpoints.overTenth(trials.checkpoints(), trace.mean(Token.SQUARED_DISTANCE)));
  }
}
