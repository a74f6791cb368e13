package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import offprint.harness.Findings;
import offprint.harness.Wording;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.papers.mecb.CodingGame.Score;
import offprint.papers.mecb.CodingGames.Setting;

/**
 * The rate-limited Markov coding game of section 5 on a grid: how much reward an agent gives up,
 * and how often the receiver decodes its message, for each temperature and rate.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Game implements Method<Game.Params> {
  private static final int SHOWN_EPISODES = 5;

  public record Params(
      @Param(label = "Grid", help = "Where the agent walks") World world,
      @Param(
              label = "Temperatures",
              help = "Temperatures of the maximum-entropy policy",
              symbol = "β",
              value = "0.0024787521766663585,0.006737946999085467,0.01831563888873418")
          @Size(min = 1, max = 20)
          List<@DecimalMin("1e-4") @DecimalMax("10") Double> betas,
      @Param(
              label = "Rate limits",
              help = "Largest entropies of the link, each step",
              symbol = "R",
              unit = "bits",
              value = "1,9")
          @Size(min = 1, max = 20)
          List<@DecimalMin("0") @DecimalMax("16") Double> rates,
      @Param(
              label = "Compressor",
              help = "How the belief is compressed each step",
              value = "greedy")
          Compressor method,
      @Param(
              label = "Episode length",
              help = "Most steps of an episode",
              unit = "steps",
              value = "100")
          @Min(1)
          @Max(10_000)
          int horizon,
      @Param(help = "Messages, equally likely", value = "512") @Min(2) @Max(65_536) int messages,
      @Param(help = "Episodes for each setting", value = "40") @Min(1) @Max(100_000) int episodes) {
    public Params {
      method.requireMessages(messages);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "game",
        "Let an agent on a grid carry a message in its actions without changing their law; reward"
            + " against decoding accuracy for each temperature and rate.");
  }

  @Override
  public List<Preset> presets() {
    String betas =
        DoubleStream.of(-6, -5.5, -5, -4.5, -4, -3.5, -3)
            .mapToObj(logBeta -> Double.toString(StrictMath.exp(logBeta)))
            .collect(Collectors.joining(","));
    return List.of(
        Preset.QUICK, Preset.of("full", "betas=" + betas, "rates=0.5,1,1.5,2,9", "episodes=200"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading the grid");
    Findings out = new Findings(run);
    CodingGames games =
        CodingGames.on(params.world, params.horizon, params.messages, params.episodes, out);
    int settings = params.betas.size() * params.rates.size();
    double ownAccuracy = -1;
    Setting best = new Setting(params.method, 0, 1);
    int beaten = 0;
    for (double beta : params.betas) {
      for (double rate : params.rates) {
        double done = (double) games.scores().size() / (2 * settings);
        Setting own = new Setting(params.method, rate, beta);
        double accuracy = games.play(own, done).accuracy();
        Setting bins = new Setting(Compressor.UNIFORM, rate, beta);
        beaten += games.play(bins, done).accuracy() > accuracy ? 1 : 0;
        best = accuracy > ownAccuracy ? own : best;
        ownAccuracy = Math.max(ownAccuracy, accuracy);
      }
    }
    trajectories(params, games, run);
    games.tell();
    out.text(
        "The law of the actions is the policy's whatever the rate and the compressor, so the"
            + " reward of a temperature differs between rows by chance alone; largest deviation"
            + " %.2g. Chance accuracy is 1/%d.".formatted(games.marginalError(), params.messages));
    double reward = Double.NEGATIVE_INFINITY;
    for (var entry : games.scores().entrySet()) {
      Setting s = entry.getKey();
      Score score = entry.getValue();
      String key =
          "%s_r%s_b%s"
              .formatted(
                  s.method().label(),
                  CodingGames.number(s.rate()),
                  CodingGames.number(s.logBeta()));
      out.metric("accuracy_" + key, score.accuracy()).metric("reward_" + key, score.reward());
      reward = Math.max(reward, score.reward());
    }
    out.metric("marginal_error", games.marginalError());
    return out.answer(
        ("Walks carry up to %s of the messages (%s, log β = %s) at a reward of %s; the best"
                + " reward is %s. Equal bins decode more than %s in %d of %d settings.")
            .formatted(
                Wording.percent(ownAccuracy),
                best.series(),
                CodingGames.number(best.logBeta()),
                Wording.number(games.play(best, 1).reward()),
                Wording.number(reward),
                params.method.label(),
                beaten,
                settings));
  }

  /** Writes a few episodes of the last temperature and rate, step by step. */
  private static void trajectories(Params params, CodingGames games, Run run) throws IOException {
    Setting last = new Setting(params.method, params.rates.getLast(), params.betas.getLast());
    CodingGame game = games.game(last, 0.98);
    int width = games.grid().width();
    String[] header = {"episode", "message", "step", "row", "column", "action"};
    try (TableWriter file = new TableWriter(run.create("trajectories.csv"), header)) {
      for (int e = 1; e <= Math.min(SHOWN_EPISODES, params.episodes); e++) {
        int episode = e;
        int message = run.random().nextInt(params.messages);
        game.play(
            message,
            run.random(),
            (step, state, action) -> {
              run.progress(0.99, "trajectories");
              String move = GridWorld.ACTIONS.get(action);
              file.row(episode, message, step, state / width + 1, state % width + 1, move);
            });
      }
    }
  }
}
