package offprint.server.vector;

/**
 * How far the vectors are.
 *
 * @param papers that shall have one
 * @param perSecond papers a second since the work was taken up, 0 while there is none
 * @param secondsLeft at this rate, 0 when all is done
 */
record VectorProgress(
    String model, boolean on, long papers, long done, double perSecond, long secondsLeft) {}
