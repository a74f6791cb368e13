package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.Split;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;
import offprint.method.Run;
import offprint.method.Source;
import offprint.papers.timemixer.Forecast.Decomposition;
import offprint.papers.timemixer.Forecast.Pool;

/** One of the hourly ETT sets under the customary protocol: L = 96, every test window. */
final class Benchmark {
  static final int LOOKBACK = 96;
  private static final double DLINEAR_RATE = 0.005;

  private final String name;
  private final Problem problem;
  private final int blocks;

  private Benchmark(String name, Problem problem, int blocks) {
    this.name = name;
    this.problem = problem;
    this.blocks = blocks;
  }

  static Benchmark read(Run run, String name, int horizon, int blocks, boolean calendar)
      throws IOException {
    try (InputStream in = run.open(Source.example(name))) {
      return new Benchmark(
          name,
          Problem.of(
              SeriesReader.read(in, SeriesReader.Fill.NONE),
              calendar ? Frequency.HOUR : Frequency.NONE,
              Split.ETT_HOURLY,
              LOOKBACK,
              horizon),
          blocks);
    }
  }

  String name() {
    return name;
  }

  Problem problem() {
    return problem;
  }

  Architecture architecture() {
    return architecture(
        problem.series().channels(),
        problem.frequency().features(),
        LOOKBACK,
        problem.test().horizon(),
        blocks);
  }

  static Architecture architecture(
      int channels, int features, int lookback, int horizon, int blocks) {
    return new Architecture(
        channels,
        features,
        lookback,
        horizon,
        3,
        Pool.AVG,
        16,
        32,
        blocks,
        25,
        Decomposition.MOVING_AVERAGE,
        5,
        true,
        0.1);
  }

  /**
   * Trains TimeMixer, or it less one part.
   *
   * @return errors on all test windows
   */
  Errors train(
      Session session, Variant variant, Fit.Plan plan, RandomGenerator random, Stage stage) {
    Network network = new Network(session, architecture(), variant, random);
    return train(session, network, plan, random, stage);
  }

  private Errors train(
      Session session, Model model, Fit.Plan plan, RandomGenerator random, Stage stage) {
    Fit fit = new Fit(session, model);
    Training.Outcome outcome = fit.train(problem, plan, random, stage);
    Windows test = problem.test();
    stage.progress(1, "best epoch " + outcome.bestEpoch());
    return fit.judge(
        test, test.all(), problem.sum(), _ -> stage.progress(1, "forecasting the test rows"));
  }

  /**
   * All models of the comparison.
   *
   * @param identity gets the largest difference between a forecast and the sum of its scales
   */
  Scores compare(
      Session session, Fit.Plan plan, RandomGenerator random, Stage stage, double[] identity) {
    Scores scores = new Scores();
    Network network = new Network(session, architecture(), Variant.FULL, random);
    scores.add(network.name(), train(session, network, plan, random, stage));
    identity[0] = Math.max(identity[0], identity(session, network));
    DLinear linear = new DLinear(session, LOOKBACK, problem.test().horizon(), random);
    Fit.Plan slower = new Fit.Plan(plan.epochs(), plan.steps(), plan.batch(), DLINEAR_RATE);
    Stage after = Stage.of(stage.run(), stage.to(), stage.to(), name + " DLinear");
    scores.add(linear.name(), train(session, linear, slower, random, after));
    for (Forecaster other : simple()) {
      scores.add(
          other.name(),
          Problem.judge(
              other,
              problem.test(),
              problem.test().all(),
              problem.sum(),
              64,
              _ -> stage.progress(1, "judging the " + other.name())));
    }
    return scores;
  }

  private List<Forecaster> simple() {
    return List.of(
        LinearMap.fit(problem.train(), 1e-3),
        new Baselines.SeasonalNaive(problem.values(), problem.season()),
        new Baselines.LastValue(),
        new Baselines.WindowMean());
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
