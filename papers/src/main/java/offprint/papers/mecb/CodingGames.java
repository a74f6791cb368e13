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
import offprint.method.Run;

/** Coding games on one grid, each setting played once, and what they say together. */
final class CodingGames {
  /** One setting of the game. */
  record Setting(Compressor method, double rate, double beta) {
    String series() {
      return "R = %s, %s".formatted(number(rate), method.label());
    }
  }

  private final World world;
  private final GridWorld grid;
  private final int horizon;
  private final int messages;
  private final int episodes;
  private final Run run;
  private final Map<Double, SoftValueIteration> controls = new HashMap<>();
  private final Map<Setting, CodingGame.Score> scores = new LinkedHashMap<>();

  CodingGames(World world, int horizon, int messages, int episodes, Findings out)
      throws IOException {
    this.world = world;
    this.grid = world.read(new Inputs(out));
    this.horizon = horizon;
    this.messages = messages;
    this.episodes = episodes;
    this.run = out.run();
  }

  GridWorld grid() {
    return grid;
  }

  CodingGame game(Setting s, double fraction) {
    SoftValueIteration control =
        controls.computeIfAbsent(
            s.beta,
            beta ->
                SoftValueIteration.solve(
                    grid.mdp(), beta, world.gamma(), _ -> run.progress(fraction, "policy")));
    return new CodingGame(grid, control, world.gamma(), horizon, messages, s.method, s.rate);
  }

  /** The score of a setting, played when it is first asked for. */
  CodingGame.Score play(Setting s, double fraction) {
    CodingGame.Score known = scores.get(s);
    if (known != null) {
      return known;
    }
    String stage = "β = %.4g, %s".formatted(s.beta, s.series());
    CodingGame game = game(s, fraction);
    CodingGame.Score score = game.play(episodes, run.random(), () -> run.progress(fraction, stage));
    scores.put(s, score);
    return score;
  }

  double marginalError() {
    return scores.values().stream().mapToDouble(CodingGame.Score::marginalError).max().orElse(0);
  }

  /** In the order played. */
  Map<Setting, CodingGame.Score> scores() {
    return scores;
  }

  /** Reward against accuracy, a line for each rate and compressor. */
  void tell(Findings out) {
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
            "steps",
            "largest H(T) (bits)");
    scores.forEach(
        (s, score) ->
            rows.row(
                s.series(),
                Math.log(s.beta),
                s.rate,
                s.method.label(),
                score.accuracy(),
                score.accuracyError(),
                score.reward(),
                score.rewardError(),
                score.steps(),
                score.linkBits()));
    Plot plot =
        Plot.of("Reward against decoding accuracy")
            .x("share of messages decoded")
            .y("discounted reward");
    boolean single = scores.keySet().stream().map(Setting::beta).distinct().count() == 1;
    Set<String> bold = new HashSet<>(rows.values("series"));
    bold.removeIf(name -> name.endsWith(Compressor.UNIFORM.label()));
    out.chart(
        (single
                ? plot.points(rows, "accuracy", "reward", "series")
                : plot.lines(rows, "accuracy", "reward", "series", bold))
            .chart(
                "Each line runs over temperatures, low to high in the order given; up and right is"
                    + " better. Thin: the uniform quantiser."));
    String[] shown = rows.columns().subList(1, rows.columns().size()).toArray(String[]::new);
    out.table("Coding games with %d messages".formatted(messages), rows, shown);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }
}
