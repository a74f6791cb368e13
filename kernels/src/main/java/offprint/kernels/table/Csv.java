package offprint.kernels.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import offprint.kernels.table.read.TableReader;

/** Reads tables by column number, and texts in UTF-8. */
public final class Csv {
  private Csv() {}

  /**
   * A table as {@link TableReader} reads it.
   *
   * @throws IllegalArgumentException if the input is empty or no table, in one sentence
   */
  public static TextTable read(InputStream in) throws IOException {
    return new TextTable(TableReader.read(in, ""));
  }

  /**
   * UTF-8 text of {@code bytes}, without byte-order mark.
   *
   * @throws IllegalArgumentException naming the row of the first byte that is not UTF-8, or what
   *     the file is instead
   */
  public static String decode(byte[] bytes) {
    StringWriter text = new StringWriter(bytes.length);
    try (Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes))) {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
    return text.toString();
  }
}
