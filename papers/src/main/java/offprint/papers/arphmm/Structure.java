package offprint.papers.arphmm;

/** Which transitions between regimes are possible. */
enum Structure {
  LEFT_RIGHT,
  FULL
}
