package offprint.papers.validatedinference;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.kernels.inference.part.RandomChance;

/**
 * A posterior as a file, particles.jsonl: a line that says the model, then a line a particle with
 * its weight and what it drew.
 *
 * @param particles at least one
 */
record ParticleFile(Head head, List<Entry> particles) {
  private static final String FORMAT = "offprint-particles-1";
  private static final int MOST = 10_000;
  private static final Gson JSON = new Gson();

  /** The first line. */
  record Head(String format, String model, List<String> columns) {}

  /** Every further line; values are numbers or lists of numbers. */
  record Entry(double weight, Map<String, Object> drawn) {}

  /** The particles of a posterior; of more than 10,000, that many drawn by weight. */
  static String text(Bound bound, Posterior posterior, RandomChance chance) {
    StringBuilder text = new StringBuilder();
    text.append(JSON.toJson(new Head(FORMAT, bound.text(), bound.bindings()))).append('\n');
    boolean thinned = posterior.draws() > MOST;
    int[] chosen = thinned ? byWeight(posterior.weights(), MOST, chance) : null;
    for (int i = 0; i < Math.min(MOST, posterior.draws()); i++) {
      int d = chosen == null ? i : chosen[i];
      double weight = thinned ? 1.0 / MOST : posterior.weights()[d];
      if (weight > 0) {
        Entry entry = new Entry(weight, posterior.outcomes().get(d).drawn());
        text.append(JSON.toJson(entry)).append('\n');
      }
    }
    return text.toString();
  }

  /** Indices drawn with these probabilities, by one uniform number (systematic). */
  static int[] byWeight(double[] weights, int count, RandomChance chance) {
    int[] chosen = new int[count];
    double u = chance.coordinate(0);
    double sum = weights[0];
    int at = 0;
    for (int j = 0; j < count; j++) {
      while (at < weights.length - 1 && (j + u) / count >= sum) {
        at++;
        sum += weights[at];
      }
      chosen[j] = at;
    }
    return chosen;
  }

  /**
   * @throws IllegalArgumentException if it is no such file
   */
  static ParticleFile read(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    int number = 1;
    try {
      Head head = JSON.fromJson(lines.readLine(), Head.class);
      if (head == null || !FORMAT.equals(head.format)) {
        throw new JsonParseException("another format");
      }
      List<Entry> entries = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          Entry entry = JSON.fromJson(line, Entry.class);
          if (entry.drawn == null || !(entry.weight > 0)) {
            throw new JsonParseException("no particle");
          }
          entries.add(entry);
        }
      }
      if (entries.isEmpty()) {
        throw new JsonParseException("no particles");
      }
      return new ParticleFile(head, entries);
    } catch (JsonParseException _) {
      throw new IllegalArgumentException(
          "must be the particles.jsonl of validated-inference/fit: line %d is none of it"
              .formatted(number));
    }
  }
}
