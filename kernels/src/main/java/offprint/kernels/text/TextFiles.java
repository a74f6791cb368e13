package offprint.kernels.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offprint.kernels.table.TextTable;
import offprint.kernels.table.read.TableReader;

/** Texts with names, out of a file or a folder. */
public final class TextFiles {
  private TextFiles() {}

  /** A text and where it is from, for messages and tables. */
  public record Named(String name, String text) {}

  /**
   * A folder gives the text of each file whose name ends in .txt or .md, by name; JSON lines
   * (.jsonl) and tables (.csv, .tsv) the cells of one column; any other file is one {@link
   * PlainText}.
   *
   * @param field column of JSON lines and tables; "" for their first one
   * @param onNote told what was assumed: "letter.txt read as windows-1252"
   * @return at least one text; blank ones are left out
   * @throws IllegalArgumentException if there is none, if a file is no text, or if there is no such
   *     column
   */
  public static List<Named> read(Path path, String field, Consumer<String> onNote)
      throws IOException {
    List<Named> texts = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.filter(TextFiles::isText).sorted().toList()) {
          texts.add(plain(file, onNote));
        }
      }
    } else if (name(path).toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|csv|tsv)")) {
      column(path, field, texts, onNote);
    } else {
      texts.add(plain(path, onNote));
    }
    texts.removeIf(text -> text.text().isBlank());
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("texts: %s holds no text".formatted(name(path)));
    }
    return texts;
  }

  private static Named plain(Path file, Consumer<String> onNote) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      PlainText plain = PlainText.read(in);
      if (!plain.note().isEmpty()) {
        onNote.accept("%s %s".formatted(name(file), plain.note()));
      }
      return new Named(name(file), plain.text());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name(file), e.getMessage()), e);
    }
  }

  private static boolean isText(Path file) {
    return name(file).toLowerCase(Locale.ROOT).matches(".*\\.(txt|md)");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void column(Path path, String field, List<Named> texts, Consumer<String> onNote)
      throws IOException {
    TextTable table;
    try (InputStream in = Files.newInputStream(path)) {
      table = new TextTable(TableReader.read(in, name(path)));
    }
    if (!table.table().assumptions().isEmpty()) {
      onNote.accept("%s: %s".formatted(name(path), String.join("; ", table.table().assumptions())));
    }
    int column = field.isEmpty() ? 0 : table.column(field);
    for (int row = 0; row < table.rows(); row++) {
      texts.add(new Named("row " + table.line(row), table.cell(row, column)));
    }
  }
}
