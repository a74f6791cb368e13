package offprint.kernels.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import offprint.kernels.table.read.TextInput;

/**
 * A whole text in any usual encoding, detected as tables are: UTF-8 and UTF-16 with or without
 * mark, windows-1252; plain or packed by gzip or zip.
 *
 * @param note what was assumed, as "read as windows-1252"; "" for UTF-8
 */
public record PlainText(String text, String note) {
  /**
   * @throws IllegalArgumentException if the input is no text, naming what it is where that is known
   */
  public static PlainText read(InputStream in) throws IOException {
    TextInput input = TextInput.unpacked(in, "text");
    String text = new String(input.stream().readAllBytes(), StandardCharsets.UTF_8);
    return new PlainText(text, input.note());
  }
}
