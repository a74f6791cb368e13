package offprint.papers.srrw;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.method.Chart;

/**
 * Compares the walks of {@link Arm#all} by one squared error.
 *
 * @param column of the traces: the squared error
 * @param predicted by arm, from the number of hops; NaN where theory does not apply
 */
record Comparison(List<Trace> traces, int column, List<DoubleUnaryOperator> predicted) {
  /** Compares the walks by a quantity without a theoretical prediction. */
  static Comparison unpredicted(List<Trace> traces, int column) {
    return new Comparison(traces, column, Collections.nCopies(traces.size(), _ -> Double.NaN));
  }

  /** Errors by hops on the axes of {@code plot}, predictions of the first two walks beside them. */
  Chart chart(Plot plot, long[] checkpoints, String caption) {
    double[] hops = Arrays.stream(checkpoints).asDoubleStream().toArray();
    for (int a = 0; a < traces.size(); a++) {
      String name = traces.get(a).arm().name();
      Chart.Series line = Chart.Series.line(name, hops, traces.get(a).mean(column));
      plot.add(a <= Arm.REPELLENT ? line : line.thin());
      double[] theory = Arrays.stream(hops).map(predicted.get(a)).toArray();
      if (a <= Arm.REPELLENT && !Double.isNaN(theory[theory.length - 1])) {
        plot.thinLine("predicted, " + name, hops, theory);
      }
    }
    return plot.chart(caption);
  }

  /** Adds rows (quantity, walk, hops, error, predicted). */
  void addRows(Frame errors, String quantity, long[] checkpoints) {
    for (int a = 0; a < traces.size(); a++) {
      double[] error = traces.get(a).mean(column);
      for (int c = 0; c < checkpoints.length; c++) {
        double theory = predicted.get(a).applyAsDouble((double) checkpoints[c]);
        errors.row(quantity, traces.get(a).arm().name(), checkpoints[c], error[c], theory);
      }
    }
  }

  /** Race by root mean squared error, without independent draws, which do not hop. */
  Race race(Race race) {
    for (int a = 0; a < traces.size(); a++) {
      Arm arm = traces.get(a).arm();
      double error = Math.sqrt(traces.get(a).last(column));
      Race.Spread spread = new Race.Spread(traces.get(a).standardError(column) / (2 * error));
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
    double[] last = new double[2];
    for (int a = Arm.PLAIN; a <= Arm.REPELLENT; a++) {
      last[a] = traces.get(a).last(column);
      double theory = predicted.get(a).applyAsDouble((double) hops);
      if (theory > 0) {
        out.metric(
            "error_over_predicted_" + (a == Arm.PLAIN ? "plain" : "repellent"), last[a] / theory);
      }
    }
    if (last[Arm.REPELLENT] > 0) {
      out.metric("gain", last[Arm.PLAIN] / last[Arm.REPELLENT]);
    }
  }
}
