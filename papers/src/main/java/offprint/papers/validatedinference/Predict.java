package offprint.papers.validatedinference;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.inference.part.Joint;
import offprint.kernels.inference.part.RandomChance;
import offprint.kernels.inference.program.Program;
import offprint.kernels.sampling.Quantiles;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Draws what a fitted model would observe in new rows. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Predict implements Method<Predict.Params> {
  private static final int MOST_SHOWN = 20;
  private static final int EVERY = 32;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Posterior",
              help = "particles.jsonl of validated-inference/fit",
              value = "example:inference-posterior",
              accepts = Kind.MODEL)
          Source posterior,
      @Param(
              label = "Rows",
              help = "Table with the columns of the model; what it observes may be missing",
              value = "example:inference-rows",
              accepts = Kind.TABLE)
          Source rows,
      @Param(label = "Draws", help = "Draws a row", value = "500") @Min(20) @Max(10_000)
          int draws) {}

  @Override
  public Card card() {
    return new Card(
        "predict",
        "Applies a fitted model to new rows: mean and 90 % interval of what would be observed in"
            + " each, parameters as in the posterior.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    ParticleFile file = in.read("posterior", p.posterior, ParticleFile::read);
    Bound bound =
        Bound.read("posterior", file.head().model(), file.head().columns(), p.rows, in, false);
    Program<Double, Model.Outcome> program = bound.model().program(Floating.NUMBERS, bound.data());
    RandomChance chance = new RandomChance(run.random().nextLong());
    double[] weights = file.particles().stream().mapToDouble(ParticleFile.Entry::weight).toArray();
    int[] chosen = ParticleFile.byWeight(normalised(weights), p.draws, chance.stream(0));
    List<List<Object>> draws = new ArrayList<>();
    for (int d = 0; d < p.draws; d++) {
      if (d % EVERY == 0) {
        run.progress((double) d / p.draws, "drawing");
      }
      Map<String, Object> known = file.particles().get(chosen[d]).drawn();
      draws.add(Joint.draw(program, List.of(), known, chance.stream(d + 1)).observed());
    }
    Frame frame = frame(draws);
    boolean byRow = frame.rows() == bound.rows();
    String unit = byRow ? "row" : "observation";
    double[] number = frame.numbers("number");
    out.chart(
        Plot.of("Prediction by " + unit)
            .x(unit)
            .y("predicted")
            .band("90 %", number, frame.numbers("5_%"), frame.numbers("95_%"))
            .line("mean", number, frame.numbers("mean"))
            .chart());
    out.table("The first predictions", frame.first(MOST_SHOWN)).csv("predictions.csv", frame);
    out.metric("predictions", frame.rows())
        .metric("mean", Arrays.stream(frame.numbers("mean")).average().orElseThrow());
    return out.answer(
        "%s predicted from %s; the first is %s on average, 90 %% from %s to %s."
            .formatted(
                Wording.count(frame.rows(), unit),
                Wording.count(file.particles().size(), "particle"),
                Wording.number(frame.numbers("mean")[0]),
                Wording.number(frame.numbers("5_%")[0]),
                Wording.number(frame.numbers("95_%")[0])));
  }

  private static double[] normalised(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  /** One row an observation. */
  private static Frame frame(List<List<Object>> draws) {
    Frame frame = Frame.of("number", "mean", "sd", "5_%", "median", "95_%");
    int count = draws.stream().mapToInt(List::size).min().orElseThrow();
    if (count == 0) {
      throw new IllegalArgumentException(
          "posterior: its model observes nothing, so there is nothing to predict");
    }
    for (int i = 0; i < count; i++) {
      int at = i;
      double[] values =
          draws.stream()
              .mapToDouble(draw -> draw.get(at) instanceof Double d ? d : Double.NaN)
              .toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double square =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      Quantiles quantiles = Quantiles.of(values);
      frame.row(
          i + 1,
          mean,
          Math.sqrt(square),
          quantiles.at(0.05),
          quantiles.at(0.5),
          quantiles.at(0.95));
    }
    return frame;
  }
}
