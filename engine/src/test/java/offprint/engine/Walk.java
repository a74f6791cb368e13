package offprint.engine;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** A small real method that uses every kind of parameter and block: a random walk. */
public final class Walk implements Method<Walk.Params> {
  enum Law {
    COIN_FLIP,
    GAUSSIAN
  }

  record Params(
      @Param(help = "Law of a step", value = "coinFlip") Law law,
      @Param(help = "Length of the walk", symbol = "n", unit = "steps", value = "400")
          @Min(1)
          @Max(100_000)
          int steps,
      @Param(help = "Steps dropped first", unit = "steps", value = "0") @Min(0) long warmup,
      @Param(help = "Width of a step", symbol = "σ", value = "1")
          @DecimalMin(value = "0", inclusive = false)
          double width,
      @Param(help = "Walk back at the border", value = "false") boolean reflect,
      @Param(help = "Levels to mark", value = "0, 5") @Size(min = 1, max = 3) List<Double> levels,
      @Param(help = "Start values") Source start,
      @Param(help = "Name of the file", value = "walk.csv") String name) {
    Params {
      if (warmup >= steps) {
        throw new IllegalArgumentException(
            "warmup must be below steps: got %d and %d".formatted(warmup, steps));
      }
    }
  }

  static final Params QUICK =
      new Params(Law.COIN_FLIP, 400, 0, 1, false, List.of(0.0, 5.0), Source.NONE, "walk.csv");

  @Override
  public Card card() {
    return new Card("walk", "Walks at random and says how far it came.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("long", "law=gaussian", "steps=50000", "warmup=10", "levels=0"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    double[] x = new double[params.steps()];
    double[] y = new double[params.steps()];
    double place = 0;
    for (int i = 0; i < y.length; i++) {
      double step =
          params.law() == Law.GAUSSIAN
              ? run.random().nextGaussian()
              : run.random().nextBoolean() ? 1 : -1;
      place += params.width() * step;
      x[i] = i;
      y[i] = place;
      run.progress((double) i / y.length, "step " + i);
      if (i % 10 == 0) {
        run.point("place", i, place);
      }
    }
    try (Writer out = new OutputStreamWriter(run.create(params.name()), StandardCharsets.UTF_8)) {
      out.write(Arrays.toString(y));
    }
    double scaled = place / Math.sqrt(params.steps());
    double[] low = Arrays.stream(x).map(v -> -Math.sqrt(v)).toArray();
    double[] high = Arrays.stream(x).map(Math::sqrt).toArray();
    return new Report(
        "The walk ended at %s, %s standard deviations from its start."
            .formatted(Numbers.shown(place), Numbers.shown(scaled)),
        List.of(
            new Chart(
                "The walk",
                Chart.Axis.linear("step"),
                Chart.Axis.linear("place"),
                List.of(
                    Chart.Series.band("one standard deviation", x, low, high),
                    Chart.Series.line("place", x, y),
                    Chart.Series.step("half", x, Arrays.stream(y).map(v -> v / 2).toArray())
                        .thin()),
                "It wanders as far as the square root of time."),
            new Chart(
                "Ends",
                Chart.Axis.category("law", List.of("coin", "gauss", "none")),
                Chart.Axis.linear("end"),
                List.of(
                    Chart.Series.bars("here", new double[] {place, 3, 0}),
                    Chart.Series.bars("there", new double[] {1, -2, Double.NaN})),
                ""),
            new Chart(
                "Steps",
                Chart.Axis.log("n"),
                Chart.Axis.log("cost in s"),
                List.of(
                    Chart.Series.points(
                        "cost", new double[] {1, 10, 1000}, new double[] {0.001, 0.1, 5})),
                ""),
            new Chart(
                "Cells",
                Chart.Axis.category("from", List.of("a", "b")),
                Chart.Axis.category("to", List.of("a", "b")),
                List.of(
                    Chart.Series.cells(
                        "mass",
                        new double[] {0, 1, 0, 1},
                        new double[] {0, 0, 1, 1},
                        new double[] {0.1, 0.2, 0.3, 0.4})),
                ""),
            new Table(
                "Numbers",
                List.of("quantity", "value"),
                List.of(List.of("end", place), List.of("steps <n>", params.steps()))),
            Note.text("A walk."),
            Note.warning("Only " + params.steps() + " steps.")),
        Map.of("end", place, "scaled_end", scaled, "steps", (double) params.steps()));
  }
}
