package offprint.papers.arphmm;

/** How regimes and order are chosen: as given, by cross-validation over units, by BIC. */
enum Select {
  NONE,
  CV,
  BIC
}
