package offprint.papers.srrw;

/** The weights of the average, or of the objective, over the nodes. */
enum Target {
  UNIFORM,
  DEGREE,
  /** The column "weight" of the node table. */
  COLUMN
}
