package offprint.papers.koopmaninformation;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.dynamics.ExtendedDmd;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Eigenvalues with periods and decay times of recordings, by DMD, EDMD and a trained model. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Modes implements Method<Modes.Params> {
  private static final int SHOWN = 8;

  public record Params(
      @Param(
              label = "Model",
              help =
                  "model.safetensors of a koopman-information/train run; empty: DMD and EDMD only",
              accepts = Kind.MODEL)
          Source model,
      @Param(label = "Data", help = "Data") Data recordings,
      @Param(
              label = "Delay",
              help = "Rows of a state of DMD and EDMD, where no model says it",
              unit = "rows",
              value = "1",
              advanced = true)
          @Min(1)
          @Max(64)
          int delay,
      @Param(label = "Degree", help = "Degree of the products of EDMD", value = "2") @Min(1) @Max(5)
          int degree) {}

  @Override
  public Card card() {
    return new Card(
        "modes",
        "Finds the modes of recordings: eigenvalues with period and decay time, by DMD, EDMD and,"
            + " if given, a trained model with its eigenfunctions and information.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Data.Read read = p.recordings.read(out);
    Recordings recordings = read.recordings();
    Frame eigenvalues = LatentSpace.empty();
    if (p.model.isEmpty()) {
      Coordinates coordinates =
          Coordinates.of(recordings.columns(), recordings.runs(), p.delay, 0, read.frames());
      List<double[][]> states = coordinates.states(recordings.runs());
      if (states.isEmpty()) {
        throw new IllegalArgumentException(
            "data must have a run of at least %d rows: got none".formatted(p.delay + 1));
      }
      LatentSpace dmd = linear(eigenvalues, states, read.dt(), p.degree, out);
      return report(out, eigenvalues, dmd, "DMD");
    }
    Trained.Loaded loaded = Trained.read(new Inputs(out), p.model);
    List<double[][]> states =
        loaded.states(recordings).stream().filter(rows -> rows.length > 1).toList();
    if (states.isEmpty()) {
      throw new IllegalArgumentException("data must have a run of two states: got none");
    }
    LatentSpace space = LatentSpace.of(loaded.model(), states, loaded.header().dt());
    space.add(eigenvalues, "model");
    linear(eigenvalues, states, loaded.header().dt(), p.degree, out);
    return report(out, eigenvalues, space, "the model");
  }

  /** Adds the eigenvalues of DMD and EDMD; gives the former's space. */
  private static LatentSpace linear(
      Frame eigenvalues, List<double[][]> states, double dt, int degree, Findings out) {
    LatentSpace first = null;
    for (Predictor predictor : Predictor.Linear.all(states, degree)) {
      Predictor.Linear linear = (Predictor.Linear) predictor;
      ExtendedDmd operator = linear.operator();
      List<double[][]> lifted =
          states.stream()
              .map(run -> Arrays.stream(run).map(operator::lift).toArray(double[][]::new))
              .toList();
      LatentSpace space = LatentSpace.of(operator.operator(), lifted, dt);
      if (first == null || (degree > 1 && linear.degree() == degree)) {
        space.add(eigenvalues, linear.name());
        out.metric("spectral_radius_" + (linear.degree() == 1 ? "dmd" : "edmd"), space.radius());
      }
      first = first == null ? space : first;
    }
    return Objects.requireNonNull(first);
  }

  private static Report report(Findings out, Frame eigenvalues, LatentSpace space, String name)
      throws IOException {
    out.chart(LatentSpace.chart(eigenvalues));
    Frame functions = space.eigenfunctions(4);
    for (String model : eigenvalues.values("model")) {
      out.table(
          "The slowest modes of " + model,
          eigenvalues.where("model", model).first(SHOWN),
          "real",
          "imaginary",
          "modulus",
          "period",
          "decay_time",
          "growth=over time");
    }
    out.chart(
            Plot.of("Eigenfunctions of %s along the first run".formatted(name))
                .x("time")
                .y("real part of the mode's amplitude")
                .lines(functions, "time", "value", "mode")
                .chart(
                    "Each should turn and decay by its eigenvalue, if the system is linear here."))
        .chart(space.portrait());
    Frame information = Frame.of("lag", "nats");
    for (int lag : LatentSpace.LAGS) {
      double nats = space.informationNats(lag);
      if (Double.isFinite(nats)) {
        information.row(lag, nats);
        out.metric("information_" + lag, nats);
      }
    }
    out.table(
        "Information that a state keeps about a later one (linear Gaussian model)",
        information,
        "lag=rows later",
        "nats");
    space.warn(out, name);
    out.metric("effective_dimension", space.effectiveDimension())
        .metric("slow", space.slow())
        .metric("spectral_radius", space.radius())
        .csv("modes.csv", eigenvalues)
        .csv("eigenfunctions.csv", functions);
    return out.answer(
        "%s has %s of modulus above 0.95%s; its coordinates fill %s directions."
            .formatted(
                name.equals("DMD") ? name : "The model",
                Wording.count(space.slow(), "eigenvalue"),
                period(eigenvalues),
                Wording.number(space.effectiveDimension())));
  }

  /** The period of the slowest mode that turns, as a sentence goes on. */
  private static String period(Frame eigenvalues) {
    Frame first = eigenvalues.where("model", eigenvalues.values("model").getFirst());
    double[] periods = first.numbers("period");
    double[] modulus = first.numbers("modulus");
    for (int i = 0; i < periods.length; i++) {
      if (!Double.isNaN(periods[i]) && modulus[i] > 0.5 && first.numbers("imaginary")[i] > 0) {
        return ", and its slowest oscillation has a period of " + Wording.number(periods[i]);
      }
    }
    return "";
  }
}
