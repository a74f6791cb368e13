package offprint.papers.arphmm;

/** Labels of regimes in training: ends of the units, nothing, or the label column. */
enum Labels {
  ENDS,
  NONE,
  COLUMN
}
