package offprint.kernels.lattice;

import java.util.Arrays;
import offprint.kernels.information.Entropy;

/**
 * Products of a stripped partition with a variable, and what remains unknown of a target, with
 * scratch memory that is reused. Not for several threads at once.
 */
public final class PartitionProduct {
  private int[] count = new int[64];
  private int[] place = new int[64];
  private final int[] touched;

  public PartitionProduct(int states) {
    touched = new int[states];
  }

  /**
   * What a variable S leaves unknown of a target T.
   *
   * @param residualBits H(T | S)
   * @param errorMass mass of the states to delete for T to be a function of S (g3), also the error
   *     of the best guess of T from S
   * @param exact true if T is a function of S: no two states of a group differ, no float compared
   */
  public record Residual(double residualBits, double errorMass, boolean exact) {}

  /** The groups of {@code x} split by {@code y}. O(states in groups of x). */
  public StrippedPartition of(StrippedPartition x, Partition y) {
    ensure(y.blocks());
    int[] label = y.labels();
    int confused = x.confused();
    int[] member = new int[confused];
    int[] start = new int[confused / 2 + 2];
    int groups = 0;
    int filled = 0;
    for (int g = 0; g < x.groups(); g++) {
      int values = tally(x, g, label);
      for (int v = 0; v < values; v++) {
        int value = touched[v];
        if (count[value] > 1) {
          place[value] = filled;
          start[groups++] = filled;
          filled += count[value];
        }
      }
      for (int k = x.start(g); k < x.start(g + 1); k++) {
        int state = x.member(k);
        if (count[label[state]] > 1) {
          member[place[label[state]]++] = state;
        }
      }
      clear(values);
    }
    start[groups] = filled;
    return new StrippedPartition(
        x.states(), Arrays.copyOf(member, filled), Arrays.copyOf(start, groups + 1), groups);
  }

  /** H(X, Y) of the product, bits, without making it; for equal masses only. */
  public double jointEntropyBits(StrippedPartition x, Partition y, StateLaw law) {
    ensure(y.blocks());
    int[] label = y.labels();
    double sum = 0;
    for (int g = 0; g < x.groups(); g++) {
      int values = tally(x, g, label);
      for (int v = 0; v < values; v++) {
        sum += law.countTerm(count[touched[v]]);
      }
      clear(values);
    }
    return Math.max(0, Entropy.log2(x.states()) - sum / x.states());
  }

  /** What {@code s} leaves unknown of {@code target}. O(states in groups of s). */
  public Residual residual(StrippedPartition s, Partition target, StateLaw law) {
    ensure(target.blocks());
    int[] label = target.labels();
    double bits = 0;
    double error = 0;
    boolean exact = true;
    for (int g = 0; g < s.groups(); g++) {
      int size = s.start(g + 1) - s.start(g);
      if (!law.isUniform()) {
        double[] mass = masses(s, g, label, law);
        double all = Arrays.stream(mass).sum();
        bits += Entropy.bits(mass) - Entropy.termBits(all);
        error += mass.length < 2 ? 0 : all - Arrays.stream(mass).max().orElse(0);
        exact &= mass.length < 2;
        continue;
      }
      int values = tally(s, g, label);
      if (values > 1) {
        int most = 0;
        double within = 0;
        for (int v = 0; v < values; v++) {
          most = Math.max(most, count[touched[v]]);
          within += law.countTerm(count[touched[v]]);
        }
        bits += (law.countTerm(size) - within) / s.states();
        error += (double) (size - most) / s.states();
        exact = false;
      }
      clear(values);
    }
    return new Residual(Math.max(0, bits), error, exact);
  }

  /** Masses of the values of the target within a group, in order of first state. */
  private double[] masses(StrippedPartition s, int g, int[] label, StateLaw law) {
    int values = tally(s, g, label);
    for (int v = 0; v < values; v++) {
      place[touched[v]] = v;
    }
    double[] mass = new double[values];
    for (int k = s.start(g); k < s.start(g + 1); k++) {
      mass[place[label[s.member(k)]]] += law.mass(s.member(k));
    }
    clear(values);
    return mass;
  }

  /** Counts the labels in group g; {@code touched} lists them in order of first state. */
  private int tally(StrippedPartition x, int g, int[] label) {
    int values = 0;
    for (int k = x.start(g); k < x.start(g + 1); k++) {
      int value = label[x.member(k)];
      if (count[value]++ == 0) {
        touched[values++] = value;
      }
    }
    return values;
  }

  private void clear(int values) {
    for (int v = 0; v < values; v++) {
      count[touched[v]] = 0;
    }
  }

  private void ensure(int blocks) {
    if (blocks > count.length) {
      count = new int[Math.max(blocks, 2 * count.length)];
      place = new int[count.length];
    }
  }
}
