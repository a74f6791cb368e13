package offprint.kernels.inference.part;

/**
 * Where parts get their randomness from. In floating point it is a stream of pseudo-random numbers;
 * the exact law follows every choice there is.
 *
 * @param <W> numbers
 */
public interface Chance<W> {
  /**
   * A fresh uniform number for a draw of a program, of which exact mode knows the cells.
   *
   * @param depth number of draws before it, from 0
   */
  W coordinate(int depth);

  /** A uniform number in [0, 1) that is only ever compared. */
  Point<W> point();

  /** 0 to count - 1, each equally likely. */
  int index(int count);

  /** A stream of its own for a particle or step, so that results do not depend on threads. */
  Chance<W> stream(long number);

  /** A uniform number that is only known by comparing it. */
  @FunctionalInterface
  interface Point<W> {
    boolean below(W threshold);
  }
}
