package offprint.kernels.lattice;

import java.util.Arrays;
import offprint.kernels.information.Entropy;

/**
 * Products of a stripped partition with a variable, and what remains unknown of a target, with
 * scratch memory that is reused. Not for several threads at once.
 */
public final class PartitionProduct {
  private static final int MOST_CELLS = 1 << 20;

  private int[] count = new int[64];
  private int[] place = new int[64];
  private int[] tupleCount = new int[64];
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

  /**
   * A product S of two partitions, without its groups.
   *
   * @param blocks number of blocks of S
   * @param entropyBits H(S)
   * @param residual what S leaves unknown of the target
   */
  public record Summary(int blocks, double entropyBits, Residual residual) {}

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

  /**
   * The product of {@code x} and {@code y} against a target in one pass, without making it; for
   * equal masses only.
   */
  public Summary summary(StrippedPartition x, Partition y, Partition target, StateLaw law) {
    int width = target.blocks();
    if ((long) y.blocks() * width > MOST_CELLS) {
      StrippedPartition product = of(x, y);
      return new Summary(
          product.blocks(), product.entropyBits(law), residual(product, target, law));
    }
    ensure(Math.max(1, y.blocks() * width));
    int[] label = y.labels();
    int[] goal = target.labels();
    int states = x.states();
    int blocks = states - x.confused();
    double ofTuples = 0;
    double ofPairs = 0;
    long errors = 0;
    boolean exact = true;
    for (int g = 0; g < x.groups(); g++) {
      int cells = 0;
      for (int k = x.start(g); k < x.start(g + 1); k++) {
        int state = x.member(k);
        int cell = label[state] * width + goal[state];
        if (count[cell]++ == 0) {
          touched[cells++] = cell;
        }
      }
      int tuples = 0;
      for (int c = 0; c < cells; c++) {
        int inCell = count[touched[c]];
        int value = touched[c] / width;
        count[touched[c]] = 0;
        ofPairs += law.countTerm(inCell);
        if (tupleCount[value] == 0) {
          touched[tuples++] = value;
          place[value] = 0;
        }
        tupleCount[value] += inCell;
        place[value] = Math.max(place[value], inCell);
      }
      for (int t = 0; t < tuples; t++) {
        int value = touched[t];
        ofTuples += law.countTerm(tupleCount[value]);
        errors += tupleCount[value] - place[value];
        tupleCount[value] = 0;
      }
      blocks += tuples;
      exact &= tuples == cells;
    }
    double entropy = states == 0 ? 0 : Entropy.log2(states) - ofTuples / states;
    Residual residual =
        new Residual(
            exact ? 0 : Math.max(0, (ofTuples - ofPairs) / states),
            states == 0 ? 0 : (double) errors / states,
            exact);
    return new Summary(blocks, Math.max(0, entropy), residual);
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
      tupleCount = new int[count.length];
    }
  }
}
