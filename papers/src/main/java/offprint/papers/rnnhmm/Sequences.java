package offprint.papers.rnnhmm;

import java.util.List;
import offprint.harness.Frame;
import org.jspecify.annotations.Nullable;

/** Sequences as a table that {@link Recording} reads. */
final class Sequences {
  private Sequences() {}

  /** As {@link #frame(Sample, List, double[], double[])}, in the units of a recording. */
  static Frame frame(Sample sample, List<String> labels, @Nullable Recording source) {
    return source == null
        ? frame(sample, labels, new double[0], new double[0])
        : frame(sample, labels, source.mean(), source.sd());
  }

  /**
   * One row a step: sequence, time, symbol or numbers.
   *
   * @param mean of each number, to which the sample is scaled back; empty for none
   */
  static Frame frame(Sample sample, List<String> labels, double[] mean, double[] sd) {
    String[] columns = new String[sample.symbols() ? 3 : 2 + labels.size()];
    columns[0] = "sequence";
    columns[1] = "time";
    for (int k = 2; k < columns.length; k++) {
      columns[k] = sample.symbols() ? "symbol" : labels.get(k - 2);
    }
    Frame frame = Frame.of(columns);
    for (int i = 0; i < sample.count(); i++) {
      for (int t = 0; t < sample.length(); t++) {
        Object[] row = new Object[columns.length];
        row[0] = i + 1;
        row[1] = t + 1;
        for (int k = 2; k < row.length; k++) {
          double value = sample.value(i, t, k - 2);
          row[k] =
              sample.symbols()
                  ? labels.get(sample.mode(i, t))
                  : mean.length == 0 ? value : mean[k - 2] + sd[k - 2] * value;
        }
        frame.row(row);
      }
    }
    return frame;
  }
}
