package offprint.kernels.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeListReaderTest {
  private static EdgeList read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EdgeList read(byte[] bytes) throws IOException {
    return EdgeListReader.read(new ByteArrayInputStream(bytes), _ -> {});
  }

  private static int[] row(Graph graph, int i) {
    return java.util.stream.IntStream.range(graph.start(i), graph.start(i + 1))
        .map(graph::neighbour)
        .toArray();
  }

  @Test
  void edgesAreMergedInBothDirectionsAndLoopsCounted() throws IOException {
    EdgeList list = read("0 1\n1 0\n1 2\n0 2\n2 2\n1 2\n2 3\n3 4\n");
    assertThat(list.graph().nodes()).isEqualTo(5);
    assertThat(list.graph().edges()).isEqualTo(5);
    assertThat(list.lines()).isEqualTo(8);
    assertThat(list.loops()).isEqualTo(1);
    assertThat(list.repeated()).isEqualTo(2);
    assertThat(row(list.graph(), 2)).containsExactly(0, 1, 3);
    assertThat(list.graph().degrees()).containsExactly(2, 2, 3, 2, 1);
    assertThat(list.graph().largestDegree()).isEqualTo(3);
  }

  @Test
  void wholeNumbersAreNodesInTheirOrderWhateverTheFileSays() throws IOException {
    EdgeList list = read("10 9\n9 200\n200 3\n");
    assertThat(list.names().name(0)).isEqualTo("3");
    assertThat(list.names().name(3)).isEqualTo("200");
    assertThat(list.names().find("10")).isEqualTo(2);
    assertThat(row(list.graph(), 1)).containsExactly(2, 3);
  }

  @Test
  void otherIdsAreNodesInOrderOfAppearance() throws IOException {
    EdgeList list = read("# people\nsource,target\nNew York,Zürich\r\n\"Zürich\", Köln\n");
    assertThat(list.graph().nodes()).isEqualTo(3);
    assertThat(list.names().name(0)).isEqualTo("New York");
    assertThat(list.names().find("Köln")).isEqualTo(2);
    assertThat(list.names().find("Bonn")).isEqualTo(-1);
    assertThat(row(list.graph(), 1)).containsExactly(0, 2);
  }

  @ParameterizedTest
  @CsvSource({"' '", "','", "';'", "'\t'", "'  '", "', '", "' \t'"})
  void anyOfTheUsualSeparatorsIsUnderstood(String separator) throws IOException {
    EdgeList list = read("\uFEFFa" + separator + "b\n\nb" + separator + "c");
    assertThat(list.graph().edges()).isEqualTo(2);
    assertThat(list.names().name(0)).isEqualTo("a");
    assertThat(list.extra()).isFalse();
  }

  @Test
  void aFirstLineOfWordsBeforeNumbersIsAHeader() throws IOException {
    EdgeList list = read("person;friend\n3;1\n1;2\n2;3\n");
    assertThat(list.header()).isEqualTo("person, friend");
    assertThat(list.lines()).isEqualTo(3);
    assertThat(list.names().name(0)).isEqualTo("1");
    assertThat(row(list.graph(), 0)).containsExactly(1, 2);
    assertThat(read("ann bob\nbob eve\neve dan\n").header()).isEmpty();
    assertThat(read("ann bob\ncleo dan\ndan eve\neve cleo\n").lines()).isEqualTo(4);
    assertThat(read("7 8\n1 2\n2 3\n").header()).isEmpty();
  }

  @Test
  void weightsAreNotReadButTold() throws IOException {
    assertThat(read("a b 0.5\nb c 2\n").extra()).isTrue();
  }

  @Test
  void matrixMarketFilesLoseTheirSizeLine() throws IOException {
    String header = "%%MatrixMarket matrix coordinate pattern symmetric\n% note\n";
    assertThat(read(header + "3 3 2\n2 1\n3 1\n").graph().nodes()).isEqualTo(3);
    assertThatThrownBy(() -> read(header + "3 3 3\n2 1\n3 1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the Matrix Market header declares 3 entries: got 2 (is the file cut off?)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 1\\n\\n5\\n    | line 3: expected two node ids separated by blanks: got '5'
          a,b\\na,\\n      | line 2: expected two node ids separated by ',': got 'a,'
          a,b\\na c\\n     | line 2: expected two node ids separated by ',': got 'a c'
          a;b\\n;c\\n      | line 2: expected two node ids separated by ';': got ';c'
          # only\\n         | the edge list is empty: expected lines of two node ids, such as 'a b'
          %%MatrixMarket m\\n3 3 x\\n | line 2: expected the size line of a Matrix Market file: got '3 3 x'
          """)
  void aLineThatIsNoEdgeIsNamed(String text, String message) {
    assertThatThrownBy(() -> read(text.strip().replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void namesAreReadInTheEncodingOfTheFile() throws IOException {
    String text = "source;target\r\nK\u00F6ln;B\u00E4rn\r\nB\u00E4rn;Ulm\r\n";
    for (String encoding : List.of("UTF-8", "UTF-16", "UTF-16LE", "windows-1252")) {
      EdgeList list = read(text.getBytes(Charset.forName(encoding)));
      assertThat(list.names().find("K\u00F6ln")).as(encoding).isNotNegative();
      assertThat(list.graph().nodes()).as(encoding).isEqualTo(3);
    }
  }

  @Test
  void binaryAndDamagedArchivesAreRefused() throws IOException {
    assertThatThrownBy(() -> read(new byte[] {'a', ' ', 'b', '\n', 'c', 0, 'd'}))
        .hasMessageContaining("got binary data");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(i).append(' ').append(i * 7919 % 20_000).append('\n');
    }
    byte[] whole = gzip(lines.toString());
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
        .hasMessageContaining("the gzip archive is damaged or cut off here");
    assertThatThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 9, 9}))
        .hasMessageContaining("gzip archive is damaged");
    byte[] endless = new byte[(1 << 20) + 1];
    Arrays.fill(endless, (byte) 'x');
    assertThatThrownBy(() -> read(endless)).hasMessageContaining("shorter than 1 MB");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A million edges that exist only while they are read. */
  @Test
  void aMillionEdgesAreStreamed() throws IOException {
    long seed = 7;
    AtomicLong told = new AtomicLong();
    EdgeList list = EdgeListReader.read(new RandomEdges(1_000_000, 200_000, seed), told::set);
    assertThat(told.get()).isGreaterThan(900_000);
    assertThat(list.lines()).isEqualTo(1_000_000);
    Random same = new Random(seed);
    Set<Long> expected = new HashSet<>();
    for (int e = 0; e < 1_000_000; e++) {
      long a = same.nextInt(200_000);
      long b = same.nextInt(200_000);
      if (a != b) {
        expected.add(Math.min(a, b) << 32 | Math.max(a, b));
      }
    }
    assertThat(list.graph().edges()).isEqualTo(expected.size());
    Graph graph = list.graph();
    for (int i = 0; i < graph.nodes(); i += 997) {
      long a = Long.parseLong(list.names().name(i));
      for (int k = graph.start(i); k < graph.start(i + 1); k++) {
        long b = Long.parseLong(list.names().name(graph.neighbour(k)));
        assertThat(expected.contains(Math.min(a, b) << 32 | Math.max(a, b))).isTrue();
      }
    }
  }

  @Test
  void readingStopsWhenToldTo() {
    assertThatThrownBy(
            () ->
                EdgeListReader.read(
                    new RandomEdges(1_000_000, 1000, 1),
                    _ -> {
                      throw new CancellationException("stopped");
                    }))
        .isInstanceOf(CancellationException.class);
  }

  private static final class RandomEdges extends InputStream {
    private final Random random;
    private final int nodes;
    private int left;
    private byte[] line = {};
    private int place;

    RandomEdges(int edges, int nodes, long seed) {
      this.left = edges;
      this.nodes = nodes;
      this.random = new Random(seed);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (place == line.length) {
        if (left-- == 0) {
          left = 0;
          return -1;
        }
        line =
            (random.nextInt(nodes) + " " + random.nextInt(nodes) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        place = 0;
      }
      int count = Math.min(length, line.length - place);
      System.arraycopy(line, place, target, offset, count);
      place += count;
      return count;
    }
  }
}
