package offprint.papers.fimmjp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Reads the rates of a jump process off noisy, sparse paths, with what follows from them. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Infer implements Method<Infer.Params> {

  record Estimation(
      @Param(
              label = "Method",
              help = "Whose rates are used; the others stand beside",
              value = "network")
          Estimator method,
      @Param(
              label = "Model",
              help = "model.safetensors of a train run, or the authors' checkpoint",
              value = "example:fim-mjp-cells",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Refinement",
              help = "Steps of the likelihood of noisy readings from the network's answer",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(200)
          int refine,
      @Param(
              label = "Iterations",
              help = "Steps of both likelihoods",
              unit = "steps",
              value = "25",
              advanced = true)
          @Min(1)
          @Max(1000)
          int iterations,
      @Param(
              label = "Share misread at the start",
              help = "Where the likelihood of noisy readings starts; 0: no reading is wrong",
              symbol = "ε",
              value = "0.05",
              advanced = true)
          @DecimalMin("0")
          @DecimalMax("0.4")
          double epsilon,
      @Param(
              label = "Rate at the start",
              help = "Where both likelihoods start, the same everywhere; 0: the counted rates",
              value = "0",
              advanced = true)
          @DecimalMin("0")
          @DecimalMax("1e9")
          double startRate) {}

  record Presentation(
      @Param(label = "Band", help = "Probability that a band holds", value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double band,
      @Param(label = "Unit", help = "Unit of time for the texts, such as ms") String unit,
      @Param(
              label = "Horizon",
              help = "The law is shown up to this time; 0: five relaxation times",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("1e12")
          double horizon) {}

  public record Params(
      @Param(label = "Data", help = "Data") Readings readings,
      @Param(label = "Estimation", help = "Estimation") Estimation estimation,
      @Param(label = "Report", help = "Report") Presentation presentation) {}

  @Override
  public Card card() {
    return new Card(
        "infer",
        "Reads the rates of a jump process off noisy, sparse readings, with bands, and tells what"
            + " follows: stationary law, relaxation and first-passage times, entropy production.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Observed observed = p.readings.read(out);
    Paths paths = observed.paths();
    Estimation e = p.estimation;
    RateNetwork network = RateNetwork.read(new Inputs(out), e.model);
    if (paths.states() > network.maxStates() && e.method == Estimator.NETWORK) {
      throw new IllegalArgumentException(
          "states: this model tells of at most %d: got %d; set method to em or hmm, or join states"
              .formatted(network.maxStates(), paths.states()));
    }
    Fits.Plan plan = new Fits.Plan(e.iterations, e.refine, e.epsilon, e.startRate);
    Fits fits = Fits.of(paths, network, plan, () -> run.progress(0.3, "fitting"));
    Answer answer = Answer.of(e.method, fits, paths);
    ProcessTables tables =
        new ProcessTables(
            RateMatrix.of(answer.rate(), paths.states()), observed.labels(), p.presentation.unit);
    RateReport report = new RateReport(observed, fits, answer, tables, p.presentation.band);
    report.chart(out);
    report.overTime(p.presentation.horizon, run, out);
    double[] law = tables.show(answer.initial(), out);
    String production = tables.production(law, out);
    if (!production.isEmpty()) {
      out.text(production);
    }
    report.table(out);
    report.likelihoods(out);
    report.flags(out);
    out.metric("readings", paths.total()).metric("paths", paths.count());
    return out.answer(report.sentence() + " " + report.advice());
  }

  /** What the chosen estimator says. */
  record Answer(Estimator method, double[] rate, double[] initial, double epsilon) {
    /**
     * @throws IllegalArgumentException if the estimator has no answer, with the reason
     */
    static Answer of(Estimator method, Fits fits, Paths paths) {
      double[] rate = fits.rates().get(method);
      if (rate == null) {
        throw new IllegalArgumentException(
            "method log has no answer here: %s".formatted(fits.withoutLogarithm()));
      }
      Estimate estimate = fits.network();
      if (method == Estimator.NETWORK && estimate != null) {
        return new Answer(method, rate, estimate.initial(), estimate.epsilon());
      }
      return method == Estimator.HMM
          ? new Answer(method, rate, fits.noisy().initial(), fits.noisy().epsilon())
          : new Answer(method, rate, paths.firstShare(), 0);
    }
  }
}
