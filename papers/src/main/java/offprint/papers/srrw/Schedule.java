package offprint.papers.srrw;

/** How the repellence develops with the hops. */
enum Schedule {
  CONSTANT,
  /** alpha ln(1 + n). */
  LOG
}
