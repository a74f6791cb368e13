package offprint.papers.arphmm;

/** What is known about regimes in training: ends of the units, nothing, or the label column. */
enum Labels {
  ENDS,
  NONE,
  COLUMN
}
