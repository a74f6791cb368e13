package offprint.papers.mecb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.kernels.table.Csv;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The file that travels: a first line {@code mec-b carrier | name value | …} with the settings that
 * both sides must share (the key is not among them), then the behaviour.
 */
record Carrier(Map<String, String> header, String body) {
  private static final String MARK = "mec-b carrier";

  static Carrier read(Run run, Source source) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(
          "carrier must name a carrier.txt of mec-b/send: got nothing");
    }
    String text;
    try (InputStream in = run.open(source)) {
      text = Csv.decode(in.readAllBytes());
    }
    int end = text.indexOf('\n');
    String[] fields = (end < 0 ? text : text.substring(0, end)).strip().split(" \\| ");
    if (!fields[0].equals(MARK) || end < 0) {
      throw new IllegalArgumentException(
          "carrier, line 1 must start with '%s': it is not a file of mec-b/send".formatted(MARK));
    }
    Map<String, String> header = new LinkedHashMap<>();
    for (int f = 1; f < fields.length; f++) {
      int blank = fields[f].indexOf(' ');
      header.put(
          blank < 0 ? fields[f] : fields[f].substring(0, blank), fields[f].substring(blank + 1));
    }
    String body = text.substring(end + 1);
    return new Carrier(header, body.endsWith("\n") ? body.substring(0, body.length() - 1) : body);
  }

  void write(Run run) throws IOException {
    String first =
        header.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(" | ", MARK + " | ", "\n"));
    try (OutputStream out = run.create("carrier.txt")) {
      out.write((first + body + "\n").getBytes(StandardCharsets.UTF_8));
    }
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
