package offprint.harness;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.EdgeListReader;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapReader;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.table.Column;
import offprint.kernels.table.Csv;
import offprint.kernels.table.Table;
import offprint.kernels.table.TextTable;
import offprint.kernels.text.PlainText;
import offprint.kernels.text.TextFiles;
import offprint.method.Source;

/**
 * Opens and reads what readers bring. What had to be assumed is told to the {@link Findings}; what
 * is wrong is told with the name of the parameter that gave it.
 */
public final class Inputs {
  private static final int MOST_WARNINGS = 5;

  private final Findings out;

  /**
   * @param out is told what was assumed
   */
  public Inputs(Findings out) {
    this.out = out;
  }

  /** Reads one open input. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * Reads a source; a fault of it is told as "parameter: fault".
   *
   * @throws IllegalArgumentException if the source is empty or does not read
   */
  public <T> T read(String parameter, Source source, Reading<T> reading) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(parameter + " must name a file: got nothing");
    }
    try (InputStream in = out.run().open(source)) {
      return reading.read(in);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(parameter)
          ? e
          : new IllegalArgumentException(parameter + ": " + message, e);
    }
  }

  /**
   * A table as people have it: separated or aligned text in any dialect and usual encoding, or JSON
   * lines, plain or packed, or the first sheet of .xlsx. What was assumed and which columns look
   * silly is told.
   */
  public TextTable table(String parameter, Source source) throws IOException {
    return table(parameter, source, List.of());
  }

  /**
   * As {@link #table(String, Source)}.
   *
   * @param keys names of columns that tell or order rows and may look silly as numbers
   */
  public TextTable table(String parameter, Source source, List<String> keys) throws IOException {
    return table(parameter, source, keys, Set.of());
  }

  /**
   * As {@link #table(String, Source, List)}.
   *
   * @param sparse names of columns in which a blank cell says something, such as "label"
   */
  public TextTable table(String parameter, Source source, List<String> keys, Set<String> sparse)
      throws IOException {
    TextTable table = read(parameter, source, Csv::read);
    tell(parameter, table.table(), keys, sparse);
    return table;
  }

  private void tell(String parameter, Table table, List<String> keys, Set<String> sparse) {
    List<String> assumptions = new ArrayList<>(table.assumptions(sparse));
    for (Column column : table.columns()) {
      if (sparse.contains(column.name()) && column.missingCount() > 0) {
        assumptions.add(
            "%,d of %s have no %s"
                .formatted(
                    column.missingCount(), Wording.count(column.rows(), "row"), column.name()));
      }
    }
    if (!assumptions.isEmpty()) {
      out.assumed("%s: %s.".formatted(parameter, String.join("; ", assumptions)));
    }
    List<String> silly =
        table.columns().stream()
            .filter(column -> !keys.contains(column.name()))
            .flatMap(column -> column.warnings().stream())
            .toList();
    if (!silly.isEmpty()) {
      String more = silly.size() > MOST_WARNINGS ? "; and more" : "";
      String first = String.join("; ", silly.stream().limit(MOST_WARNINGS).toList());
      out.warning("%s: %s.".formatted(parameter, first + more));
    }
  }

  /**
   * The position of a column, from 0.
   *
   * @param parameter that names it
   * @param name "" for the one at {@code otherwise}
   * @throws IllegalArgumentException if the table has no such column; the message lists those it
   *     has
   */
  public static int column(String parameter, TextTable table, String name, int otherwise) {
    List<String> columns = table.columns();
    int at = name.isEmpty() ? otherwise : columns.indexOf(name);
    if (at < 0 || at >= columns.size()) {
      throw new IllegalArgumentException(
          "%s must be one of %s: got %s"
              .formatted(
                  parameter,
                  Wording.list(columns, 20),
                  name.isEmpty() ? "a table of " + Wording.count(columns.size(), "column") : name));
    }
    return at;
  }

  /**
   * As {@link #column(String, TextTable, String, int)}, of a column that mostly has one of some
   * names.
   *
   * @param usual names tried in this order where {@code name} is ""
   * @param otherwise negative counts from the end
   */
  public static int column(
      String parameter, TextTable table, String name, List<String> usual, int otherwise) {
    List<String> columns = table.columns();
    String wanted =
        name.isEmpty() ? usual.stream().filter(columns::contains).findFirst().orElse("") : name;
    return column(parameter, table, wanted, otherwise < 0 ? columns.size() + otherwise : otherwise);
  }

  /** Related series: a table in order of time, or NPY [time, channels]. */
  public TimeSeries series(String parameter, Source source, SeriesReader.Fill fill)
      throws IOException {
    return read(
        parameter,
        source,
        in ->
            SeriesReader.read(
                in,
                fill,
                table -> tell(parameter, table, List.of(), Set.of()),
                left -> out.assumed("%s: %s.".formatted(parameter, left))));
  }

  /** Nodes and edges: two ids a line, CSV or Matrix Market, plain or gzip. */
  public EdgeList graph(String parameter, Source source) throws IOException {
    EdgeList list =
        read(
            parameter,
            source,
            in -> EdgeListReader.read(in, line -> out.run().progress(0, "reading line " + line)));
    if (!list.header().isEmpty()) {
      out.warning(
          "The first line of %s, \"%s\", was taken for a header: all other ids are numbers."
              .formatted(parameter, list.header()));
    }
    if (list.loops() + list.repeated() > 0) {
      out.assumed(
          "%s and %s were merged away; edges count in both directions."
              .formatted(
                  Wording.count(list.repeated(), "repeated edge"),
                  Wording.count(list.loops(), "self-loop")));
    }
    if (list.extra()) {
      out.assumed("Cells after the two ids were not read: edges have no weights.");
    }
    return list;
  }

  /** One picture: PNG, JPEG, GIF, BMP, PPM or PGM. */
  public Bitmap picture(String parameter, Source source) throws IOException {
    BitmapReader.Decoded decoded = read(parameter, source, BitmapReader::read);
    decoded.notices().forEach(out::assumed);
    return decoded.bitmap();
  }

  /** A whole text in any usual encoding. */
  public String text(String parameter, Source source) throws IOException {
    return text(parameter, source, text -> text);
  }

  /** As {@link #text(String, Source)}, parsed; a fault of it is told as "parameter: fault". */
  public <T> T text(String parameter, Source source, Function<String, T> parsing)
      throws IOException {
    return read(
        parameter,
        source,
        in -> {
          PlainText plain = PlainText.read(in);
          if (!plain.note().isEmpty()) {
            out.assumed("%s: %s.".formatted(parameter, plain.note()));
          }
          return parsing.apply(plain.text());
        });
  }

  /**
   * Texts out of a file, a folder or the column of a table.
   *
   * @param field column of JSON lines and tables; "" for their first one
   */
  public List<TextFiles.Named> texts(String parameter, Source source, String field)
      throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(parameter + " must name a file or folder: got nothing");
    }
    return TextFiles.read(
        out.run().local(source), field, note -> out.assumed("%s: %s.".formatted(parameter, note)));
  }

  /** A model that {@code method} wrote; another method's is refused by name. */
  public ModelFile model(String parameter, Source source, String method) throws IOException {
    return read(parameter, source, in -> ModelFile.read(in, parameter, method));
  }
}
