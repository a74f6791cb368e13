package offprint.papers.maxentmechanics;

/** The domain of a density, as the image u(t) of a bounded interval. */
enum Domain {
  /** From low to high: u = t, t in (0, 1). */
  INTERVAL,
  /** From low to infinity: u = t / (1 - t), t in (0, 1). */
  HALF_LINE,
  /** All real numbers: u = t / (1 - t^2), t in (-1, 1). */
  LINE;

  /** u(t). */
  double unbounded(double t) {
    return switch (this) {
      case INTERVAL -> t;
      case HALF_LINE -> t / (1 - t);
      case LINE -> t / (1 - t * t);
    };
  }

  /** du / dt. */
  double slope(double t) {
    return switch (this) {
      case INTERVAL -> 1;
      case HALF_LINE -> 1 / ((1 - t) * (1 - t));
      case LINE -> (1 + t * t) / ((1 - t * t) * (1 - t * t));
    };
  }
}
