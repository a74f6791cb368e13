package offprint.kernels.hmm;

import org.jspecify.annotations.Nullable;

/**
 * One series with what is known about its states. The first {@code skip} values only serve as lags:
 * rows are the values from there on. NaN is a missing value.
 */
public final class Sequence {
  private final double[] values;
  private final int skip;
  private final double @Nullable [] logPlausibility;
  private final double @Nullable [] target;
  private final boolean ended;

  private Sequence(
      double[] values,
      int skip,
      double @Nullable [] logPlausibility,
      double @Nullable [] target,
      boolean ended) {
    this.values = values;
    this.skip = skip;
    this.logPlausibility = logPlausibility;
    this.target = target;
    this.ended = ended;
  }

  /**
   * A series whose end was not seen and of whose states nothing is known.
   *
   * @throws IllegalArgumentException if no value is left after the first {@code skip}
   */
  public static Sequence of(double[] values, int skip) {
    if (skip < 0 || values.length <= skip) {
      throw new IllegalArgumentException(
          "a sequence must have at least %d values: got %d".formatted(skip + 1, values.length));
    }
    return new Sequence(values, skip, null, null, false);
  }

  /**
   * @param plausibility [rows * Q] in [0, 1], row-major: a weight for each state; ones where
   *     nothing is known
   */
  public Sequence withPlausibility(double[] plausibility) {
    double[] logs = new double[plausibility.length];
    for (int i = 0; i < logs.length; i++) {
      if (!(plausibility[i] >= 0)) {
        throw new IllegalArgumentException(
            "plausibility must not be negative: got " + plausibility[i]);
      }
      logs[i] = Math.log(plausibility[i]);
    }
    if (logs.length == 0 || logs.length % rows() != 0) {
      throw new IllegalArgumentException(
          "plausibility must have a multiple of %d entries: got %d".formatted(rows(), logs.length));
    }
    return new Sequence(values, skip, logs, target, ended);
  }

  /**
   * @param target [values], a second response that a {@link WindowRegression} explains; NaN unknown
   */
  public Sequence withTarget(double[] target) {
    if (target.length != values.length) {
      throw new IllegalArgumentException(
          "target must have %d entries: got %d".formatted(values.length, target.length));
    }
    return new Sequence(values, skip, logPlausibility, target, ended);
  }

  /** The end was seen: the last state pays its exit probability. */
  public Sequence asEnded() {
    return new Sequence(values, skip, logPlausibility, target, true);
  }

  public int rows() {
    return values.length - skip;
  }

  public boolean ended() {
    return ended;
  }

  int skip() {
    return skip;
  }

  double[] values() {
    return values;
  }

  double @Nullable [] target() {
    return target;
  }

  /** [rows * Q] log plausibilities, zeros where nothing is known. */
  public double[] logPlausibility(int states) {
    if (logPlausibility == null) {
      return new double[rows() * states];
    }
    if (logPlausibility.length != rows() * states) {
      throw new IllegalArgumentException(
          "plausibility must have %d entries: got %d"
              .formatted(rows() * states, logPlausibility.length));
    }
    return logPlausibility.clone();
  }
}
