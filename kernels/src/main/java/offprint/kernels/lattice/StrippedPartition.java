package offprint.kernels.lattice;

import offprint.kernels.information.Entropy;

/**
 * A partition without its blocks of one state, as dependency discovery (TANE) keeps it: work on it
 * costs what is still confused, not the number of states.
 */
public final class StrippedPartition {
  private final int states;
  private final int[] member;
  private final int[] start;
  private final int groups;

  /** {@code member[start[g]] … member[start[g + 1] - 1]} are the states of group g. */
  StrippedPartition(int states, int[] member, int[] start, int groups) {
    this.states = states;
    this.member = member;
    this.start = start;
    this.groups = groups;
  }

  public static StrippedPartition of(Partition x) {
    return new PartitionProduct(x.states()).of(constant(x.states()), x);
  }

  /** All states in one group. */
  public static StrippedPartition constant(int states) {
    int[] member = new int[states > 1 ? states : 0];
    for (int s = 0; s < member.length; s++) {
      member[s] = s;
    }
    int groups = states > 1 ? 1 : 0;
    return new StrippedPartition(states, member, new int[] {0, member.length}, groups);
  }

  public int states() {
    return states;
  }

  /** Number of groups, that is, of blocks with two states or more. */
  public int groups() {
    return groups;
  }

  public int start(int group) {
    return start[group];
  }

  public int member(int place) {
    return member[place];
  }

  /** States in groups: those that are confused with another. */
  public int confused() {
    return start[groups];
  }

  /** Number of blocks of the whole partition. */
  public int blocks() {
    return states - confused() + groups;
  }

  /** True if {@code t} is a function of this: an exact test on labels. */
  public boolean determines(Partition t) {
    int[] label = t.labels();
    for (int g = 0; g < groups; g++) {
      int first = label[member[start[g]]];
      for (int k = start[g] + 1; k < start[g + 1]; k++) {
        if (label[member[k]] != first) {
          return false;
        }
      }
    }
    return true;
  }

  /** H of this partition, bits. */
  public double entropyBits(StateLaw law) {
    if (law.isUniform()) {
      double sum = 0;
      for (int g = 0; g < groups; g++) {
        sum += law.countTerm(start[g + 1] - start[g]);
      }
      return states == 0 ? 0 : Math.max(0, Entropy.log2(states) - sum / states);
    }
    double all = 0;
    for (int s = 0; s < states; s++) {
      all += Entropy.termBits(law.mass(s));
    }
    for (int g = 0; g < groups; g++) {
      double mass = 0;
      for (int k = start[g]; k < start[g + 1]; k++) {
        mass += law.mass(member[k]);
        all -= Entropy.termBits(law.mass(member[k]));
      }
      all += Entropy.termBits(mass);
    }
    return Math.max(0, all);
  }
}
