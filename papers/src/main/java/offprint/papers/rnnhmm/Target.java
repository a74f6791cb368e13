package offprint.papers.rnnhmm;

import java.util.random.RandomGenerator;

/** A process that sequences can be drawn from: outputs of a model or windows of a recording. */
interface Target {
  /** Symbols, or numbers a step. */
  int outputs();

  /** True where outputs are one-hot symbols; false where they are numbers. */
  boolean symbols();

  /**
   * Draws sequences.
   *
   * @param points [count, length, outputs], written; symbols one-hot
   */
  void draw(float[] points, int count, int length, RandomGenerator random);

  /** √ε that the divergence of sequences begins with. */
  double diameter(int length);
}
