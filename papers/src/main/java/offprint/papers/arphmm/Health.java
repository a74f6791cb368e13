package offprint.papers.arphmm;

/** The source of the health index: fitted to the sensors, or a column of the data. */
enum Health {
  FITTED,
  COLUMN
}
