package offprint.papers.uncomp;

import java.util.Arrays;

/**
 * Number of entries that each cache head may hold.
 *
 * @param tokens [layers][heads]
 */
record Budgets(int[][] tokens) {

  /**
   * Budget of each of M groups of heads, from the one of highest entropy on: c for M = 1, (4/3 c,
   * 2/3 c) for M = 2, else c (5/3 − 4/3 g/(M − 1)), rounded half up.
   */
  static int[] ofGroups(int mean, int groups) {
    int[] budgets = new int[groups];
    for (int g = 0; g < groups; g++) {
      double share =
          switch (groups) {
            case 1 -> 1;
            case 2 -> g == 0 ? 4.0 / 3 : 2.0 / 3;
            default -> 5.0 / 3 - 4.0 / 3 * g / (groups - 1);
          };
      budgets[g] = (int) Math.floor(mean * share + 0.5 + 1e-9);
    }
    return budgets;
  }

  /**
   * @param groups group of each head, [layers][heads]
   * @throws IllegalArgumentException if a budget has no room for the window and one token more
   */
  static Budgets of(int[][] groups, int mean, int count, int window) {
    int[] ofGroup = ofGroups(mean, count);
    int least = Arrays.stream(ofGroup).min().orElseThrow();
    if (least < window + 1) {
      throw new IllegalArgumentException(
          "budget must leave every group the window of %d tokens and one more: %d tokens a head in %d groups give the last one %d"
              .formatted(window, mean, count, least));
    }
    int[][] tokens = new int[groups.length][];
    for (int l = 0; l < groups.length; l++) {
      tokens[l] = Arrays.stream(groups[l]).map(g -> ofGroup[g]).toArray();
    }
    return new Budgets(tokens);
  }

  int of(int layer, int head) {
    return tokens[layer][head];
  }
}
