package offprint.server.paper;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import offprint.server.prose.Prose;

/**
 * A paper's identicon: seven by seven dots, mirrored. Its colour is that of the paper's first
 * keyword, so that papers of a topic look alike.
 *
 * @param number number of a colour
 * @param dots a bit for each dot of the left four columns, row by row: whether it is large
 */
public record Identicon(int number, long dots) {
  private static final List<String> INKS =
      List.of("#17615b", "#2d4f7c", "#7a3b52", "#6b5a17", "#4b3f7a");
  static final int SIZE = 7;

  static Identicon of(PaperView paper) {
    String topic =
        paper.keywords().isEmpty()
            ? paper.url()
            : NameFolding.topic(Prose.plain(paper.keywords().getFirst()));
    return new Identicon((int) (hash(topic) % INKS.size()), hash(paper.url()));
  }

  boolean isLarge(int row, int column) {
    return ((dots >> (row * 4 + Math.min(column, SIZE - 1 - column))) & 1) == 1;
  }

  /** Path of the small dots, as strokes of no length in a square of 14. */
  public String small() {
    return path(false);
  }

  /** The same of the large ones. */
  public String large() {
    return path(true);
  }

  private String path(boolean large) {
    StringBuilder path = new StringBuilder();
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        if (isLarge(row, column) == large) {
          path.append('M').append(2 * column + 1).append(' ').append(2 * row + 1).append("h0");
        }
      }
    }
    return path.toString();
  }

  private static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** Class of its colour on pages: ink0 to ink4. */
  public String ink() {
    return "ink" + number;
  }

  /** Its colour on white. */
  String color() {
    return INKS.get(number);
  }
}
