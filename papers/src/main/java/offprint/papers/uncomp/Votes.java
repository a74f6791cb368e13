package offprint.papers.uncomp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import offprint.kernels.table.TextTable;

/**
 * Votes of a run: for each head in how many texts it was in the upper half of its layer, in both
 * halves of the texts.
 *
 * @param set name
 * @param first share of votes in the first half of the texts, [layers][heads]
 * @param second in the second half
 * @param all in both
 * @param texts in both
 */
record Votes(String set, double[][] first, double[][] second, double[][] all, int texts) {

  private record Head(double votesA, double textsA, double votesB, double textsB) {}

  /**
   * Reads columns set, layer, head, votes_a, n_a, votes_b, n_b.
   *
   * @throws IllegalArgumentException if a column is missing, a number is impossible, or a head is
   *     missing or given twice
   */
  static List<Votes> read(TextTable table) {
    String[] sets = table.text(table.column("set"));
    double[][] columns =
        List.of("layer", "head", "votes_a", "n_a", "votes_b", "n_b").stream()
            .map(name -> table.numbers(table.column(name)))
            .toArray(double[][]::new);
    Map<String, TreeMap<Integer, TreeMap<Integer, Head>>> bySet = new LinkedHashMap<>();
    for (int r = 0; r < sets.length; r++) {
      Head head = new Head(columns[2][r], columns[3][r], columns[4][r], columns[5][r]);
      boolean possible =
          head.votesA >= 0
              && head.votesA <= head.textsA
              && head.votesB >= 0
              && head.votesB <= head.textsB
              && head.textsA > 0
              && head.textsB > 0;
      if (!possible) {
        throw new IllegalArgumentException(
            "line %d: votes must be 0 to the number of texts, which is above 0: got %s of %s and %s of %s"
                .formatted(table.line(r), head.votesA, head.textsA, head.votesB, head.textsB));
      }
      TreeMap<Integer, Head> layer =
          bySet
              .computeIfAbsent(sets[r], _ -> new TreeMap<>())
              .computeIfAbsent((int) columns[0][r], _ -> new TreeMap<>());
      if (layer.put((int) columns[1][r], head) != null) {
        throw new IllegalArgumentException(
            "line %d: set %s has layer %.0f, head %.0f twice"
                .formatted(table.line(r), sets[r], columns[0][r], columns[1][r]));
      }
    }
    return bySet.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static Votes of(String set, TreeMap<Integer, TreeMap<Integer, Head>> layers) {
    int heads = layers.firstEntry().getValue().size();
    layers.forEach(
        (layer, row) -> {
          if (row.size() != heads || heads < 2) {
            throw new IllegalArgumentException(
                "set %s must have equally many heads in each layer, at least 2: layer %d has %d, the first %d"
                    .formatted(set, layer, row.size(), heads));
          }
        });
    Head any = layers.firstEntry().getValue().firstEntry().getValue();
    return new Votes(
        set,
        shares(layers, h -> h.votesA / h.textsA),
        shares(layers, h -> h.votesB / h.textsB),
        shares(layers, h -> (h.votesA + h.votesB) / (h.textsA + h.textsB)),
        (int) (any.textsA + any.textsB));
  }

  private static double[][] shares(
      TreeMap<Integer, TreeMap<Integer, Head>> layers, ToDoubleFunction<Head> share) {
    return layers.values().stream()
        .map(row -> row.values().stream().mapToDouble(share).toArray())
        .toArray(double[][]::new);
  }

  int layers() {
    return all.length;
  }

  int heads() {
    return all[0].length;
  }

  /** Group 0 (upper half) or 1 of each head by all votes. */
  int[][] groups() {
    return HeadProfile.groups(all, 2);
  }

  /** Share of single votes that say what the head's group says. */
  double agreement() {
    int[][] groups = groups();
    double sum = 0;
    for (int l = 0; l < layers(); l++) {
      for (int h = 0; h < heads(); h++) {
        sum += groups[l][h] == 0 ? all[l][h] : 1 - all[l][h];
      }
    }
    return sum / (layers() * heads());
  }

  /** Share of heads in the same group by either half of the texts. */
  double sameInBothHalves() {
    return same(HeadProfile.groups(first, 2), HeadProfile.groups(second, 2));
  }

  /** True for two runs of one model: the name before the slash, and the shape, are equal. */
  boolean isComparable(Votes other) {
    String model = set.split("/", -1)[0];
    return model.equals(other.set.split("/", -1)[0])
        && other.layers() == layers()
        && other.heads() == heads();
  }

  /** Share of heads in the same group here and in another run of the model. */
  double sameAs(Votes other) {
    return same(groups(), other.groups());
  }

  private static double same(int[][] a, int[][] b) {
    int same = 0;
    for (int l = 0; l < a.length; l++) {
      for (int h = 0; h < a[l].length; h++) {
        same += a[l][h] == b[l][h] ? 1 : 0;
      }
    }
    return (double) same / (a.length * a[0].length);
  }

  /** Share of runs of {@code size} neighbouring heads that are in one group. */
  double alike(int size) {
    int alike = 0;
    int[][] groups = groups();
    for (int[] layer : groups) {
      for (int from = 0; from + size <= layer.length; from += size) {
        int first = layer[from];
        alike += Arrays.stream(layer, from, from + size).allMatch(g -> g == first) ? 1 : 0;
      }
    }
    return (double) alike / (layers() * (heads() / size));
  }

  /** The same where the upper half of the heads is drawn at random. */
  static double alikeByChance(int heads, int size) {
    double upper = 1;
    double lower = 1;
    int half = heads - heads / 2;
    for (int i = 0; i < size; i++) {
      upper *= Math.max(0, half - i) / (double) (heads - i);
      lower *= Math.max(0, heads / 2 - i) / (double) (heads - i);
    }
    return upper + lower;
  }
}
