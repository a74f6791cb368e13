package offprint.papers.arphmm;

/** Where the health index comes from: fitted to the sensors, or a column of the data. */
enum Health {
  FITTED,
  COLUMN
}
