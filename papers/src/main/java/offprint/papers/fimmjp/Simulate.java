package offprint.papers.fimmjp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.JumpSimulation;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Simulates a jump process exactly and reads it with errors. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Simulate implements Method<Simulate.Params> {
  private static final int MOST_READINGS = 5_000_000;
  private static final double MOST_JUMPS = 1e9;

  public record Params(
      @Param(
              label = "Rates",
              help =
                  "Table with columns from, to and rate, or a square matrix with a first column of"
                      + " names",
              value = "example:ratchet-rates",
              accepts = Kind.TABLE)
          Source rates,
      @Param(
              label = "First state",
              help =
                  "stationary, the name of a state, or probabilities of all states such as 0.5,0.5",
              value = "stationary")
          String initial,
      @Param(label = "Paths", help = "Paths", symbol = "K", value = "100") @Min(1) @Max(100_000)
          int count,
      @Param(
              label = "Readings",
              help = "Readings of a path",
              symbol = "L",
              unit = "readings",
              value = "50")
          @Min(2)
          @Max(100_000)
          int readings,
      @Param(label = "Interval", help = "Time between readings", value = "0.1")
          @DecimalMin("1e-9")
          @DecimalMax("1e9")
          double interval,
      @Param(
              label = "Times",
              help = "Times of the readings, increasing; empty: readings at equal intervals")
          List<Double> times,
      @Param(
              label = "Share misread",
              help = "Probability that a reading is another state, each as likely",
              symbol = "ε",
              value = "0.02")
          @DecimalMin("0")
          @DecimalMax("0.4")
          double noise) {
    public Params {
      for (int k = 1; k < times.size(); k++) {
        if (!(times.get(k) > times.get(k - 1))) {
          throw new IllegalArgumentException(
              "times must increase: got %s after %s".formatted(times.get(k), times.get(k - 1)));
        }
      }
      if (times.size() == 1) {
        throw new IllegalArgumentException("times must be at least two: got " + times);
      }
      if ((long) count * Math.max(readings, times.size()) > MOST_READINGS) {
        throw new IllegalArgumentException(
            "count times readings must be at most %,d: got %,d"
                .formatted(MOST_READINGS, (long) count * readings));
      }
    }

    double[] grid() {
      double[] grid = new double[times.isEmpty() ? readings : times.size()];
      Arrays.setAll(grid, i -> times.isEmpty() ? i * interval : times.get(i));
      return grid;
    }
  }

  @Override
  public Card card() {
    return new Card(
        "simulate",
        "Simulates a jump process from its rates and writes noisy readings of it as a table that"
            + " infer reads.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    RateTable table = RateTable.read(new Inputs(out), p.rates);
    RateMatrix chain = table.chain();
    int n = chain.states();
    double[] initial = table.initial("initial", p.initial);
    double[] grid = p.grid();
    requireJumps(chain, p, grid);
    SplittableRandom random = new SplittableRandom(run.random().nextLong());
    JumpSimulation simulation = new JumpSimulation(chain);
    int[][] readings = new int[p.count][];
    long jumpsSeen = 0;
    for (int k = 0; k < p.count; k++) {
      run.progress((double) k / p.count, "simulating");
      readings[k] = simulation.at(grid, start(initial, random.nextDouble()), random);
      for (int i = 1; i < grid.length; i++) {
        jumpsSeen += readings[k][i] == readings[k][i - 1] ? 0 : 1;
      }
    }
    double[] truth = Arrays.stream(readings[0]).asDoubleStream().toArray();
    HiddenProcess.misread(readings, n, p.noise, random);
    double[] read = Arrays.stream(readings[0]).asDoubleStream().toArray();
    Frame frame = Frame.of("path", "time", "state");
    for (int k = 0; k < p.count; k++) {
      for (int i = 0; i < grid.length; i++) {
        frame.row(k + 1, grid[i], table.labels().get(readings[k][i]));
      }
    }
    out.chart(
        Plot.of("The first path")
            .x("time")
            .y(Chart.Axis.category("state", table.labels()))
            .step("state", grid, truth)
            .points("reading", grid, read)
            .chart("Readings off the line are misread."));
    out.table("The first readings", frame.first(10));
    out.csv("paths.csv", frame);
    out.metric("jumps_seen", (double) jumpsSeen);
    return out.answer(
        "%s of %s simulated; neighbouring readings differ in %s of cases before misreading. Give paths.csv to infer."
            .formatted(
                Wording.count(p.count, "path"),
                Wording.count(grid.length, "reading"),
                Wording.percent((double) jumpsSeen / (p.count * (grid.length - 1.0)))));
  }

  private static void requireJumps(RateMatrix chain, Params p, double[] grid) {
    double fastest = 0;
    for (int i = 0; i < chain.states(); i++) {
      fastest = Math.max(fastest, chain.exitRate(i));
    }
    double jumps = fastest * (grid[grid.length - 1] - grid[0]) * p.count;
    if (jumps > MOST_JUMPS) {
      throw new IllegalArgumentException(
          "interval and count: at most %.0e jumps are simulated: got about %.0e"
              .formatted(MOST_JUMPS, jumps));
    }
  }

  private static int start(double[] law, double u) {
    int state = 0;
    double sum = law[0];
    while (state < law.length - 1 && u >= sum) {
      sum += law[++state];
    }
    return state;
  }
}
