package offprint.papers.maxentmechanics;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import offprint.kernels.table.Csv;
import offprint.method.Run;

/**
 * A channel as a JSON object: {@code {"energies": [-2, -3], "couplings": [2], "distances": [0.3,
 * 0.7], "activityIn": 0.1, "voltages": [0, 1]}}. Members are named as the parameters whose places
 * they take; what is left out stays as the parameter says.
 */
final class ChannelFile {
  private static final Set<String> MEMBERS =
      new TreeSet<>(
          Set.of(
              "energies",
              "couplings",
              "distances",
              "rate",
              "activityIn",
              "activityOut",
              "voltages",
              "unit",
              "temperature"));

  private final JsonObject json;

  private ChannelFile(JsonObject json) {
    this.json = json;
  }

  /**
   * The parameters with the file's members in their places.
   *
   * @throws IllegalArgumentException naming the member that is unknown or of another type, or the
   *     rule that the channel breaks
   */
  static Channel.Params read(Run run, Channel.Params params) throws IOException {
    String text;
    try (InputStream in = run.open(params.channel())) {
      text = Csv.decode(in.readAllBytes());
    }
    ChannelFile file = new ChannelFile(object(text));
    return new Channel.Params(
        params.channel(),
        file.numbers("energies", 1, IonChannel.MOST_SITES, params.energies()),
        file.numbers("couplings", 0, IonChannel.MOST_SITES, params.couplings()),
        file.numbers("distances", 1, IonChannel.MOST_SITES, params.distances()),
        file.number("rate", 1e-12, 1e12, params.rate()),
        file.number("activityIn", 1e-12, 1e6, params.activityIn()),
        file.number("activityOut", 1e-12, 1e6, params.activityOut()),
        file.numbers("voltages", 1, 200, params.voltages()),
        file.unit(params.unit()),
        file.number("temperature", 0, 2000, params.temperature()),
        params.jumps());
  }

  private static JsonObject object(String text) {
    JsonElement root;
    try {
      root = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("channel must be a JSON object: " + e.getMessage(), e);
    }
    if (!root.isJsonObject()) {
      throw new IllegalArgumentException(
          "channel must be a JSON object with members of %s".formatted(String.join(", ", MEMBERS)));
    }
    for (String member : root.getAsJsonObject().keySet()) {
      if (!MEMBERS.contains(member)) {
        throw new IllegalArgumentException(
            "channel must have members of %s: got '%s'"
                .formatted(String.join(", ", MEMBERS), member));
      }
    }
    return root.getAsJsonObject();
  }

  private double number(String member, double least, double most, double otherwise) {
    return json.has(member) ? number(member, json.get(member), least, most) : otherwise;
  }

  private static double number(String member, JsonElement value, double least, double most) {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw new IllegalArgumentException(
          "channel: %s must be a number: got %s".formatted(member, value));
    }
    double number = value.getAsDouble();
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "channel: %s must be in [%s, %s]: got %s".formatted(member, least, most, value));
    }
    return number;
  }

  private List<Double> numbers(String member, int fewest, int most, List<Double> otherwise) {
    if (!json.has(member)) {
      return otherwise;
    }
    if (!json.get(member).isJsonArray()) {
      throw new IllegalArgumentException(
          "channel: %s must be a list of numbers: got %s".formatted(member, json.get(member)));
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonElement value : json.get(member).getAsJsonArray()) {
      numbers.add(number(member, value, -1e6, 1e6));
    }
    if (numbers.size() < fewest || numbers.size() > most) {
      throw new IllegalArgumentException(
          "channel: %s must have %d to %d numbers: got %d"
              .formatted(member, fewest, most, numbers.size()));
    }
    return numbers;
  }

  private Channel.Unit unit(Channel.Unit otherwise) {
    if (!json.has("unit")) {
      return otherwise;
    }
    return switch (json.get("unit").toString().toLowerCase(Locale.ROOT)) {
      case "\"kt\"" -> Channel.Unit.KT;
      case "\"millivolt\"" -> Channel.Unit.MILLIVOLT;
      default ->
          throw new IllegalArgumentException(
              "channel: unit must be \"kt\" or \"millivolt\": got " + json.get("unit"));
    };
  }
}
