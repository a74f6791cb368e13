package offprint.kernels.lattice;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Entropies of single variables and of all pairs of them, in bits. O(c^2 n). */
public final class JointEntropies {
  private final double[] single;
  private final double[][] joint;

  private JointEntropies(double[] single, double[][] joint) {
    this.single = single;
    this.joint = joint;
  }

  /**
   * Counts all pairs, the pairs of one variable in parallel; the result does not depend on it.
   *
   * @param onVariable told each variable whose pairs are done, on the calling thread; may throw to
   *     stop
   */
  public static JointEntropies of(List<Partition> variables, StateLaw law, IntConsumer onVariable) {
    int c = variables.size();
    double[] single = new double[c];
    double[][] joint = new double[c][c];
    for (int i = 0; i < c; i++) {
      Partition x = variables.get(i);
      single[i] = law.entropyBits(x);
      joint[i][i] = single[i];
      double[] row = joint[i];
      IntStream.range(i + 1, c)
          .parallel()
          .forEach(j -> row[j] = law.jointEntropyBits(x, variables.get(j)));
      onVariable.accept(i);
    }
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < i; j++) {
        joint[i][j] = joint[j][i];
      }
    }
    return new JointEntropies(single, joint);
  }

  /** Number of variables. */
  public int variables() {
    return single.length;
  }

  /** H(X_i). */
  public double single(int i) {
    return single[i];
  }

  public PairInformation pair(int i, int j) {
    return new PairInformation(single[i], single[j], joint[i][j]);
  }

  /** I(X_i; X_j), bits [c][c]; H(X_i) on the diagonal. */
  public double[][] information() {
    double[][] information = new double[single.length][single.length];
    for (int i = 0; i < single.length; i++) {
      for (int j = 0; j < single.length; j++) {
        information[i][j] = pair(i, j).mutualInformationBits();
      }
    }
    return information;
  }
}
