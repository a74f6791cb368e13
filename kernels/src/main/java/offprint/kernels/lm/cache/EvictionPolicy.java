package offprint.kernels.lm.cache;

/**
 * Decides which entries of a {@link RaggedCache} stay, from the attention that they get. One object
 * serves one text: it may remember what it saw.
 */
public interface EvictionPolicy {
  /** Keeps everything. */
  EvictionPolicy ALL =
      new EvictionPolicy() {
        @Override
        public int[] keep(int layer, int head, PromptAttention attention) {
          return attention.all();
        }
      };

  /** Queries at the end of the prompt whose attention is handed over; 0 for none. */
  default int window() {
    return 0;
  }

  /** Whether the attention summed over all queries is handed over, too. */
  default boolean totals() {
    return false;
  }

  /**
   * After the prompt: the entries of a cache head that stay.
   *
   * @return indices, ascending
   */
  int[] keep(int layer, int head, PromptAttention attention);

  /**
   * After a further token, whose entry is the last: the entry to delete.
   *
   * @param positions of the n entries, ascending
   * @param row attention of the new token to each entry, summed over the query heads that share
   *     them, [n]; empty where neither {@link #window} nor {@link #totals} asks for attention
   * @return an index; −1 for none
   */
  default int drop(int layer, int head, int[] positions, double[] row) {
    return -1;
  }

  /**
   * Between two layers of the prompt: the tokens that go on to a layer; the others have no entry in
   * it and in those above.
   *
   * @param positions of the n tokens so far
   * @param scores attention of the last {@link #window} queries in the layer below, summed over
   *     them and all heads, [n]; zeros where none is asked for
   * @return indices, ascending; all of them by default
   */
  default int[] onward(int layer, int[] positions, double[] scores) {
    return PromptAttention.first(positions.length);
  }
}
