package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Looks for the least value of a function that a reader types, by chains that cool down. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Optimise implements Method<Optimise.Params> {
  /** What a reader may choose; descents are run beside it. */
  enum Choice {
    DESCENT,
    MULTISTART,
    ANNEAL,
    LANGEVIN,
    SGLD
  }

  /** Parameters. */
  public record Params(
      @Param(
              label = "Function",
              help = "Formula to make small, such as sum((y - a - b*x)^2) over columns of data",
              value =
                  "50 + a^2 - 10*cos(2*pi*a) + b^2 - 10*cos(2*pi*b) "
                      + "+ c^2 - 10*cos(2*pi*c) + d^2 - 10*cos(2*pi*d) + e^2 - 10*cos(2*pi*e)")
          String function,
      @Param(help = "Table whose columns the formula names; empty: none", accepts = Kind.TABLE)
          Source data,
      @Param(
              help =
                  "anneal and langevin cool a chain down; sgld samples exp(-f) from batches of"
                      + " rows",
              value = "anneal")
          Choice method,
      @Param(
              help = "Where to look, such as x=-5..5; y=0..1",
              value = "a=-5.12..5.12; b=-5.12..5.12; c=-5.12..5.12; d=-5.12..5.12; e=-5.12..5.12")
          String box,
      @Param(help = "Of the function or its gradient", value = "20000") @Min(1) @Max(100_000_000)
          int evaluations,
      @Param(
              label = "Hottest",
              help = "First temperature, of the size of the function's hills",
              symbol = "T0",
              value = "10")
          @DecimalMin("0.000000001")
          @DecimalMax("1000000000")
          double hot,
      @Param(label = "Coldest", help = "Last temperature", symbol = "T1", value = "0.01")
          @DecimalMin("0.000000000001")
          @DecimalMax("1000000000")
          double cold,
      @Param(
              label = "Batch",
              help = "Rows of one step of sgld",
              symbol = "m",
              value = "32",
              advanced = true)
          @Min(1)
          @Max(1_000_000)
          int batch,
      @Param(
              label = "Step",
              help = "Step size of sgld",
              symbol = "ε",
              value = "0.0001",
              advanced = true)
          @DecimalMin("0.000000000001")
          @DecimalMax("10")
          double epsilon) {
    public Params {
      if (cold > hot) {
        throw new IllegalArgumentException(
            "cold must be at most hot: got %s and %s".formatted(cold, hot));
      }
      if (method == Choice.SGLD && data.isEmpty()) {
        throw new IllegalArgumentException(
            "method sgld needs data: its steps take batches of rows");
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "optimise",
        "Looks for the least value of a typed function by annealed Markov chains, beside descent"
            + " from one and from many starts at equal evaluations.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Density function = Density.read("function", p.function, "", p.data, new Inputs(out));
    Box box = Box.parse("box", p.box, function.names(), Double.NaN, Double.NaN);
    for (int i = 0; i < function.dimension(); i++) {
      if (Double.isNaN(box.low()[i])) {
        throw new IllegalArgumentException(
            "box must give every variable: %s is missing".formatted(function.names().get(i)));
      }
    }
    return p.method == Choice.SGLD ? sample(p, function, box, out) : search(p, function, box, out);
  }

  private static Report search(Params p, Density function, Box box, Findings out)
      throws IOException {
    Minimiser own = Minimiser.valueOf(p.method.name());
    List<Minimiser> all = new ArrayList<>(List.of(Minimiser.DESCENT, Minimiser.MULTISTART));
    if (!all.contains(own)) {
      all.add(own);
    }
    Minimiser.Cooling cooling = new Minimiser.Cooling(p.hot, p.cold);
    Part.Counter beat =
        Part.of(out.run(), 0, 1, "").counter((double) p.evaluations * all.size(), "searching");
    Frame course = Frame.of("evaluations", "method", "best value");
    List<String> columns = new ArrayList<>(List.of("method", "value"));
    columns.addAll(function.names());
    Frame best = Frame.of(columns.toArray(String[]::new));
    Race race =
        Race.lower("function value")
            .in("units")
            .on("With %,d evaluations each".formatted(p.evaluations));
    for (Minimiser minimiser : all) {
      Search search = new Search(function.formula(), box, p.evaluations, beat);
      minimiser.run(search, cooling, out.run().random());
      if (!Double.isFinite(search.best())) {
        throw new IllegalArgumentException(
            "function must be a number somewhere in the box: got none in %,d evaluations"
                .formatted(p.evaluations));
      }
      double[] evaluations = search.evaluations();
      double[] values = search.course();
      for (int k = 0; k < values.length; k++) {
        if (Double.isFinite(values[k])) {
          course.row(evaluations[k], minimiser.label(), values[k]);
        }
      }
      List<Object> row = new ArrayList<>(List.of(minimiser.label(), search.best()));
      Arrays.stream(search.bestPoint()).forEach(row::add);
      best.row(row.toArray());
      if (minimiser == own) {
        race.own(minimiser.label(), search.best());
      } else {
        race.baseline(minimiser.label(), search.best());
      }
    }
    out.chart(
        Plot.of("Best value found")
            .logX("evaluations")
            .y("value")
            .lines(course, "evaluations", "best value", "method")
            .chart());
    out.table("Best points", best).metrics(race.metrics()).csv("best.csv", best);
    out.text(
        "A chain that cools down may leave a minimum that descent cannot; no method here proves"
            + " that its point is the least.");
    return out.answer(race.sentence());
  }

  private static Report sample(Params p, Density function, Box box, Findings out)
      throws IOException {
    Runnable beat = Part.of(out.run(), 0, 1, "").counter(1.1 * p.evaluations, "sampling");
    StochasticLangevin chain =
        new StochasticLangevin(
            function.expression(), function.names(), function.columns(), p.batch, p.epsilon, true);
    double[][] points =
        chain.run(box.draw(out.run().random()), p.evaluations, out.run().random(), beat);
    Frame summary = Frame.of("variable", "mean", "sd");
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < function.dimension(); i++) {
      int at = i;
      double mean = Arrays.stream(points).mapToDouble(x -> x[at]).average().orElseThrow();
      double squares = Arrays.stream(points).mapToDouble(x -> Math.pow(x[at] - mean, 2)).sum();
      double sd = Math.sqrt(squares / points.length);
      summary.row(function.names().get(i), mean, sd);
      out.metric("mean_" + function.names().get(i), mean)
          .metric("sd_" + function.names().get(i), sd);
      parts.add(
          "%s = %s ± %s"
              .formatted(function.names().get(i), Wording.number(mean), Wording.number(sd)));
    }
    out.table("What the chain sampled", summary).csv("posterior.csv", summary);
    out.warning(
        "Batches add noise of their own: deviations are too wide unless the step is small. Halve"
            + " epsilon until they stay.");
    return out.answer(
        "Stochastic gradient Langevin of %,d steps with batches of %d rows: %s."
            .formatted(p.evaluations, Math.min(p.batch, function.rows()), Wording.list(parts, 4)));
  }
}
