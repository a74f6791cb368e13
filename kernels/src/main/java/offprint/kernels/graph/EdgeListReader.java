package offprint.kernels.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Reads an edge list as a stream: one edge a line, two node ids separated by blanks, tab, comma or
 * semicolon, plain or gzip. Matrix Market files, lines that begin with # or %, a header line and
 * blank lines are understood; a first line of two words before lines of numbers is a header. Ids
 * are any UTF-8 text; where all are whole numbers, nodes are numbered in their order, else in order
 * of first appearance. 8 bytes an edge while reading.
 */
public final class EdgeListReader {
  private static final int MOST_EDGES = 1_000_000_000;
  private static final Set<String> FIRST = Set.of("source", "from", "src", "node1", "id1");
  private static final Set<String> SECOND = Set.of("target", "to", "dst", "node2", "id2");

  private final Lines lines;
  private final LongConsumer onLine;
  private NodeNames names = new NodeNames();
  private int[] from = new int[1 << 12];
  private int[] to = new int[1 << 12];
  private int edges;
  private long firstLine;
  private byte separator;
  private boolean extra;
  private int tokenFrom;
  private int tokenTo;

  private EdgeListReader(InputStream in, LongConsumer onLine) throws IOException {
    this.lines = new Lines(in);
    this.onLine = onLine;
  }

  /**
   * @param in plain or gzip text; the caller closes it
   * @param onLine told the line number every 65,536 lines; may throw to stop
   * @throws IllegalArgumentException naming the line that is no edge, or if there is none
   */
  public static EdgeList read(InputStream in, LongConsumer onLine) throws IOException {
    return new EdgeListReader(in, onLine).read();
  }

  private EdgeList read() throws IOException {
    boolean matrixMarket = false;
    boolean first = true;
    long declared = -1;
    while (lines.next()) {
      if ((lines.number() & 0xFFFF) == 0) {
        onLine.accept(lines.number());
      }
      int begin = lines.skipBlanks(0);
      if (begin == lines.length()) {
        continue;
      }
      byte lead = lines.at(begin);
      if (lead == '#' || lead == '%') {
        matrixMarket |= lines.text().startsWith("%%MatrixMarket");
        continue;
      }
      if (matrixMarket && declared < 0) {
        declared = declaredEntries();
        continue;
      }
      if (first) {
        separator = separator();
        first = false;
        if (isHeader()) {
          continue;
        }
      }
      if (edges == 0) {
        firstLine = lines.number();
      }
      edge();
    }
    if (edges == 0) {
      throw new IllegalArgumentException(
          "the edge list is empty: expected lines of two node ids, such as 'a b'");
    }
    if (declared >= 0 && declared != edges) {
      throw new IllegalArgumentException(
          "the Matrix Market header declares %d entries: got %d (is the file cut off?)"
              .formatted(declared, edges));
    }
    return build();
  }

  private EdgeList build() {
    String header = startsWithHeader() ? names.name(0) + ", " + names.name(1) : "";
    if (!header.isEmpty()) {
      names = names.select(IntStream.range(2, names.size()).toArray());
      edges--;
      for (int e = 0; e < edges; e++) {
        from[e] = from[e + 1] - 2;
        to[e] = to[e + 1] - 2;
      }
    }
    int[] order = names.numericOrder();
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    long loops = 0;
    for (int e = 0; e < edges; e++) {
      from[e] = order[from[e]];
      to[e] = order[to[e]];
      loops += from[e] == to[e] ? 1 : 0;
    }
    Graph graph = Graph.of(order.length, from, to, edges);
    return new EdgeList(
        graph,
        names.select(inverse),
        edges,
        loops,
        edges - loops - graph.edges(),
        extra,
        firstLine,
        header);
  }

  /** Whether the first edge joins two words, while all other ids are whole numbers. */
  private boolean startsWithHeader() {
    if (edges < 3 || from[0] == to[0] || !names.isWord(0) || !names.isWord(1)) {
      return false;
    }
    return IntStream.range(2, names.size()).noneMatch(names::isWord)
        && IntStream.range(1, edges).allMatch(e -> from[e] >= 2 && to[e] >= 2);
  }

  private void edge() {
    int next = token(0);
    int a = intern();
    next = token(next);
    int b = intern();
    extra |= lines.skipBlanks(next) < lines.length();
    if (edges == from.length) {
      if (edges >= MOST_EDGES) {
        throw new IllegalArgumentException(
            "an edge list must have at most %d lines".formatted(MOST_EDGES));
      }
      int size = (int) Math.min(MOST_EDGES, 2L * edges);
      from = Arrays.copyOf(from, size);
      to = Arrays.copyOf(to, size);
    }
    from[edges] = a;
    to[edges++] = b;
  }

  private int intern() {
    if (tokenFrom == tokenTo) {
      String by =
          switch (separator) {
            case ' ' -> "blanks";
            case '\t' -> "a tab";
            default -> "'" + (char) separator + "'";
          };
      throw lines.wrong("two node ids separated by " + by);
    }
    try {
      return names.intern(lines.bytes(), tokenFrom, tokenTo);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "line %d: expected UTF-8 text (save the file as UTF-8)".formatted(lines.number()), e);
    }
  }

  /** Finds the cell that begins at {@code place}; where the next one begins. */
  private int token(int place) {
    int i = lines.skipBlanks(place);
    byte quote = i < lines.length() ? lines.at(i) : 0;
    if (quote == '"') {
      tokenFrom = i + 1;
      tokenTo = tokenFrom;
      while (tokenTo < lines.length() && lines.at(tokenTo) != quote) {
        tokenTo++;
      }
      i = Math.min(lines.length(), tokenTo + 1);
    } else {
      tokenFrom = i;
      while (i < lines.length() && !separates(lines.at(i))) {
        i++;
      }
      tokenTo = i;
      while (tokenTo > tokenFrom && (lines.at(tokenTo - 1) == ' ')) {
        tokenTo--;
      }
    }
    while (i < lines.length() && !separates(lines.at(i))) {
      i++;
    }
    return Math.min(lines.length(), i + 1);
  }

  private boolean separates(byte b) {
    return b == separator || (separator == ' ' && b == '\t');
  }

  /** Comma, semicolon or tab, whichever the first line of edges has, else blanks. */
  private byte separator() {
    for (byte candidate : new byte[] {',', ';', '\t'}) {
      for (int i = 0; i < lines.length(); i++) {
        if (lines.at(i) == candidate) {
          return candidate;
        }
      }
    }
    return ' ';
  }

  /** A first line such as "source,target". */
  private boolean isHeader() {
    int next = token(0);
    boolean first = FIRST.contains(word());
    token(next);
    return first && SECOND.contains(word());
  }

  private String word() {
    String word = new String(lines.bytes(), tokenFrom, tokenTo - tokenFrom, StandardCharsets.UTF_8);
    return word.toLowerCase(Locale.ROOT).replaceAll("[ _]", "");
  }

  private long declaredEntries() {
    String[] cells = lines.text().strip().split("\\s+");
    try {
      return Long.parseLong(cells[cells.length - 1]);
    } catch (NumberFormatException e) {
      throw (IllegalArgumentException)
          lines.wrong("the size line of a Matrix Market file").initCause(e);
    }
  }
}
