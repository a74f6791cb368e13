package offprint.kernels.hmm;

/** No path of states has positive weight up to some row of a sequence. */
public final class NoFeasiblePath extends IllegalArgumentException {
  private final int sequence;
  private final int row;

  NoFeasiblePath(int sequence, int row) {
    super("sequence %d, row %d: no path of states is possible".formatted(sequence, row));
    this.sequence = sequence;
    this.row = row;
  }

  /** Index of the sequence, from 0. */
  public int sequence() {
    return sequence;
  }

  /** First row, from 0, that no path reaches. */
  public int row() {
    return row;
  }
}
