package offprint.papers.fimmjp;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import offprint.harness.Findings;
import offprint.harness.Wording;

/**
 * Paths as lines of digits, one reading a digit, plain or gzip; a first line such as {@code
 * interval 0.025} may say how far readings are apart.
 *
 * @param lines empty if the file is something else
 * @param interval between readings; 0 if the file does not say
 */
record DigitPaths(List<String> lines, double interval) {
  private static final String INTERVAL = "interval ";

  static DigitPaths read(InputStream in) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(in);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                gzip ? new GZIPInputStream(bytes) : bytes, StandardCharsets.ISO_8859_1));
    List<String> lines = new ArrayList<>();
    double interval = 0;
    boolean first = true;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String text = line.strip();
      if (first && text.matches(INTERVAL + "[0-9.eE-]+")) {
        interval = Double.parseDouble(text.substring(INTERVAL.length()));
      } else if (!text.isEmpty()) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
          return new DigitPaths(List.of(), 0);
        }
        lines.add(text);
      }
      first = false;
    }
    boolean paths = lines.stream().anyMatch(line -> line.length() > 1);
    return new DigitPaths(paths ? lines : List.of(), interval);
  }

  Observed observed(Readings parameters, Findings out) {
    TreeSet<String> found = new TreeSet<>();
    lines.forEach(line -> line.chars().forEach(c -> found.add(Character.toString(c))));
    List<String> labels = parameters.states().isEmpty() ? List.copyOf(found) : parameters.states();
    found.removeAll(labels);
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          "data: a reading must be one of the states %s: got %s"
              .formatted(Wording.list(labels), found.first()));
    }
    double step = parameters.step(interval > 0 ? interval : 1);
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    double[] grid = IntStream.range(0, longest).mapToDouble(i -> i * step).toArray();
    int[] number = new int[128];
    for (int i = 0; i < labels.size(); i++) {
      number[labels.get(i).charAt(0)] = i;
    }
    out.assumed(
        "Each line is a path of digits, readings %s apart.".formatted(Wording.number(step)));
    Observed.Collector collector = new Observed.Collector();
    for (String line : lines) {
      int[] path = line.chars().map(c -> number[c]).toArray();
      collector.add(path, line.length() == longest ? grid : Arrays.copyOf(grid, path.length));
    }
    return collector.observed(labels, parameters.window(), parameters.paths(), out);
  }
}
