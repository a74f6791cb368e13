package offprint.papers.mecb;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.papers.mecb.CodingGame.Score;

/**
 * Coding games on one grid, each setting played once, and their joint report.
 *
 * @param scores in the order played
 */
record CodingGames(
    World world,
    GridWorld grid,
    int horizon,
    int messages,
    int episodes,
    Findings out,
    Map<Double, SoftValueIteration> controls,
    Map<Setting, Score> scores) {

  /** One setting of the game. */
  record Setting(Compressor method, double rate, double beta) {
    String series() {
      return "R = %s, %s".formatted(number(rate), method.label());
    }

    double logBeta() {
      return Math.log(beta);
    }
  }

  static CodingGames on(World world, int horizon, int messages, int episodes, Findings out)
      throws IOException {
    GridWorld grid = world.read(new Inputs(out));
    return new CodingGames(
        world, grid, horizon, messages, episodes, out, new HashMap<>(), new LinkedHashMap<>());
  }

  CodingGame game(Setting s, double fraction) {
    SoftValueIteration control =
        controls.computeIfAbsent(
            s.beta,
            beta ->
                SoftValueIteration.solve(
                    grid.mdp(), beta, world.gamma(), _ -> out.run().progress(fraction, "policy")));
    return new CodingGame(grid, control, world.gamma(), horizon, messages, s.method, s.rate);
  }

  /** The score of a setting, played on first use. */
  Score play(Setting s, double fraction) {
    return scores.computeIfAbsent(
        s,
        _ -> {
          String stage = "β = %.4g, %s".formatted(s.beta, s.series());
          Runnable onStep = () -> out.run().progress(fraction, stage);
          return game(s, fraction).play(episodes, out.run().random(), onStep);
        });
  }

  double marginalError() {
    return scores.values().stream().mapToDouble(Score::marginalError).max().orElse(0);
  }

  /** Reward against accuracy, a line for each rate and compressor. */
  void tell() {
    Frame rows =
        Frame.of(
            "series",
            "log β",
            "R (bits)",
            "compressor",
            "accuracy",
            "accuracy ± s.e.",
            "reward",
            "reward ± s.e.",
            "steps");
    scores.forEach(
        (s, score) ->
            rows.row(
                s.series(),
                s.logBeta(),
                s.rate,
                s.method.label(),
                score.accuracy(),
                score.accuracyError(),
                score.reward(),
                score.rewardError(),
                score.steps()));
    Plot plot =
        Plot.of("Reward against decoding accuracy")
            .x("share of messages decoded")
            .y("discounted reward");
    Set<String> bold = new HashSet<>(rows.values("series"));
    bold.removeIf(name -> name.endsWith(Compressor.UNIFORM.label()));
    out.chart(
        (controls.size() == 1
                ? plot.points(rows, "accuracy", "reward", "series")
                : plot.lines(rows, "accuracy", "reward", "series", bold))
            .chart(
                "Each line runs over temperatures, low to high in the order given; up and right is"
                    + " better. Thin: the uniform quantiser."));
    String[] shown = rows.columns().stream().skip(1).toArray(String[]::new);
    out.table("Coding games with %d messages".formatted(messages), rows, shown);
  }

  /** Formats a number with at most three decimals, without trailing zeros. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }
}
