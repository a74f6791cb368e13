package offprint.papers.maxentmechanics;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A channel as a JSON object: {@code {"energies": [-2, -3], "couplings": [2], "distances": [0.3,
 * 0.7], "activityIn": 0.1, "voltages": [0, 1]}}. Members are named as the parameters whose places
 * they take; what is left out stays as the parameter says.
 */
final class ChannelFile {
  private final JsonObject json;
  private final TreeSet<String> members = new TreeSet<>();

  private ChannelFile(JsonObject json) {
    this.json = json;
  }

  /**
   * The pore with the file's members in their places.
   *
   * @throws IllegalArgumentException naming the member that is unknown or of another type, or the
   *     rule that the channel breaks
   */
  static Pore read(String text, Pore pore) {
    JsonElement root;
    try {
      root = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("channel must be a JSON object: " + e.getMessage(), e);
    }
    if (!root.isJsonObject()) {
      throw new IllegalArgumentException("channel must be a JSON object: got " + root);
    }
    ChannelFile file = new ChannelFile(root.getAsJsonObject());
    Pore read =
        new Pore(
            file.numbers("energies", 1, IonChannel.MOST_SITES, pore.energies()),
            file.numbers("couplings", 0, IonChannel.MOST_SITES, pore.couplings()),
            file.numbers("distances", 1, IonChannel.MOST_SITES, pore.distances()),
            file.number("rate", 1e-12, 1e12, pore.rate()),
            file.number("activityIn", 1e-12, 1e6, pore.activityIn()),
            file.number("activityOut", 1e-12, 1e6, pore.activityOut()),
            file.numbers("voltages", 1, Pore.MOST_VOLTAGES, pore.voltages()),
            file.unit(pore.unit()),
            file.number("temperature", 0, 2000, pore.temperature()));
    for (String member : file.json.keySet()) {
      if (!file.members.contains(member)) {
        throw new IllegalArgumentException(
            "channel must have members of %s: got '%s'"
                .formatted(String.join(", ", file.members), member));
      }
    }
    return read;
  }

  private boolean has(String member) {
    members.add(member);
    return json.has(member);
  }

  private double number(String member, double least, double most, double otherwise) {
    return has(member) ? number(member, json.get(member), least, most) : otherwise;
  }

  private static double number(String member, JsonElement value, double least, double most) {
    boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    double number = isNumber ? value.getAsDouble() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          isNumber
              ? "%s must be in [%s, %s]: got %s".formatted(member, least, most, value)
              : "%s must be a number: got %s".formatted(member, value));
    }
    return number;
  }

  private List<Double> numbers(String member, int fewest, int most, List<Double> otherwise) {
    if (!has(member)) {
      return otherwise;
    }
    JsonElement value = json.get(member);
    int size = value.isJsonArray() ? value.getAsJsonArray().size() : -1;
    if (size < fewest || size > most) {
      throw new IllegalArgumentException(
          "%s must be a list of numbers, %d to %d: got %s".formatted(member, fewest, most, value));
    }
    List<Double> numbers = new ArrayList<>();
    value.getAsJsonArray().forEach(v -> numbers.add(number(member, v, -1e6, 1e6)));
    return numbers;
  }

  private Pore.Unit unit(Pore.Unit otherwise) {
    String name = has("unit") ? json.get("unit").toString().replace("\"", "") : otherwise.name();
    try {
      return Pore.Unit.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "unit must be \"kt\" or \"millivolt\": got " + json.get("unit"), e);
    }
  }
}
