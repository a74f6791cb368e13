package offprint.papers.maxentmechanics;

/** Where a density lives. */
enum Domain {
  /** From low to high. */
  INTERVAL,
  /** From low to infinity. */
  HALF_LINE,
  /** All real numbers. */
  LINE
}
