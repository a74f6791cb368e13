package offprint.kernels.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.kernels.table.read.TableReader;

/** Texts with names, out of a file or a folder. */
public final class TextFiles {
  private TextFiles() {}

  /** A text and where it is from, for messages and tables. */
  public record Named(String name, String text) {}

  /**
   * A folder gives the text of each file whose name ends in .txt or .md, by name; JSON lines
   * (.jsonl) and tables (.csv, .tsv) the cells of one column; any other file is one text, packed by
   * gzip or not.
   *
   * @param field column of JSON lines and tables; "" for their first one
   * @return at least one text; blank ones are left out
   * @throws IllegalArgumentException if there is none, if a file is not UTF-8, or if there is no
   *     such column
   */
  public static List<Named> read(Path path, String field) throws IOException {
    List<Named> texts = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.filter(TextFiles::isText).sorted().toList()) {
          texts.add(new Named(name(file), Csv.decode(Files.readAllBytes(file))));
        }
      }
    } else if (name(path).toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|csv|tsv)")) {
      column(path, field, texts);
    } else {
      texts.add(new Named(name(path), Csv.decode(unpacked(Files.readAllBytes(path)))));
    }
    texts.removeIf(text -> text.text().isBlank());
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("texts: %s holds no text".formatted(name(path)));
    }
    return texts;
  }

  /** The content of a gzip file, or the bytes themselves. */
  private static byte[] unpacked(byte[] bytes) throws IOException {
    boolean packed = bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    if (!packed) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static boolean isText(Path file) {
    return name(file).toLowerCase(Locale.ROOT).matches(".*\\.(txt|md)");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void column(Path path, String field, List<Named> texts) throws IOException {
    TextTable table;
    try (InputStream in = Files.newInputStream(path)) {
      table = new TextTable(TableReader.read(in, name(path)));
    }
    int column = field.isEmpty() ? 0 : table.column(field);
    for (int row = 0; row < table.rows(); row++) {
      texts.add(new Named("row " + table.line(row), table.cell(row, column)));
    }
  }
}
