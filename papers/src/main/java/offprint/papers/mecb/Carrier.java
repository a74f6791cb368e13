package offprint.papers.mecb;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.harness.Findings;

/**
 * The carrier file: a first line {@code mec-b carrier | name value | …} with the settings that both
 * sides must share (the key is not among them), then the behaviour.
 */
record Carrier(Map<String, String> header, String body) {
  private static final String MARK = "mec-b carrier";

  static Carrier parse(String text) {
    String[] parts = text.split("\n", 2);
    String[] fields = parts[0].strip().split(" \\| ");
    if (!fields[0].equals(MARK) || parts.length < 2) {
      throw new IllegalArgumentException(
          "carrier, line 1 must start with '%s': it is not a file of mec-b/send".formatted(MARK));
    }
    Map<String, String> header = new LinkedHashMap<>();
    for (int f = 1; f < fields.length; f++) {
      String[] entry = fields[f].split(" ", 2);
      header.put(entry[0], entry[entry.length - 1]);
    }
    return new Carrier(header, parts[1].replaceFirst("\n$", ""));
  }

  void write(Findings out) throws IOException {
    String first =
        header.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(" | ", MARK + " | ", "\n"));
    out.file("carrier.txt", first + body + "\n");
  }

  /**
   * @throws IllegalArgumentException naming the first setting that differs
   */
  void require(Map<String, String> expected) {
    expected.forEach(
        (name, value) -> {
          String sent = header.getOrDefault(name, "nothing");
          if (!sent.equals(value)) {
            throw new IllegalArgumentException(
                "%s must be as in the carrier, %s: got %s".formatted(name, sent, value));
          }
        });
  }
}
