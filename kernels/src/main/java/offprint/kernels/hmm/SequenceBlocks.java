package offprint.kernels.hmm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Sequences in blocks of neighbours, which are worked on in parallel. What the blocks gather is
 * added up in their order, and blocks do not depend on the number of threads: nor do sums.
 */
final class SequenceBlocks {
  private static final int MOST = 64;
  private static final int FEWEST_ROWS = 512;

  private final int[] start;

  private SequenceBlocks(int[] start) {
    this.start = start;
  }

  /** Blocks of about equally many rows, and not too few of them. */
  static SequenceBlocks of(List<Sequence> sequences) {
    long all = sequences.stream().mapToLong(Sequence::rows).sum();
    long least = Math.max(FEWEST_ROWS, all / MOST);
    List<Integer> start = new ArrayList<>(List.of(0));
    long rows = 0;
    for (int s = 0; s < sequences.size(); s++) {
      rows += sequences.get(s).rows();
      if (rows >= least || s == sequences.size() - 1) {
        start.add(s + 1);
        rows = 0;
      }
    }
    return new SequenceBlocks(start.stream().mapToInt(Integer::intValue).toArray());
  }

  int count() {
    return start.length - 1;
  }

  /** What works through one block. */
  interface Gatherer {
    void sequence(int index);
  }

  /** One gatherer a block, each shown its block's sequences in order; in order of the blocks. */
  <G extends Gatherer> List<G> gather(Supplier<G> gatherer) {
    return IntStream.range(0, count())
        .parallel()
        .mapToObj(
            block -> {
              G one = gatherer.get();
              for (int s = start[block]; s < start[block + 1]; s++) {
                one.sequence(s);
              }
              return one;
            })
        .toList();
  }
}
