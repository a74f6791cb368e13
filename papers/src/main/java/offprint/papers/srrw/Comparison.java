package offprint.papers.srrw;

import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.method.Chart;

/**
 * The walks of {@link Arm#all} by one squared error.
 *
 * @param column of the traces: the squared error
 */
record Comparison(List<Trace> traces, int column, Prediction prediction) {
  /** The squared error that theory predicts, NaN where it says nothing. */
  interface Prediction {
    double of(int arm, double hops);
  }

  /** Errors by hops on the axes of {@code plot}, predictions of the first two walks beside them. */
  Chart chart(Plot plot, long[] checkpoints, String caption) {
    double[] hops = Arrays.stream(checkpoints).asDoubleStream().toArray();
    for (int a = 0; a < traces.size(); a++) {
      Chart.Series line =
          Chart.Series.line(traces.get(a).arm().name(), hops, traces.get(a).mean(column));
      plot.add(a <= Arm.REPELLENT ? line : line.thin());
    }
    for (int a = Arm.PLAIN; a <= Arm.REPELLENT; a++) {
      int arm = a;
      double[] predicted = Arrays.stream(hops).map(n -> prediction.of(arm, n)).toArray();
      if (!Double.isNaN(predicted[predicted.length - 1])) {
        plot.thinLine("predicted, " + traces.get(a).arm().name(), hops, predicted);
      }
    }
    return plot.chart(caption);
  }

  /** By squared errors; independent draws do not hop and do not race. */
  Race race(Race race) {
    return race(race, false);
  }

  /** By the roots of the squared errors. */
  Race rootRace(Race race) {
    return race(race, true);
  }

  private Race race(Race race, boolean root) {
    for (int a = 0; a < traces.size(); a++) {
      Arm arm = traces.get(a).arm();
      double square = traces.get(a).last(column);
      double error = root ? Math.sqrt(square) : square;
      Race.Spread spread =
          new Race.Spread(traces.get(a).standardError(column) / (root ? 2 * error : 1));
      if (a == Arm.REPELLENT || arm.alpha() > 0) {
        race.own("the " + arm.name(), spread, error);
      } else if (!arm.jumps()) {
        race.baseline("the " + arm.name(), spread, error);
      }
    }
    return race;
  }

  /** The plain walk's last squared error over the self-repellent one's, and both over theory's. */
  void metrics(Findings out, long hops) {
    double plain = traces.get(Arm.PLAIN).last(column);
    double repellent = traces.get(Arm.REPELLENT).last(column);
    if (repellent > 0) {
      out.metric("gain", plain / repellent);
    }
    over(out, "error_over_predicted_plain", plain, prediction.of(Arm.PLAIN, (double) hops));
    over(
        out,
        "error_over_predicted_repellent",
        repellent,
        prediction.of(Arm.REPELLENT, (double) hops));
  }

  private static void over(Findings out, String metric, double error, double predicted) {
    if (predicted > 0) {
      out.metric(metric, error / predicted);
    }
  }
}
