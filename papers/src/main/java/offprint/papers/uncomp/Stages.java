package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.PromptAttention;

/**
 * Groups of successive layers that compute fewer tokens of the prompt from one group to the next.
 *
 * @param sizes layers of each group
 */
record Stages(List<Integer> sizes) {
  Stages {
    sizes = List.copyOf(sizes);
  }

  /**
   * A new group begins at layer i where e_{i−1} − e_i exceeds ε.
   *
   * @param entropies e of each layer
   */
  static Stages of(double[] entropies, double epsilon) {
    List<Integer> sizes = new ArrayList<>();
    int size = 1;
    for (int i = 1; i < entropies.length; i++) {
      if (entropies[i - 1] - entropies[i] > epsilon) {
        sizes.add(size);
        size = 0;
      }
      size++;
    }
    sizes.add(size);
    return new Stages(sizes);
  }

  /**
   * Tokens of each group for a prompt of n: from n for the first, in equal steps, to {@code keep} n
   * for the last.
   */
  int[] tokens(int prompt, double keep) {
    int groups = sizes.size();
    int least = groups == 1 ? prompt : (int) Math.ceil(keep * prompt);
    int step = groups == 1 ? 0 : (prompt - least) / (groups - 1);
    return IntStream.range(0, groups).map(s -> least + step * (groups - 1 - s)).toArray();
  }

  /** Lets the tokens through that the layer below attends to most, the last w always. */
  EvictionPolicy narrow(EvictionPolicy inner, int prompt, double keep, int window) {
    int[] ofGroup = tokens(prompt, keep);
    if (ofGroup[ofGroup.length - 1] <= window) {
      throw new IllegalArgumentException(
          "keepMin must leave more of the %d tokens than the window of %d: %s leaves %d"
              .formatted(prompt, window, keep, ofGroup[ofGroup.length - 1]));
    }
    int[] ofLayer =
        IntStream.range(0, sizes.size())
            .flatMap(g -> IntStream.generate(() -> ofGroup[g]).limit(sizes.get(g)))
            .toArray();
    return narrow(inner, ofLayer, window);
  }

  /**
   * @param tokens that each layer computes, at least the window
   */
  static EvictionPolicy narrow(EvictionPolicy inner, int[] tokens, int window) {
    return new EvictionPolicy() {
      @Override
      public int window() {
        return Math.max(window, inner.window());
      }

      @Override
      public boolean totals() {
        return inner.totals();
      }

      @Override
      public int[] keep(int layer, int head, PromptAttention attention) {
        return inner.keep(layer, head, attention);
      }

      @Override
      public int drop(int layer, int head, int[] positions, double[] row) {
        return inner.drop(layer, head, positions, row);
      }

      @Override
      public int[] onward(int layer, int[] positions, double[] scores) {
        int older = Math.max(0, positions.length - window);
        double[] others = Arrays.copyOf(scores, older);
        return Selection.withWindow(others, positions.length, tokens[layer]);
      }
    };
  }
}
