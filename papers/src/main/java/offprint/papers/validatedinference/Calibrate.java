package offprint.papers.validatedinference;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.inference.exact.Cells;
import offprint.kernels.inference.exact.Fault;
import offprint.kernels.inference.exact.StateLimit;
import offprint.kernels.inference.exact.Suite;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Joint;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.RandomChance;
import offprint.kernels.inference.part.Trace;
import offprint.kernels.inference.program.Program;
import offprint.kernels.sampling.BatchMeans;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Geweke's joint distribution test: variables and data drawn together must have the same averages
 * as a chain that alternates a move of the variables with fresh data.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Calibrate implements Method<Calibrate.Params> {
  private static final int BATCHES = 50;
  private static final double LIMIT = 4.5;
  private static final int EVERY = 64;

  /** Cells of any program: none of the planted faults looks at them. */
  private static final Cells NO_CELLS =
      Cells.of(Suite.PROGRAMS.getFirst().program(), StateLimit.DEFAULT);

  /** A fault to plant in the move. */
  enum Planted {
    NONE,
    NO_LENGTHS,
    INVERTED_LENGTHS,
    INVERTED,
    ALWAYS,
    TEMPERED,
    LAST_SCORE_ONLY
  }

  /** Parameters. */
  public record Params(
      @Param(
              label = "Model",
              help = "A built-in name or the text of a model; what it observes is drawn anew",
              value =
                  "let y = [0, 0, 0]; b ~ bernoulli(0.5); m ~ normal(0, 1);"
                      + " if b { n ~ normal(0, 1); let m = m + n };"
                      + " for j in 0..2 { observe normal(m, 1) = y[j] }; return m")
          String model,
      @Param(label = "Data", help = "Table that gives the shape of the data", advanced = true)
          Source data,
      @Param(label = "Steps", help = "Draws, and steps of the chain", value = "20000")
          @Min(1_000)
          @Max(10_000_000)
          int steps,
      @Param(label = "Planted fault", help = "Fault to plant in the move", value = "none")
          Planted fault) {}

  @Override
  public Card card() {
    return new Card(
        "calibrate",
        "Tests moves on continuous models statistically, by Geweke's joint test; it can miss faults"
            + " that exact validation finds.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("no-lengths", "fault=noLengths"),
        Preset.of("inverted-lengths", "fault=invertedLengths"),
        Preset.of("always", "fault=always"),
        Preset.of("full", "steps=150000"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Bound bound = Bound.of(new Bound.Params(p.model, Source.NONE, p.data, List.of()), out);
    RandomChance chance = new RandomChance(run.random().nextLong());
    Program<Double, Model.Outcome> program = bound.program();
    Series independent = new Series(p.steps);
    Series chain = new Series(p.steps);
    Joint<Model.Outcome> at = Joint.draw(program, chance.stream(-1));
    if (at.observed().isEmpty()) {
      throw new IllegalArgumentException(
          "model must observe data: its posterior is its prior, and there is nothing to test");
    }
    for (int step = 0; step < p.steps; step++) {
      if (step % EVERY == 0) {
        run.progress((double) step / p.steps, "drawing and moving");
      }
      RandomChance own = chance.stream(step);
      independent.add(step, bound, Joint.draw(program, own.stream(0)));
      at = moved(program, at, p.fault, own);
      chain.add(step, bound, at);
    }
    return report(p, independent, chain, out);
  }

  /** A move given the data, then data given the variables. */
  private static Joint<Model.Outcome> moved(
      Program<Double, Model.Outcome> program,
      Joint<Model.Outcome> at,
      Planted fault,
      RandomChance chance) {
    Program<Double, Model.Outcome> given = Joint.conditioned(program, at.observed());
    Particle<Double, Model.Outcome> particle =
        new Move<>(given, acceptance(fault, given))
            .apply(
                Particle.replay(given, at.trace(), Floating.NUMBERS),
                Floating.NUMBERS,
                chance.stream(1));
    List<Double> trace = Trace.numbers(particle.trace());
    return Joint.draw(program, trace, Map.of(), chance.stream(2));
  }

  private static Acceptance acceptance(Planted fault, Program<?, ?> program) {
    return fault == Planted.NONE
        ? Acceptance.METROPOLIS
        : Fault.Accepting.valueOf(fault.name()).acceptance(program, NO_CELLS);
  }

  /** Test functions by name, one value a step. */
  private static final class Series {
    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final int steps;

    Series(int steps) {
      this.steps = steps;
    }

    void add(int step, Bound bound, Joint<Model.Outcome> joint) {
      double[] data =
          joint.observed().stream()
              .mapToDouble(v -> v instanceof Double d ? d : Double.NaN)
              .toArray();
      double mean = Arrays.stream(data).average().orElse(0);
      double square = Arrays.stream(data).map(y -> y * y).average().orElse(0);
      Map<String, Double> numbers = new LinkedHashMap<>();
      joint.value().drawn().forEach((name, v) -> Model.add(name, v, Floating.NUMBERS, numbers));
      numbers.putAll(bound.model().numbers(joint.value(), Floating.NUMBERS));
      put("mean of data", step, mean);
      put("mean square of data", step, square);
      put("square of mean of data", step, mean * mean);
      put("draws", step, joint.trace().size());
      numbers.forEach(
          (name, v) -> {
            put(name, step, v);
            put(name + "²", step, v * v);
            put(name + " · mean of data", step, v * mean);
          });
    }

    private void put(String name, int step, double value) {
      values.computeIfAbsent(name, _ -> new double[steps])[step] = value;
    }

    double mean(String name) {
      return Arrays.stream(of(name)).average().orElse(0);
    }

    double error(String name) {
      return BatchMeans.standardError(of(name), BATCHES);
    }

    private double[] of(String name) {
      return values.getOrDefault(name, new double[steps]);
    }
  }

  private static Report report(Params p, Series independent, Series chain, Findings out)
      throws IOException {
    Frame frame = Frame.of("function", "drawn_together", "chain", "z");
    double worst = 0;
    String where = "";
    for (String name : independent.values.keySet()) {
      double difference = chain.mean(name) - independent.mean(name);
      double error = Math.hypot(chain.error(name), independent.error(name));
      double z = error > 0 ? difference / error : 0;
      frame.row(name, independent.mean(name), chain.mean(name), z);
      if (Math.abs(z) > worst) {
        worst = Math.abs(z);
        where = name;
      }
    }
    out.chart(
        Plot.bars(
            "z of each function", "function", frame.texts("function"), "z", frame.numbers("z")));
    out.table("Averages", frame).csv("geweke.csv", frame);
    out.text(
        "A test can miss faults: a passed test proves nothing, and validate finds on finite"
            + " programs what it misses.");
    out.metric("largest_z", worst).metric("functions", frame.rows());
    return out.answer(
        (worst > LIMIT
                ? "The move is wrong: %s differs by %s standard errors (limit %s) over %s%s."
                : "No fault was seen: the largest of all differences, of %s, is %s standard errors"
                    + " (limit %s) over %s%s.")
            .formatted(
                where.isEmpty() ? "none" : where,
                Wording.number(worst),
                Wording.number(LIMIT),
                Wording.count(p.steps, "step"),
                p.fault == Planted.NONE
                    ? ""
                    : ", with the fault planted: "
                        + p.fault.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }
}
