package offprint.kernels.table.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dialect of a text by trying: each candidate is scored by how many records have equally
 * many cells, times how many cells look like values, less for quotation marks out of place.
 */
final class DialectDetector {
  private static final String USUAL = ",;\t|";
  private static final String UNUSUAL = "~^#!&*\u0001\u001e\u001f¦§";
  private static final List<String> DOUBLED = List.of("||", "::", ";;", "~~", "^^", "##");
  private static final double SPACE_DISCOUNT = 0.8;
  private static final double UNUSUAL_DISCOUNT = 0.75;

  private final byte[] bytes;
  private final String text;
  private final boolean whole;
  private Dialect best = new Dialect(",", false, '"', false);
  private double bestScore;

  private DialectDetector(byte[] bytes, boolean whole) {
    this.bytes = bytes;
    this.text = Sample.decode(bytes);
    this.whole = whole;
  }

  /**
   * @param sample the beginning of a text
   * @param whole true if the sample is the whole text
   * @param delimiter the delimiter if it is known
   */
  static Dialect detect(byte[] sample, boolean whole, @Nullable String delimiter)
      throws IOException {
    DialectDetector detector = new DialectDetector(sample, whole);
    String known = delimiter != null ? delimiter : detector.declared();
    if (known != null) {
      boolean runs = known.equals(" ");
      detector.best = new Dialect(known, runs, '"', false);
      detector.tryQuotes(known, runs, 1);
      return detector.best;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      detector.tryQuotes(USUAL.substring(i, i + 1), false, 1);
    }
    detector.tryQuotes("  ", true, SPACE_DISCOUNT);
    detector.tryQuotes(" ", true, SPACE_DISCOUNT);
    detector.tryQuotes(" ", false, SPACE_DISCOUNT * 0.99);
    for (String delimiters : DOUBLED) {
      if (detector.alwaysDoubled(delimiters)) {
        detector.tryQuotes(delimiters, false, 1);
      }
    }
    for (int i = 0; i < UNUSUAL.length(); i++) {
      detector.tryQuotes(UNUSUAL.substring(i, i + 1), false, UNUSUAL_DISCOUNT);
    }
    return detector.best;
  }

  /** The delimiter of Excel's first line "sep=;". */
  private @Nullable String declared() {
    return text.length() > 5 && text.startsWith("sep=") && "\r\n".indexOf(text.charAt(5)) >= 0
        ? text.substring(4, 5)
        : null;
  }

  private boolean alwaysDoubled(String delimiter) {
    return text.contains(delimiter)
        && count(text, delimiter) * 2 == count(text, delimiter.substring(1));
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private void tryQuotes(String delimiter, boolean runs, double weight) throws IOException {
    if (!text.contains(delimiter)) {
      return;
    }
    List<Dialect> candidates = new ArrayList<>();
    candidates.add(new Dialect(delimiter, runs, '"', false));
    if (text.contains("\\\"")) {
      candidates.add(new Dialect(delimiter, runs, '"', true));
    }
    if (text.contains(delimiter + "'") || text.startsWith("'")) {
      candidates.add(new Dialect(delimiter, runs, '\'', false));
      if (text.contains("\\'")) {
        candidates.add(new Dialect(delimiter, runs, '\'', true));
      }
    }
    for (Dialect candidate : candidates) {
      Sample sample = Sample.of(bytes, whole, candidate);
      double score = weight * score(sample, candidate);
      if (score > bestScore + 1e-9) {
        bestScore = score;
        best = candidate;
      }
    }
  }

  private static double score(Sample sample, Dialect dialect) {
    int width = sample.width();
    if (width < 2) {
      return 0;
    }
    int rows = 0;
    int regular = 0;
    int cells = 0;
    double plausible = 0;
    int typed = 0;
    for (String[] record : sample.records()) {
      if (Sample.filled(record) == 0) {
        continue;
      }
      rows++;
      if (record.length != width) {
        continue;
      }
      regular++;
      for (String cell : record) {
        CellKind kind = CellKind.of(cell);
        cells++;
        typed += kind.typed() ? 1 : 0;
        plausible +=
            switch (kind) {
              case NUMBER, TIME, FORM -> 1;
              case BLANK, WORDS -> 0.8;
              case ODD -> quoted(cell, dialect) ? 0 : 0.2;
            };
      }
    }
    boolean spaces = dialect.delimiter().isBlank() && !dialect.delimiter().equals("\t");
    if (spaces && width == 2 && typed * 3 < cells) {
      return 0;
    }
    String[] first = sample.records().getFirst();
    boolean titled = width == 2 && first.length == 1 && CellKind.of(first[0]) == CellKind.WORDS;
    double faults = (double) sample.faulty() / sample.records().size();
    return (double) regular
        / rows
        * (plausible / cells)
        * (1 - 0.3 / width)
        * (1 - 0.3 * faults)
        * (titled ? 0.5 : 1);
  }

  /** True if a cell still wears quotation marks that the dialect should have taken off. */
  private static boolean quoted(String cell, Dialect dialect) {
    return dialect.quote() != '"' && cell.length() > 1 && cell.startsWith("\"");
  }
}
