package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.kernels.sampling.Draws;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.sampling.Sampler;
import offprint.kernels.table.TableWriter;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Draws from a density that a reader types, over the columns of a table, and judges the draws. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Sample implements Method<Sample.Params> {
  private static final long MOST_NUMBERS = 20_000_000;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Log density",
              help =
                  "Formula up to a constant; a column's name is its value in a row, sum( ) adds the"
                      + " rows, n is their number",
              value = "-sum((length - a - b*load)^2)/(2*s^2) - n*log(s)")
          String density,
      @Param(
              help = "Names with bounds, such as a, b, s > 0, 0 < p < 1; empty: all free names",
              value = "a, b, s > 0")
          String variables,
      @Param(
              label = "Data",
              help = "Table whose columns the formula names; empty: none",
              value = "example:spring",
              accepts = Kind.TABLE)
          Source data,
      @Param(label = "Walk", help = "How chains walk") Walk walk,
      @Param(label = "Chains", help = "Independent chains", value = "8") @Min(1) @Max(64)
          int chains,
      @Param(label = "Draws", help = "Kept of each chain", value = "2000") @Min(10) @Max(1_000_000)
          int draws,
      @Param(label = "Warm-up", help = "Steps before the draws", value = "1000")
          @Min(0)
          @Max(1_000_000)
          int warmup,
      @Param(label = "Thinning", help = "Steps for each kept draw", value = "1", advanced = true)
          @Min(1)
          @Max(10_000)
          int thin,
      @Param(
              label = "Start",
              help =
                  "Box that chains start in, such as x=-8..8; y=0; empty: -2 to 2 of the unbounded"
                      + " variable")
          String start,
      @Param(
              help = "Table of points: prints l and its gradient there instead of drawing",
              accepts = Kind.TABLE,
              advanced = true)
          Source at) {
    public Params {
      if (walk.sampler() == Walk.Kind.MIXTURE && start.isBlank()) {
        throw new IllegalArgumentException(
            "sampler mixture needs start: its large steps draw from that box");
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "sample",
        "Draws from a density typed as a formula over the columns of a table, and says by R-hat and"
            + " effective draws whether to believe them.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "modes",
            "density=" + FourModes.FORMULA,
            "variables=",
            "data=",
            "sampler=tempered",
            "start=x=-8..8; y=-8..8"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Density density = Density.read("density", p.density, p.variables, p.data, in);
    if (!p.at.isEmpty()) {
      return evaluate(density, in.table("at", p.at), out);
    }
    long numbers = (long) p.chains * p.draws * density.dimension();
    if (numbers > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "draws: chains times draws times variables must be at most %,d: got %,d; thin instead"
              .formatted(MOST_NUMBERS, numbers));
    }
    LogDensity free = density.free();
    Box box = Box.of("start", p.start, density);
    double[][] starts = box.starts(free, p.chains, run.random());
    double steps = p.chains * (p.warmup + (double) p.draws * p.thin);
    Sampler sampler = new Sampler(p.walk.kernel(box), p.walk.warmup(p.warmup), p.draws, p.thin);
    Draws draws;
    try {
      draws =
          sampler.run(
              free, starts, run.random(), Part.of(run, 0, 0.9, "").counter(steps, "walking")::add);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "density, by sampler %s: %s; keep chains away with bounds in variables, such as x > 0, or if( )"
              .formatted(p.walk.sampler().name().toLowerCase(Locale.ROOT), e.getMessage()),
          e);
    }

    double[][][] values = bounded(density, draws);
    Judgement judgement = Judgement.of(density.names(), values);
    run.progress(0.95, "integrating");
    Optional<Quadrature> exact = exact(density, free, box, !p.start.isBlank(), draws);
    judgement.tell(out, exact.orElse(null));
    if (density.dimension() <= 2) {
      out.chart(picture(density, values));
    }
    remarks(out, p, draws, box.describe(free), judgement);
    out.metric("acceptance", Arrays.stream(draws.acceptance()).average().orElseThrow())
        .metric("divergences", (double) draws.divergences())
        .metric("evaluations", (double) draws.evaluations());
    exact.ifPresent(e -> out.metric("worst_gap_sd", gap(judgement, e)));
    write(out, density.names(), values);
    return out.answer(
        "%s after %d chains of %,d draws; %s.%s"
            .formatted(
                judgement.estimates(),
                p.chains,
                p.draws,
                judgement.verdict(),
                exact.map(e -> against(judgement, e)).orElse("")));
  }

  private static double[][][] bounded(Density density, Draws draws) {
    int d = density.dimension();
    double[][][] values = new double[d][draws.points().length][];
    for (int c = 0; c < draws.points().length; c++) {
      double[][] points = draws.points()[c];
      for (int i = 0; i < d; i++) {
        values[i][c] = new double[points.length];
      }
      for (int n = 0; n < points.length; n++) {
        double[] x = density.variables().support().bounded(points[n]);
        for (int i = 0; i < d; i++) {
          values[i][c][n] = x[i];
        }
      }
    }
    return values;
  }

  /** Over all draws with a margin, and over the box of starts where one is given. */
  private static Optional<Quadrature> exact(
      Density density, LogDensity free, Box box, boolean boxed, Draws draws) {
    double[] low = box.low().clone();
    double[] high = box.high().clone();
    for (int i = 0; i < low.length; i++) {
      double[] all = Arrays.stream(draws.coordinate(i)).flatMapToDouble(Arrays::stream).toArray();
      double least = Arrays.stream(all).min().orElseThrow();
      double most = Arrays.stream(all).max().orElseThrow();
      double margin = (most - least) / 2;
      low[i] = boxed ? Math.min(low[i], least - margin) : least - margin;
      high[i] = boxed ? Math.max(high[i], most + margin) : most + margin;
    }
    return Quadrature.of(free, density.variables().support(), low, high, density.rows());
  }

  private static double gap(Judgement judgement, Quadrature exact) {
    double worst = 0;
    for (int i = 0; i < exact.mean().length; i++) {
      double difference = judgement.diagnostics().get(i).mean() - exact.mean()[i];
      worst = Math.max(worst, Math.abs(difference) / exact.deviation()[i]);
    }
    return worst;
  }

  private static String against(Judgement judgement, Quadrature exact) {
    return " By quadrature the means lie at most %s standard deviations away."
        .formatted(Wording.number(gap(judgement, exact)));
  }

  private static void remarks(
      Findings out, Params p, Draws draws, String where, Judgement judgement) {
    out.text(
        "Chains began at %s. R-hat compares chains with each other only: a mode that none of them saw stays unseen."
            .formatted(where));
    double accepted = Arrays.stream(draws.acceptance()).average().orElseThrow();
    out.text(
        "%s of the proposals were accepted, with a step of %s after warm-up and %s evaluations; %s."
            .formatted(
                Wording.percent(accepted),
                Wording.number(Arrays.stream(draws.stepSize()).average().orElseThrow()),
                Wording.number((double) draws.evaluations()),
                draws.divergences() == 0 ? "no trajectory diverged" : "some diverged"));
    if (p.walk.sampler() == Walk.Kind.ULA) {
      out.warning("ula has no test: its draws are biased by the step; mala cures it.");
    }
    if (draws.divergences() > 0) {
      out.warning(
          "%s diverged: the energy changed by more than 1000. Take a smaller step or another form of the density."
              .formatted(Wording.count(draws.divergences(), "trajectory", "trajectories")));
    }
    if (p.chains == 1 && judgement.isUsable()) {
      out.warning("One chain cannot disagree with itself: draw at least four.");
    }
  }

  /** The density with draws over it: a curve in one dimension, a map in two. */
  private static Chart picture(Density density, double[][][] values) {
    List<String> names = density.names();
    double[][] all = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      all[i] = Arrays.stream(values[i]).flatMapToDouble(Arrays::stream).toArray();
    }
    return names.size() == 1
        ? Pictures.histogram(names.getFirst(), all[0])
        : Pictures.map(density.formula(), names.get(0), names.get(1), all[0], all[1]);
  }

  private static void write(Findings out, List<String> names, double[][][] values)
      throws IOException {
    List<String> columns = new ArrayList<>(List.of("chain", "draw"));
    columns.addAll(names);
    try (TableWriter file = new TableWriter(out.run().create("draws.csv"), columns)) {
      Object[] row = new Object[columns.size()];
      for (int c = 0; c < values[0].length; c++) {
        out.run().progress(1, "writing draws");
        for (int n = 0; n < values[0][c].length; n++) {
          row[0] = c + 1;
          row[1] = n + 1;
          for (int i = 0; i < values.length; i++) {
            row[2 + i] = values[i][c][n];
          }
          file.row(row);
        }
      }
    }
  }

  private static Report evaluate(Density density, TextTable points, Findings out)
      throws IOException {
    List<String> columns = new ArrayList<>(density.names());
    columns.add("l");
    density.names().forEach(name -> columns.add("dl/d" + name));
    Frame frame = Frame.of(columns.toArray(String[]::new));
    double[][] at = new double[density.dimension()][];
    for (int i = 0; i < at.length; i++) {
      at[i] = points.numbers(Inputs.column("at", points, density.names().get(i), -1));
    }
    double[] gradient = new double[at.length];
    for (int r = 0; r < points.rows(); r++) {
      Object[] row = new Object[columns.size()];
      double[] x = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        x[i] = at[i][r];
        row[i] = x[i];
      }
      row[at.length] = density.formula().gradient(x, gradient);
      for (int i = 0; i < at.length; i++) {
        row[at.length + 1 + i] = gradient[i];
      }
      frame.row(row);
    }
    out.table("Log density and gradient", frame).csv("gradient.csv", frame);
    double[] l = frame.numbers("l");
    if (Double.isFinite(l[0])) {
      out.metric("l_1", l[0]);
    }
    return out.answer(
        "At the first of %s the log density is %s."
            .formatted(Wording.count(points.rows(), "point"), l[0]));
  }
}
