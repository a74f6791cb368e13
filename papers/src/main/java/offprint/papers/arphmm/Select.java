package offprint.papers.arphmm;

/** The selection of regimes and order: as given, by cross-validation over units, or by BIC. */
enum Select {
  NONE,
  CV,
  BIC
}
