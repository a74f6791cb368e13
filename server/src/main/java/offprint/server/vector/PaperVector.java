package offprint.server.vector;

/**
 * The vector of a paper's title and abstract.
 *
 * @param paper row number
 * @param change grows with every batch of vectors written, see {@link Vectors#changes}
 * @param vector [dimension], of length 1
 */
public record PaperVector(long paper, long change, float[] vector) {}
