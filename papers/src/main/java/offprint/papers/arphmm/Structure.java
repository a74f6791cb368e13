package offprint.papers.arphmm;

/** The possible transitions between regimes. */
enum Structure {
  LEFT_RIGHT,
  FULL
}
