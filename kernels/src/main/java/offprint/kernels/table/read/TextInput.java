package offprint.kernels.table.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file as UTF-8, whatever its encoding: a byte-order mark tells, zero bytes at every
 * second place tell UTF-16, all else is UTF-8 or windows-1252.
 */
public final class TextInput {
  private static final int LOOK = 4096;

  private final InputStream in;
  private final @Nullable Utf8Stream utf8;
  private final String encoding;

  private TextInput(InputStream in, @Nullable Utf8Stream utf8, String encoding) {
    this.in = in;
    this.utf8 = utf8;
    this.encoding = encoding;
  }

  /**
   * A text that may be packed by gzip or, as the only file, by zip.
   *
   * @param expected what the file should be, for messages: "a table"
   * @throws IllegalArgumentException as {@link #of}
   */
  public static TextInput unpacked(InputStream file, String expected) throws IOException {
    return of(Unpacker.unpack(file), null, expected);
  }

  /**
   * @param known the encoding; null to detect it
   * @param expected what the file should be, for messages: "a table"
   * @throws IllegalArgumentException if the file is no text, naming what it is where that is known
   */
  public static TextInput of(InputStream file, @Nullable Charset known, String expected)
      throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, LOOK);
    byte[] head = in.readNBytes(LOOK);
    int mark = mark(head);
    in.unread(head, mark, head.length - mark);
    Charset charset = known != null ? known : utf16(head);
    if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
      String note = known == null ? "read as " + charset.name() : "";
      return new TextInput(new Recoder(in, charset), null, note);
    }
    refuseBinary(head, expected);
    Utf8Stream utf8 = new Utf8Stream(in);
    return new TextInput(utf8, utf8, "");
  }

  /** The text in UTF-8, without byte-order mark. */
  public InputStream stream() {
    return in;
  }

  /** "read as windows-1252"; blank for UTF-8. Complete only once all is read. */
  public String note() {
    return utf8 == null ? encoding : utf8.note();
  }

  private static int mark(byte[] head) {
    if (starts(head, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF) ? 2 : 0;
  }

  private static @Nullable Charset utf16(byte[] head) {
    if (starts(head, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (starts(head, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i & 1] += head[i] == 0 ? 1 : 0;
    }
    int pairs = head.length / 2;
    if (pairs >= 2 && zeros[1] > 0.6 * pairs && zeros[0] < 0.05 * pairs) {
      return StandardCharsets.UTF_16LE;
    }
    return pairs >= 2 && zeros[0] > 0.6 * pairs && zeros[1] < 0.05 * pairs
        ? StandardCharsets.UTF_16BE
        : null;
  }

  private static void refuseBinary(byte[] head, String expected) {
    String kind =
        starts(head, 0x89, 'P', 'N', 'G')
            ? "a PNG picture"
            : starts(head, 0xFF, 0xD8, 0xFF)
                ? "a JPEG picture"
                : starts(head, '%', 'P', 'D', 'F')
                    ? "a PDF"
                    : starts(head, 0xD0, 0xCF, 0x11, 0xE0)
                        ? "an old or protected Excel workbook (save it as .xlsx or CSV)"
                        : starts(head, 'P', 'A', 'R', '1')
                            ? "a Parquet file (save the table as CSV)"
                            : "";
    if (!kind.isEmpty()) {
      throw new IllegalArgumentException("expected %s: got %s".formatted(expected, kind));
    }
    int control = 0;
    for (byte b : head) {
      boolean separator = b == 1 || b == 0x1E || b == 0x1F;
      control += b >= 0 && b < ' ' && !separator && !Character.isWhitespace(b) ? 1 : 0;
    }
    if (control > head.length / 20) {
      throw new IllegalArgumentException("expected %s: got binary data".formatted(expected));
    }
  }

  static boolean starts(byte[] head, int... prefix) {
    if (head.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (head[i] != (byte) prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
