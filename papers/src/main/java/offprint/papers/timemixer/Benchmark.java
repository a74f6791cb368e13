package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.random.RandomGenerator;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.Split;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;
import offprint.method.Source;

/** One of the hourly ETT sets under the customary protocol: L = 96, every test window. */
record Benchmark(String name, Problem problem, Design design) {
  static final int LOOKBACK = 96;
  private static final double DLINEAR_RATE = 0.005;

  static Benchmark read(Inputs in, String name, Design design, boolean calendar)
      throws IOException {
    return new Benchmark(
        name,
        Problem.of(
            in.series("etth", Source.example(name), SeriesReader.Fill.NONE),
            calendar ? Frequency.HOUR : Frequency.NONE,
            Split.ETT_HOURLY,
            LOOKBACK,
            design.horizon()),
        design);
  }

  private Network network(Session session, Variant variant, RandomGenerator random) {
    return new Network(
        session,
        design,
        problem.series().channels(),
        problem.frequency().features(),
        variant,
        random);
  }

  /**
   * Mean squared error on all test windows of TimeMixer, or of a variant without one part, after
   * training.
   */
  double train(Session session, Variant variant, Plan plan, RandomGenerator random, Part part) {
    Fit fit = train(session, network(session, variant, random), plan, random, part);
    Windows test = problem.test();
    Errors errors =
        Problem.judge(
            fit,
            test,
            test.all(),
            problem.sum(),
            _ -> part.progress(1, "forecasting the test rows"));
    return errors.mse();
  }

  private Fit train(Session session, Model model, Plan plan, RandomGenerator random, Part part) {
    Fit fit = new Fit(session, model);
    Training.Outcome outcome = fit.train(problem, plan, random, part);
    part.progress(1, "best epoch " + outcome.bestEpoch());
    return fit;
  }

  /** All models of the comparison. */
  record Comparison(Trial trial, double identity) {}

  Comparison compare(Session session, Plan plan, RandomGenerator random, Part part) {
    Network network = network(session, Variant.FULL, random);
    Trial trial = Trial.of(problem, " of " + name);
    Fit own = train(session, network, plan, random, Part.of(part, 0, 0.8, ""));
    trial.own(own, Part.of(part, 0.8, 0.85, ""));
    double identity = identity(session, network);
    trial.baselines(
        Trial.baselines(problem, Part.of(part, 0.85, 0.9, "")), Part.of(part, 0.9, 0.95, ""));
    DLinear linear = new DLinear(session, LOOKBACK, design.horizon(), random);
    Part last = Part.of(part, 0.95, 1, "DLinear");
    trial.baseline(train(session, linear, plan.withRate(DLINEAR_RATE), random, last), last);
    return new Comparison(trial, identity);
  }

  /** Largest |forecast - (level + Σ contributions)| over some test windows. */
  private double identity(Session session, Network network) {
    Fit fit = new Fit(session, network);
    Windows.Batch batch = problem.test().batch(problem.test().spread(64), 0, 64);
    return session
        .evaluate(
            () -> {
              Network.Output output = network.explain(fit.inputs(batch), fit.dates(batch));
              NDArray rest = output.forecast().sub(output.level());
              for (NDArray part : output.contributions()) {
                rest = rest.sub(part);
              }
              return rest.abs().max();
            })[0];
  }
}
