package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The rate-limited Markov coding game of section 5 on a grid: how much reward an agent gives up,
 * and how often the receiver decodes its message, for each temperature and rate.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Game implements Method<Game.Params> {
  public record Params(
      @Param(
              help = "Grid as text: S start, G goal, X trap, # wall, . free",
              value = "example:slippery-grid",
              accepts = Kind.OTHER)
          Source grid,
      @Param(
              help = "Temperatures of the maximum-entropy policy",
              symbol = "β",
              value = "0.0024787521766663585,0.006737946999085467,0.01831563888873418")
          @Size(min = 1, max = 20)
          List<@DecimalMin("1e-4") @DecimalMax("10") Double> betas,
      @Param(
              help = "Largest entropies of the link, each step",
              symbol = "R",
              unit = "bits",
              value = "1,9")
          @Size(min = 1, max = 20)
          List<@DecimalMin("0") @DecimalMax("16") Double> rates,
      @Param(help = "How the belief is compressed each step", value = "greedy") Compressor method,
      @Param(help = "Discount", symbol = "γ", value = "0.95") @DecimalMin("0") @DecimalMax("0.999")
          double gamma,
      @Param(help = "Probability that a move goes another way", value = "0.1")
          @DecimalMin("0")
          @DecimalMax("0.9")
          double slip,
      @Param(help = "Most steps of an episode", unit = "steps", value = "100") @Min(1) @Max(10_000)
          int horizon,
      @Param(
              help = "Messages, equally likely; for more, split the message into blocks",
              value = "512")
          @Min(2)
          @Max(65_536)
          int messages,
      @Param(help = "Episodes for each setting", value = "40") @Min(1) @Max(100_000) int episodes) {
    public Params {
      Rules.compressor(method, messages);
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
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "betas=0.0024787521766663585,0.004086771438464067,0.006737946999085467,0.011108996538242306,0.01831563888873418,0.0301973834223185,0.049787068367863944",
            "rates=0.5,1,1.5,2,9",
            "episodes=200"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading the grid");
    GridWorld grid = Grids.read(run, params.grid, params.slip);
    List<Compressor> methods =
        params.method == Compressor.UNIFORM
            ? List.of(Compressor.UNIFORM)
            : List.of(params.method, Compressor.UNIFORM);
    TradeOff tradeOff = new TradeOff();
    double settings = (double) params.betas.size() * params.rates.size() * methods.size();
    int done = 0;
    for (double beta : params.betas) {
      double from = done / settings;
      SoftValueIteration control =
          SoftValueIteration.solve(
              grid.mdp(),
              beta,
              params.gamma,
              sweep -> run.progress(from, "β = %.4g: policy, sweep %d".formatted(beta, sweep)));
      for (double rate : params.rates) {
        for (Compressor method : methods) {
          double fraction = done++ / settings;
          String stage = "β = %.4g, R = %.4g, %s".formatted(beta, rate, Comparison.label(method));
          CodingGame game =
              new CodingGame(
                  grid, control, params.gamma, params.horizon, params.messages, method, rate);
          CodingGame.Score score =
              game.play(params.episodes, run.random(), () -> run.progress(fraction, stage));
          tradeOff.add(method, rate, beta, score);
        }
      }
    }
    writeTrajectories(params, grid, run);
    List<Report.Block> blocks = new ArrayList<>(tradeOff.blocks(params.messages));
    blocks.add(
        Note.text(
            "The law of the actions is the policy's whatever the rate and the compressor, so the"
                + " reward of a temperature differs between rows by chance alone; largest deviation"
                + " %.2g. Chance accuracy is 1/%d."
                    .formatted(tradeOff.marginalError(), params.messages)));
    Map<String, Double> metrics = new LinkedHashMap<>(tradeOff.metrics());
    metrics.put("marginal_error", tradeOff.marginalError());
    return new Report(blocks, metrics);
  }

  /** A few episodes of the last temperature and rate, step by step. */
  private static void writeTrajectories(Params params, GridWorld grid, Run run) throws IOException {
    SoftValueIteration control =
        SoftValueIteration.solve(
            grid.mdp(),
            params.betas.getLast(),
            params.gamma,
            _ -> run.progress(0.98, "trajectories"));
    CodingGame game =
        new CodingGame(
            grid,
            control,
            params.gamma,
            params.horizon,
            params.messages,
            params.method,
            params.rates.getLast());
    try (TableWriter file =
        new TableWriter(
            run.create("trajectories.csv"),
            "episode",
            "message",
            "step",
            "row",
            "column",
            "action")) {
      for (int e = 1; e <= Math.min(5, params.episodes); e++) {
        int episode = e;
        int message = run.random().nextInt(params.messages);
        game.play(
            message,
            run.random(),
            (step, state, action) -> {
              run.progress(0.99, "trajectories");
              file.row(
                  episode,
                  message,
                  step,
                  state / grid.width() + 1,
                  state % grid.width() + 1,
                  GridWorld.ACTIONS.get(action));
            });
      }
    }
  }
}
