package offprint.server.vector;

/**
 * Progress of the computation of vectors.
 *
 * @param papers that need a vector
 * @param perSecond papers a second since the work began, 0 while idle
 * @param secondsLeft at this rate, 0 when done
 */
record VectorProgress(
    String model, boolean on, long papers, long done, double perSecond, long secondsLeft) {}
