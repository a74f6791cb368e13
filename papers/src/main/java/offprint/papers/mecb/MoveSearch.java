package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.termBits;

/**
 * Hill climbing over partitions: move one symbol to another block (or to one of its own), or swap
 * two symbols, whenever that raises H(T) within the limit. Ends at a local optimum, or after a
 * fixed number of trials, so equal input gives equal output.
 */
final class MoveSearch {
  private static final int MOST_TRIALS = 8_000_000;
  private static final double LEAST_GAIN = 1e-12;

  private final double[] p;
  private final double limit;
  private final int[] label;
  private final double[] mass;
  private final double[] term;
  private final int[] members;
  private double entropy;
  private int trials;

  private MoveSearch(Code start, double limit) {
    this.limit = limit;
    p = start.source();
    label = start.labels();
    mass = new double[p.length];
    term = new double[p.length];
    members = new int[p.length];
    for (int x = 0; x < p.length; x++) {
      mass[label[x]] += p[x];
      members[label[x]]++;
    }
    for (int b = 0; b < p.length; b++) {
      term[b] = termBits(mass[b]);
      entropy += term[b];
    }
  }

  /** The local optimum reached from {@code start}, whose entropy is at most {@code limit} bits. */
  static Code climb(Code start, double limit) {
    if (start.symbols() < 2) {
      return start;
    }
    MoveSearch search = new MoveSearch(start, limit);
    while (search.limit - search.entropy > LEAST_GAIN
        && search.trials < MOST_TRIALS
        && (search.move() || search.swap())) {}
    Code end = Code.of(search.p, search.label);
    return end.entropyBits() <= limit ? RefinedCompression.better(start, end) : start;
  }

  /** Makes the best move; false if none helps. */
  private boolean move() {
    double best = entropy + LEAST_GAIN;
    int bestSymbol = -1;
    int bestBlock = -1;
    for (int x = 0; x < p.length && trials < MOST_TRIALS; x++) {
      int a = label[x];
      double left = entropy - term[a] + termBits(mass[a] - p[x]);
      boolean triedEmpty = members[a] == 1;
      for (int b = 0; b < p.length; b++) {
        if (b == a || (members[b] == 0 && triedEmpty)) {
          continue;
        }
        triedEmpty |= members[b] == 0;
        trials++;
        double moved = left - term[b] + termBits(mass[b] + p[x]);
        if (moved > best && moved <= limit) {
          best = moved;
          bestSymbol = x;
          bestBlock = b;
        }
      }
    }
    if (bestSymbol >= 0) {
      place(bestSymbol, bestBlock);
    }
    return bestSymbol >= 0;
  }

  /** Makes the best swap; false if none helps. */
  private boolean swap() {
    double best = entropy + LEAST_GAIN;
    int first = -1;
    int second = -1;
    for (int x = 0; x < p.length && trials < MOST_TRIALS; x++) {
      int a = label[x];
      for (int y = 0; y < x; y++) {
        int b = label[y];
        double shift = p[y] - p[x];
        if (a == b || shift == 0) {
          continue;
        }
        trials++;
        double swapped =
            entropy - term[a] - term[b] + termBits(mass[a] + shift) + termBits(mass[b] - shift);
        if (swapped > best && swapped <= limit) {
          best = swapped;
          first = x;
          second = y;
        }
      }
    }
    if (first >= 0) {
      int a = label[first];
      place(first, label[second]);
      place(second, a);
    }
    return first >= 0;
  }

  private void place(int x, int block) {
    int from = label[x];
    label[x] = block;
    members[from]--;
    members[block]++;
    mass[from] = members[from] == 0 ? 0 : mass[from] - p[x];
    mass[block] += p[x];
    entropy -= term[from] + term[block];
    term[from] = termBits(mass[from]);
    term[block] = termBits(mass[block]);
    entropy += term[from] + term[block];
  }
}
