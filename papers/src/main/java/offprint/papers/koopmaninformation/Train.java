package offprint.papers.koopmaninformation;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Trainings;
import offprint.harness.Wording;
import offprint.kernels.series.Split;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/**
 * Trains a linear model in learned coordinates on recordings, beside DMD, EDMD and the plain one.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  static final String OWN = "the information-shaped model";
  static final String PLAIN = "the plain Koopman autoencoder";

  public record Params(
      @Param(label = "Data", help = "Data") Data recordings,
      @Param(
              label = "Delay",
              help = "Rows of a state: 2 and more where the columns do not tell all of it",
              unit = "rows",
              value = "1",
              advanced = true)
          @Min(1)
          @Max(64)
          int delay,
      @Param(
              label = "Modes of the projection",
              help =
                  "Leading modes (POD) that the columns are projected on; 0: none up to 64 columns,"
                      + " else for 99 % of the variance",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(512)
          int pod,
      @Param(
              label = "Split",
              help =
                  "Parts of the runs (of the rows, for fewer than three runs): train/choose/judge",
              value = "0.8/0.1/0.1",
              advanced = true)
          @Pattern(regexp = "[0-9.]+/[0-9.]+/[0-9.]+")
          String split,
      @Param(
              label = "Horizon",
              help = "Steps to foretell in the held-out runs",
              unit = "steps",
              value = "50")
          @Min(1)
          @Max(10_000)
          int horizon,
      @Param(label = "Network", help = "Network") Design network,
      @Param(label = "Objective", help = "Objective") Objective objective,
      @Param(label = "Training", help = "Training") Plan training) {
    public Params {
      Split.fractions(split);
      if (2 * objective.neighbours() >= training.window()) {
        throw new IllegalArgumentException(
            "neighbours must be below half the window: got %d with window %d"
                .formatted(objective.neighbours(), training.window()));
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "train",
        "Learns coordinates in which recordings move linearly, beside DMD, EDMD and a plain Koopman"
            + " autoencoder on held-out runs.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "steps=1500"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Data.Read read = p.recordings.read(out);
    Recordings recordings = read.recordings();
    Recordings.Parts parts =
        recordings.split(Split.fractions(p.split), p.training.window() + p.delay, run.random());
    Coordinates coordinates =
        Coordinates.of(recordings.columns(), parts.training(), p.delay, p.pod, read.frames());
    List<double[][]> training = coordinates.states(parts.training());
    List<double[][]> validation = coordinates.states(parts.validation());
    List<double[][]> test = coordinates.states(parts.test());
    if (test.isEmpty()) {
      throw new IllegalArgumentException(
          "data must leave at least %d rows of a run to judge by: got fewer"
              .formatted(p.delay + 1));
    }
    Trial trial = new Trial(test, p.horizon, " in the held-out " + kind(recordings));
    trial.judge(new Predictor.Persistence());
    List<Predictor> linear = Predictor.Linear.all(training, 2, 3, 5);
    linear.forEach(trial::judge);

    boolean plain = !p.objective.isPlain();
    Trainer.Trained[] trained = new Trainer.Trained[plain ? 2 : 1];
    long seed = run.random().nextLong();
    new Trainings(Part.of(run, 0, 0.95, ""))
        .each(
            trained.length,
            (number, part) ->
                trained[number] =
                    new Trainer(
                            p.network, number == 0 ? p.objective : p.objective.plain(), p.training)
                        .train(number == 0 ? OWN : PLAIN, training, validation, seed, part));
    if (plain) {
      trial.judge(trained[1].model());
    }
    KoopmanModel model = trained[0].model();
    trial.judge(model);
    LatentSpace space = LatentSpace.of(model, training, read.dt());
    Race race = trial.race(List.of(OWN));

    out.chart(trial.chart("Error by step in the held-out " + kind(recordings)));
    out.race("Error after some steps (NRMSE)", race);
    Frame modes = space.frame("information-shaped model");
    out.chart(LatentSpace.chart(modes))
        .table("The slowest modes of the model", modes.first(10))
        .chart(space.portrait())
        .chart(
            Plot.of("Parts of the loss")
                .x("step")
                .y("value")
                .lines(trained[0].losses(), "step", "value", "part")
                .chart("Unweighted; entropy in nats."));
    if (plain) {
      LatentSpace other = LatentSpace.of(trained[1].model(), training, read.dt());
      out.metric("effective_dimension_plain", other.effectiveDimension())
          .metric("slow_plain", other.slow());
    }
    remark(out, p, recordings, parts, coordinates, trained[0]);
    space.warn(out, "the model");
    out.metric("effective_dimension", space.effectiveDimension())
        .metric("slow", space.slow())
        .metric("spectral_radius", space.radius());
    double information = space.informationNats(1);
    if (Double.isFinite(information)) {
      out.metric("information_1", information);
    }
    out.csv("errors.csv", trial.frame()).csv("modes.csv", modes);
    new Trained(p.network, coordinates, read.dt(), trial.nrmse(model)).write(model, out);
    return out.answer(
        "%s Its latents fill %s of %d directions, and the greatest eigenvalue has modulus %.3f."
            .formatted(
                race.sentence(),
                Wording.number(space.effectiveDimension()),
                p.network.latent(),
                space.radius()));
  }

  private static String kind(Recordings recordings) {
    return recordings.splitsByRuns() ? "runs" : "rows";
  }

  private static void remark(
      Findings out,
      Params p,
      Recordings recordings,
      Recordings.Parts parts,
      Coordinates coordinates,
      Trainer.Trained trained) {
    out.text(
        "%s of %s; %s to train, %s to choose, %s to judge."
            .formatted(
                Wording.count(recordings.runs().size(), "run"),
                Wording.count(recordings.rows(), "row"),
                Wording.count(parts.training().size(), "part"),
                Wording.count(parts.validation().size(), "part"),
                Wording.count(parts.test().size(), "part")));
    if (!coordinates.constant().isEmpty()) {
      out.assumed(
          "data: constant columns are left out: %s."
              .formatted(Wording.list(coordinates.constant(), 20)));
    }
    if (coordinates.pod() > 0) {
      out.assumed(
          "data: %d columns are projected on %s; errors are those of their coefficients."
              .formatted(
                  recordings.columns().size(), Wording.count(coordinates.pod(), "leading mode")));
    }
    if (trained.refitted()) {
      out.assumed(
          "The operator was replaced by that of least squares, which errs less on the runs to"
              + " choose by.");
    }
    if (p.objective.entropySign() == Objective.Sign.RELEASED && p.objective.gamma() > 0) {
      out.warning("entropySign is that of the released code, which lowers the entropy.");
    }
  }
}
