package offprint.papers.mecb;

import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.method.Source;
import offprint.papers.mecb.CodingGame.Score;
import offprint.papers.mecb.CodingGames.Setting;

/** C5: the coding game with 512 messages on the shipped grid. */
record GameClaims(CodingGames games, Findings out) {
  private static final double[] LOG_BETAS = {-6, -5, -4.5, -4};
  private static final double[] ALL_RATES = {0.5, 1, 1.5, 2, 9};

  /**
   * @param all every temperature, rate and compressor; else those that the claims need
   * @return accuracy of greedy minus that of equal bins at R = 1
   */
  static double figures4to8(int episodes, boolean all, Findings out) throws IOException {
    World world = new World(Source.example("slippery-grid"), 0.95, 0.1);
    GameClaims claims = new GameClaims(CodingGames.on(world, 100, 512, episodes, out), out);
    for (Compressor method : List.of(Compressor.GREEDY, Compressor.UNIFORM, Compressor.BALANCED)) {
      for (double rate : all ? ALL_RATES : new double[0]) {
        for (double logBeta : LOG_BETAS) {
          claims.play(method, rate, logBeta);
        }
      }
    }
    claims.tradeOff();
    claims.lead(0.5, -4);
    double lead = claims.lead(1, -4);
    claims.lead(1.5, -4.5);
    claims.games.tell();
    out.metric("c5_marginal_error", claims.games.marginalError());
    out.text(
        "C5: at R = 1 the equal-mass quantiser decodes more than the greedy compressor: two equal"
            + " bins have exactly 1 bit, greedy spends it on many small blocks.");
    return lead;
  }

  private Score play(Compressor method, double rate, double logBeta) {
    double done = 0.6 + 0.3 * Math.min(1, games.scores().size() / 60.0);
    return games.play(new Setting(method, rate, StrictMath.exp(logBeta)), done);
  }

  private static String key(double number) {
    return CodingGames.number(number).replace(".", "");
  }

  /** Accuracy must rise and reward fall with the temperature, at R = 9: no compression. */
  private void tradeOff() {
    double rise = Double.POSITIVE_INFINITY;
    double fall = Double.POSITIVE_INFINITY;
    for (int i = 0; i < LOG_BETAS.length; i++) {
      Score now = play(Compressor.GREEDY, 9, LOG_BETAS[i]);
      if (i > 0) {
        Score before = play(Compressor.GREEDY, 9, LOG_BETAS[i - 1]);
        rise = Math.min(rise, now.accuracy() - before.accuracy());
        fall = Math.min(fall, before.reward() - now.reward());
      }
      out.metric("c5_accuracy_r9_b" + key(-LOG_BETAS[i]), now.accuracy())
          .metric("c5_reward_r9_b" + key(-LOG_BETAS[i]), now.reward());
    }
    out.metric("c5_least_accuracy_rise", rise).metric("c5_least_reward_fall", fall);
  }

  /** Accuracy of greedy minus that of the uniform quantiser. */
  private double lead(double rate, double logBeta) {
    double greedy = play(Compressor.GREEDY, rate, logBeta).accuracy();
    double uniform = play(Compressor.UNIFORM, rate, logBeta).accuracy();
    out.metric("c5_accuracy_greedy_r" + key(rate), greedy)
        .metric("c5_accuracy_uniform_r" + key(rate), uniform)
        .metric("c5_lead_r" + key(rate), greedy - uniform);
    return greedy - uniform;
  }
}
