package offprint.papers.funbat;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.gp.Matern;
import offprint.kernels.gp.Moments;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Gaussian-process smoothing of one series at a cost linear in its rows. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Smooth implements Method<Smooth.Params> {
  private static final int MOST_POINTS = 2000;

  public record Params(
      @Param(
              label = "Data",
              help = "Table with a column x (numbers or dates) and a column y, in any order",
              value = "example:beijing-pm25",
              accepts = Kind.TABLE)
          Source data,
      @Param(label = "x", help = "Column; empty: the first", columnOf = "data", value = "day")
          String x,
      @Param(
              label = "y",
              help = "Column; empty: the second. Blank cells are predicted",
              columnOf = "data",
              value = "pm25")
          String y,
      @Param(
              label = "Standard deviations",
              help = "Column with the noise of each row; empty: one noise for all rows",
              columnOf = "data")
          String sd,
      @Param(
              label = "Kernel",
              help = "matern12 for rough functions, matern32 for smooth ones",
              value = "matern12")
          Matern kernel,
      @Param(
              label = "Length scale",
              help = "In the unit of x, days for dates; 0: by the evidence",
              symbol = "l",
              value = "0")
          @DecimalMin("0")
          double lengthscale,
      @Param(
              label = "Noise",
              help = "Standard deviation in the unit of y; 0: by the evidence",
              value = "0")
          @DecimalMin("0")
          double noise,
      @Param(label = "Places", help = "Places of the curve, evenly over x", value = "400")
          @Min(2)
          @Max(1_000_000)
          int places) {}

  @Override
  public Card card() {
    return new Card(
        "smooth",
        "Smooths one noisy series by a Gaussian process in time linear in its rows, with a band and"
            + " length scale and noise by the evidence.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    TextTable table = new Inputs(out).table("data", p.data, List.of(p.x));
    int xColumn = Inputs.column("x", table, p.x, 0);
    int yColumn = Inputs.column("y", table, p.y, 1);
    String name = table.columns().get(yColumn);
    double[] measured = table.numbersOrGaps(yColumn);
    Rows all = Rows.read(table, List.of(table.columns().get(xColumn)), null, measured);
    double[] deviations = deviations(p, table, all);
    int[] kept = IntStream.range(0, all.count()).filter(n -> !Double.isNaN(measured[n])).toArray();
    Rows rows = all.where(n -> !Double.isNaN(measured[n]));
    if (rows.count() < 2) {
      throw new IllegalArgumentException(
          "data must have at least 2 rows with a value of %s: got %d"
              .formatted(name, rows.count()));
    }
    double[] noises = Arrays.stream(kept).mapToDouble(n -> deviations[n]).toArray();
    Line line = new Line(rows, noises, p.kernel);
    Line.Fitted fitted = line.fit(p.lengthscale, p.noise, Part.of(run, 0, 0.9, ""));
    double low = Arrays.stream(rows.coordinates()[0]).min().orElseThrow();
    double high = Arrays.stream(rows.coordinates()[0]).max().orElseThrow();
    double[] grid =
        IntStream.range(0, p.places)
            .mapToDouble(i -> low + (high - low) * i / (p.places - 1))
            .toArray();
    Frame curve = curve(line, line.at(fitted, grid), grid);
    out.chart(chart(rows, name, curve));
    if (rows.count() < all.count()) {
      Rows unknown = all.where(n -> Double.isNaN(measured[n]));
      double[] places = unknown.coordinates()[0];
      Frame filled = curve(line, line.at(fitted, places), places);
      out.table("Predicted at rows without a value", filled.first(20)).csv("filled.csv", filled);
    }
    out.csv("curve.csv", curve)
        .metric("log_evidence", fitted.logEvidence())
        .metric("lengthscale", fitted.lengthscale())
        .metric("noise", fitted.noise())
        .metric("sd", fitted.deviation())
        .metric("rows", rows.count());
    String unit = rows.dates()[0] ? " days" : "";
    return out.answer(
        "%s follows a curve that changes over a length of %s%s by about %s; rows scatter around it by %s."
            .formatted(
                name,
                Wording.number(fitted.lengthscale()),
                unit,
                Wording.number(fitted.deviation()),
                p.sd.isEmpty() ? Wording.number(fitted.noise()) : "the given standard deviations"));
  }

  /** The standard deviation of each row's noise; NaN where there is no column of them. */
  private static double[] deviations(Params p, TextTable table, Rows rows) {
    double[] deviations = new double[rows.count()];
    Arrays.fill(deviations, Double.NaN);
    if (p.sd.isEmpty()) {
      return deviations;
    }
    int column = Inputs.column("sd", table, p.sd, -1);
    double[] given = table.numbersOrGaps(column);
    for (int n = 0; n < given.length; n++) {
      if (!(given[n] > 0) && !Double.isNaN(rows.values()[n])) {
        throw table.wrong(n, column, "a positive number");
      }
    }
    return given;
  }

  private static Frame curve(Line line, Moments moments, double[] places) {
    Frame frame = Frame.of("x", "mean", "sd", "low", "high");
    for (double place : places) {
      int at = moments.indexOf(place + 0.0);
      double mean = line.value(moments.mean()[at]);
      double sd = line.unit() * Math.sqrt(Math.max(0, moments.covariance()[at]));
      double half = Scores.NORMAL90 * sd;
      frame.row(place, mean, sd, mean - half, mean + half);
    }
    return frame;
  }

  private static Chart chart(Rows rows, String name, Frame curve) {
    int step = Math.max(1, rows.count() / MOST_POINTS);
    int[] shown = IntStream.range(0, (rows.count() + step - 1) / step).map(i -> i * step).toArray();
    double[] x = curve.numbers("x");
    return Plot.of("Smoothed " + name)
        .x(rows.label(0))
        .y(name)
        .points(
            "rows",
            Arrays.stream(shown).mapToDouble(n -> rows.coordinates()[0][n]).toArray(),
            Arrays.stream(shown).mapToDouble(n -> rows.values()[n]).toArray())
        .band("90 % of the curve", x, curve.numbers("low"), curve.numbers("high"))
        .line("curve", x, curve.numbers("mean"))
        .chart("The band is that of the curve; single rows scatter more.");
  }
}
