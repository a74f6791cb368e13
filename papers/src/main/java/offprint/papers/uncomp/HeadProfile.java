package offprint.papers.uncomp;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.method.Chart;

/**
 * Effective ranks of the heads of a model.
 *
 * @param model hash of the model's config
 * @param signal states that were measured
 * @param k eigenvalues that count, in words
 * @param texts that were read
 * @param tokens of all texts
 * @param constant heads whose states never varied, "layer.head"
 * @param erank mean effective rank, [layers][heads of the signal]
 * @param votes share of texts in which the head is in the upper half of its layer, of equal shape
 */
record HeadProfile(
    String model,
    Signal signal,
    String k,
    int texts,
    int tokens,
    String[] constant,
    double[][] erank,
    double[][] votes) {

  /** The ranking of the heads. */
  enum Ranking {
    MEAN,
    VOTES
  }

  /** How query heads share the entries of a cache head. */
  enum Sharing {
    SHARED,
    REPEAT
  }

  /** Hash of everything in a config. */
  static String hash(ModelConfig config) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(config.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Cache heads of a layer. */
  static int cacheHeads(ModelConfig config, Sharing sharing) {
    return sharing == Sharing.SHARED ? config.keyHeads() : config.heads();
  }

  /**
   * @throws IllegalArgumentException if the profile is of another model
   */
  void requireModel(ModelConfig config) {
    String own = hash(config);
    if (!own.equals(model)) {
      throw new IllegalArgumentException(
          "profile must be of this model, whose config has hash %s: got one of %s"
              .formatted(own, model));
    }
    int heads = signal == Signal.QUERY ? config.heads() : config.keyHeads();
    for (double[][] table : List.of(erank, votes)) {
      if (table.length != config.layers()
          || Arrays.stream(table).anyMatch(row -> row.length != heads)) {
        throw new IllegalArgumentException(
            "profile must have %d layers of %d numbers".formatted(config.layers(), heads));
      }
    }
  }

  /**
   * Rank score of each cache head, [layers][cache heads]: the mean over the query heads that share
   * it, or the one of the key head that a query head uses.
   */
  double[][] ofCacheHeads(ModelConfig config, Sharing sharing, Ranking ranking) {
    double[][] scores = ranking == Ranking.MEAN ? erank : votes;
    int heads = cacheHeads(config, sharing);
    return Arrays.stream(scores).map(row -> spread(row, heads)).toArray(double[][]::new);
  }

  /** Averages or repeats neighbours to get {@code heads} values. */
  private static double[] spread(double[] row, int heads) {
    double[] scores = new double[heads];
    int parts = Math.max(1, row.length / heads);
    for (int h = 0; h < heads; h++) {
      for (int i = 0; i < parts; i++) {
        scores[h] += row[heads >= row.length ? h * row.length / heads : h * parts + i] / parts;
      }
    }
    return scores;
  }

  /**
   * Group of each head: ranked within its layer, ties by the lower index, and cut into M parts,
   * group 0 the highest.
   *
   * @param scores [layers][heads]
   * @throws IllegalArgumentException if there are more groups than heads
   */
  static int[][] groups(double[][] scores, int count) {
    int heads = scores[0].length;
    if (count > heads) {
      throw new IllegalArgumentException(
          "groups must be at most %d, the cache heads of a layer: got %d".formatted(heads, count));
    }
    int[][] groups = new int[scores.length][heads];
    for (int l = 0; l < scores.length; l++) {
      double[] row = scores[l];
      int[] order =
          IntStream.range(0, heads)
              .boxed()
              .sorted((a, b) -> Double.compare(row[b], row[a]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int rank = 0; rank < heads; rank++) {
        groups[l][order[rank]] = rank * count / heads;
      }
    }
    return groups;
  }

  /** Sum over the heads of each layer. */
  double[] ofLayers() {
    return Arrays.stream(erank).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
  }

  /** Text of a profile file. */
  String json() {
    return new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n";
  }

  /**
   * Reads a profile file.
   *
   * @throws IllegalArgumentException if it is no profile
   */
  static HeadProfile read(InputStream in) throws IOException {
    String fault = "it lacks fields of one";
    try {
      HeadProfile profile =
          new Gson()
              .fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8), HeadProfile.class);
      if (profile != null && profile.isComplete()) {
        return profile;
      }
    } catch (JsonParseException e) {
      fault = String.valueOf(e.getMessage());
    }
    throw new IllegalArgumentException(
        "profile must be a JSON file that uncomp/profile wrote: " + fault);
  }

  private boolean isComplete() {
    return Stream.of(model, signal, k, constant, erank, votes).allMatch(Objects::nonNull)
        && texts > 0
        && Stream.of(erank, votes).flatMap(Arrays::stream).allMatch(Objects::nonNull);
  }

  Chart heatMap() {
    Frame cells = Frame.of("head", "layer", "rank");
    for (int l = 0; l < erank.length; l++) {
      for (int h = 0; h < erank[l].length; h++) {
        cells.row(h, l, erank[l][h]);
      }
    }
    return Plot.of("Effective rank of each head's " + signal.name().toLowerCase(Locale.ROOT))
        .x("head")
        .y("layer")
        .cells(
            "effective rank, k = " + k,
            cells.numbers("head"),
            cells.numbers("layer"),
            cells.numbers("rank"))
        .chart(
            "Heads with a high effective rank look at many different things; they keep more"
                + " tokens.");
  }

  /** Warns of what weakens the profile. */
  void warn(Findings out, int headWidth) {
    if (constant.length > 0) {
      out.warning(
          "The states of these heads (layer.head) never vary, their effective rank is set to 0: "
              + String.join(", ", constant));
    }
    if (tokens < texts * headWidth) {
      out.warning(
          "The texts have %d tokens on average, fewer than the %d numbers of a head's state: the rank is limited by their length."
              .formatted(tokens / texts, headWidth));
    }
  }
}
