package offprint.papers.koopmaninformation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Trainings;

/** All settings of the weights on one system, over several seeds. */
record Study(Systems system, boolean every, int steps, int seeds) {
  private static final int HORIZON = 50;
  private static final int MOST_FOR_PRODUCTS = 20;
  private static final int MODES = 20;

  /** Weights of information and entropy. */
  enum Setting {
    PLAIN("plain autoencoder", 0, 0, Objective.Sign.PAPER),
    CHOSEN("α .01, γ .01", .01, .01, Objective.Sign.PAPER),
    STRONG("α .1, γ .1", .1, .1, Objective.Sign.PAPER),
    ENTROPY("α 0, γ .1", 0, .1, Objective.Sign.PAPER),
    INFORMATION("α .1, γ 0", .1, 0, Objective.Sign.PAPER),
    TOO_MUCH("α 1, γ 0", 1, 0, Objective.Sign.PAPER),
    RELEASED("α .1, γ .1, released sign", .1, .1, Objective.Sign.RELEASED);

    private final String title;
    private final double alpha;
    private final double gamma;
    private final Objective.Sign sign;

    Setting(String title, double alpha, double gamma, Objective.Sign sign) {
      this.title = title;
      this.alpha = alpha;
      this.gamma = gamma;
      this.sign = sign;
    }

    String title() {
      return title;
    }

    private Objective objective() {
      return Objective.of(alpha, gamma, sign);
    }
  }

  /** Means over seeds. */
  private record Result(double[] nrmse, double dimension, double slow) {}

  static Frame rows() {
    return Frame.of(
        "system",
        "model",
        "nrmse_1",
        "nrmse_5",
        "nrmse_20",
        "nrmse_50",
        "effective_dimension",
        "slow");
  }

  /** Adds rows and metrics. */
  void run(long seed, Part part, Frame rows, Findings out) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    part.progress(0, "simulating " + system.title());
    List<double[][]> simulated = system.training(random);
    List<double[][]> held = system.test(random);
    List<String> columns =
        IntStream.rangeClosed(1, simulated.getFirst()[0].length).mapToObj(c -> "x" + c).toList();
    Coordinates coordinates = Coordinates.of(columns, simulated, 1, 0, false);
    List<double[][]> all = coordinates.states(simulated);
    List<double[][]> training = all.subList(0, all.size() * 9 / 10);
    List<double[][]> validation = all.subList(training.size(), all.size());
    Trial trial = new Trial(coordinates.states(held), HORIZON, "");
    row(rows, "last state", trial.nrmse(new Predictor.Persistence()));
    double[] best = {};
    for (Predictor linear : baselines(training)) {
      part.progress(0.02, linear.name());
      double[] own = trial.nrmse(linear);
      row(rows, linear.name(), own);
      best = own;
    }
    Map<Setting, Result> results = trained(training, validation, trial, random, part);
    results.forEach(
        (setting, result) -> {
          double[] e = result.nrmse;
          rows.row(
              system.title(),
              setting.title,
              e[0],
              e[4],
              e[19],
              e[49],
              result.dimension,
              result.slow);
        });
    metrics(results, best, out);
  }

  private void row(Frame rows, String model, double[] e) {
    rows.row(system.title(), model, e[0], e[4], e[19], e[49], Double.NaN, Double.NaN);
  }

  /** DMD and EDMD; of many columns the products of two of the leading modes. */
  private List<Predictor> baselines(List<double[][]> training) {
    List<Predictor> all = Predictor.Linear.all(training, 3, 5);
    if (training.getFirst()[0].length > MOST_FOR_PRODUCTS) {
      all.add(Predictor.Projected.fit(training, MODES, 2));
    }
    return all;
  }

  private Map<Setting, Result> trained(
      List<double[][]> training,
      List<double[][]> validation,
      Trial trial,
      SplittableRandom random,
      Part part)
      throws IOException {
    Setting[] settings = every ? Setting.values() : new Setting[] {Setting.PLAIN, Setting.CHOSEN};
    long[] seed = random.longs(seeds).toArray();
    List<Result> each = new ArrayList<>();
    for (int i = 0; i < settings.length * seeds; i++) {
      each.add(new Result(new double[HORIZON], 0, 0));
    }
    new Trainings(Part.of(part, 0.05, 1, system.title()))
        .each(
            each.size(),
            (number, own) -> {
              Trainer trainer =
                  new Trainer(
                      Design.of(system.latent()),
                      settings[number / seeds].objective(),
                      Plan.of(steps));
              Trainer.Trained trained =
                  trainer.train("", training, validation, seed[number % seeds], own);
              LatentSpace space = LatentSpace.of(trained.model(), training, system.dt());
              each.set(
                  number,
                  new Result(
                      trial.nrmse(trained.model()), space.effectiveDimension(), space.slow()));
            });
    Map<Setting, Result> means = new EnumMap<>(Setting.class);
    for (int s = 0; s < settings.length; s++) {
      means.put(settings[s], mean(each.subList(s * seeds, (s + 1) * seeds)));
    }
    return means;
  }

  private static Result mean(List<Result> results) {
    double[] nrmse = new double[HORIZON];
    double dimension = 0;
    double slow = 0;
    for (Result result : results) {
      for (int j = 0; j < HORIZON; j++) {
        nrmse[j] += result.nrmse[j] / results.size();
      }
      dimension += result.dimension / results.size();
      slow += result.slow / results.size();
    }
    return new Result(nrmse, dimension, slow);
  }

  private void metrics(Map<Setting, Result> results, double[] edmd, Findings out) {
    String name = system.name().toLowerCase(Locale.ROOT);
    Result plain = Objects.requireNonNull(results.get(Setting.PLAIN));
    Result chosen = Objects.requireNonNull(results.get(Setting.CHOSEN));
    for (int steps : new int[] {5, 20, 50}) {
      out.metric(
              "ratio_%d_%s".formatted(steps, name),
              chosen.nrmse[steps - 1] / plain.nrmse[steps - 1])
          .metric(
              "ratio_%d_edmd_%s".formatted(steps, name), chosen.nrmse[steps - 1] / edmd[steps - 1]);
    }
    results.forEach(
        (setting, result) -> {
          String at = "%s_%s".formatted(setting.name().toLowerCase(Locale.ROOT), name);
          out.metric("effective_dimension_" + at, result.dimension)
              .metric("slow_" + at, result.slow)
              .metric("ratio_5_" + at, result.nrmse[4] / plain.nrmse[4])
              .metric("dimension_ratio_" + at, result.dimension / plain.dimension);
        });
  }
}
