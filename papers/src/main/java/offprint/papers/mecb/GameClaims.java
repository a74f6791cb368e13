package offprint.papers.mecb;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.method.Note;
import offprint.method.Run;
import offprint.method.Source;

/** C5: the coding game with 512 messages on the shipped grid. */
final class GameClaims {
  private static final int MESSAGES = 512;
  private static final double GAMMA = 0.95;
  private static final int HORIZON = 100;
  private static final double[] LOG_BETAS = {-6, -5, -4.5, -4};
  private static final double[] ALL_RATES = {0.5, 1, 1.5, 2, 9};

  private record Setting(Compressor method, double rate, double logBeta) {}

  private final Run run;
  private final GridWorld grid;
  private final int episodes;
  private final TradeOff tradeOff = new TradeOff();
  private final Map<Double, SoftValueIteration> controls = new HashMap<>();
  private final Map<Setting, CodingGame.Score> scores = new HashMap<>();
  private int played;

  private GameClaims(Run run, int episodes) throws IOException {
    this.run = run;
    this.episodes = episodes;
    grid = Grids.read(run, Source.example("slippery-grid"), 0.1);
  }

  /** exp of each. */
  static List<Double> betas(double... logBeta) {
    return Arrays.stream(logBeta).map(StrictMath::exp).boxed().toList();
  }

  /**
   * @param all every temperature, rate and compressor; else those that the claims need
   */
  static void figures4to8(int episodes, boolean all, Run run, Findings findings)
      throws IOException {
    GameClaims claims = new GameClaims(run, episodes);
    if (all) {
      for (Compressor method :
          List.of(Compressor.GREEDY, Compressor.UNIFORM, Compressor.BALANCED)) {
        for (double rate : ALL_RATES) {
          for (double logBeta : LOG_BETAS) {
            claims.play(method, rate, logBeta);
          }
        }
      }
    }
    claims.tradeOff(findings);
    claims.lead(0.5, -4, findings);
    claims.lead(1, -4, findings);
    claims.lead(1.5, -4.5, findings);
    claims.tradeOff.blocks(MESSAGES).forEach(findings::add);
    findings.metric("c5_marginal_error", claims.tradeOff.marginalError());
    findings.add(
        Note.text(
            "C5: at R = 1 the equal-mass quantiser decodes more than the greedy compressor: two"
                + " equal bins have exactly 1 bit, greedy spends it on many small blocks."));
  }

  private CodingGame.Score play(Compressor method, double rate, double logBeta) {
    Setting setting = new Setting(method, rate, logBeta);
    CodingGame.Score known = scores.get(setting);
    if (known != null) {
      return known;
    }
    double beta = StrictMath.exp(logBeta);
    SoftValueIteration control =
        controls.computeIfAbsent(
            beta,
            b ->
                SoftValueIteration.solve(
                    grid.mdp(), b, GAMMA, _ -> run.progress(0.6, "C5, policy")));
    double done = 0.6 + 0.3 * Math.min(1, played++ / 60.0);
    String stage = "C5, log β = %s, R = %s, %s".formatted(logBeta, rate, Comparison.label(method));
    CodingGame game = new CodingGame(grid, control, GAMMA, HORIZON, MESSAGES, method, rate);
    CodingGame.Score score = game.play(episodes, run.random(), () -> run.progress(done, stage));
    scores.put(setting, score);
    tradeOff.add(method, rate, beta, score);
    return score;
  }

  /** Accuracy must rise and reward fall with the temperature, at R = 9: no compression. */
  private void tradeOff(Findings findings) {
    double rise = Double.POSITIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    CodingGame.Score before = play(Compressor.GREEDY, 9, LOG_BETAS[0]);
    for (int b = 0; b < LOG_BETAS.length; b++) {
      CodingGame.Score now = play(Compressor.GREEDY, 9, LOG_BETAS[b]);
      if (b > 0) {
        rise = Math.min(rise, now.accuracy() - before.accuracy());
        fall = Math.min(fall, before.reward() - now.reward());
      }
      String beta = Double.toString(-LOG_BETAS[b]).replaceAll("\\.0$", "").replace(".", "");
      findings.metric("c5_accuracy_r9_b" + beta, now.accuracy());
      findings.metric("c5_reward_r9_b" + beta, now.reward());
      before = now;
    }
    findings.metric("c5_least_accuracy_rise", rise);
    findings.metric("c5_least_reward_fall", fall);
  }

  /** Accuracy of greedy minus that of the uniform quantiser. */
  private void lead(double rate, double logBeta, Findings findings) {
    double greedy = play(Compressor.GREEDY, rate, logBeta).accuracy();
    double uniform = play(Compressor.UNIFORM, rate, logBeta).accuracy();
    String name = Double.toString(rate).replaceAll("\\.0$", "").replace(".", "");
    findings.metric("c5_accuracy_greedy_r" + name, greedy);
    findings.metric("c5_accuracy_uniform_r" + name, uniform);
    findings.metric("c5_lead_r" + name, greedy - uniform);
  }
}
