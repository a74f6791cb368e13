package offprint.papers.koopmaninformation;

import jakarta.validation.constraints.DecimalMin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapReader;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Npy;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The recordings of a reader. */
record Data(
    @Param(
            label = "Recordings",
            help =
                "Table in order of time whose columns of numbers are the state; or NPY [runs, time,"
                    + " columns]; or a zip of frames",
            value = "example:koopman-pendulum",
            accepts = {Kind.SERIES, Kind.CLIP})
        Source data,
    @Param(
            label = "Column of runs",
            help = "Column that tells runs apart; empty: run, if there is one, else one run",
            columnOf = "data")
        String runColumn,
    @Param(
            label = "Time between rows",
            help = "Time between rows; 1 with a column of time: that column's step",
            symbol = "dt",
            value = "1")
        @DecimalMin(value = "0", inclusive = false)
        double dt) {
  private static final List<String> CLOCKS = List.of("time", "t", "zeit", "date", "datum");
  private static final int MOST_PIXELS = 4096;
  private static final int MOST_FRAMES = 10_000;

  /**
   * Recordings and the time between their rows.
   *
   * @param frames true of pictures
   */
  record Read(Recordings recordings, double dt, boolean frames) {}

  /**
   * @throws IllegalArgumentException if a cell is not a number, no column is one, or frames differ
   *     in size
   */
  Read read(Findings out) throws IOException {
    Inputs in = new Inputs(out);
    byte[] bytes = in.read("data", data, file -> file.readAllBytes());
    if (Npy.isNpy(bytes)) {
      return new Read(in.read("data", data, file -> npy(Npy.read(file.readAllBytes()))), dt, false);
    }
    if (isZip(bytes)) {
      Recordings frames = in.read("data", data, _ -> frames(bytes, out));
      if (!frames.runs().isEmpty()) {
        return new Read(frames, dt, true);
      }
    }
    TextTable table = in.table("data", data, List.of("run", runColumn));
    return in.read("data", data, _ -> table(table, out));
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  private static Recordings npy(Npy array) {
    int[] shape = array.shape();
    if (shape.length < 2 || shape.length > 3 || Arrays.stream(shape).anyMatch(s -> s == 0)) {
      throw new IllegalArgumentException(
          "the array must have shape [runs, time, columns] or [time, columns]: got "
              + array.shapeText());
    }
    int n = shape[shape.length - 1];
    int rows = shape[shape.length - 2];
    Map<String, List<double[]>> runs = new LinkedHashMap<>();
    for (int at = 0; at < array.values().length; at += n) {
      double[] row = Arrays.copyOfRange(array.values(), at, at + n);
      int number = at / n;
      for (int c = 0; c < n; c++) {
        if (!Double.isFinite(row[c])) {
          throw new IllegalArgumentException(
              "run %d, row %d, column %d: expected a number: got %s"
                  .formatted(number / rows + 1, number % rows + 1, c + 1, row[c]));
        }
      }
      runs.computeIfAbsent("" + (number / rows + 1), _ -> new ArrayList<>()).add(row);
    }
    List<String> columns = new ArrayList<>();
    for (int c = 1; c <= n; c++) {
      columns.add("column" + c);
    }
    return recordings(columns, runs);
  }

  private static Recordings recordings(List<String> columns, Map<String, List<double[]>> runs) {
    return new Recordings(
        columns,
        List.copyOf(runs.keySet()),
        runs.values().stream().map(rows -> rows.toArray(double[][]::new)).toList());
  }

  private Read table(TextTable table, Findings out) {
    int runs = runs(table);
    int clock = clock(table, runs);
    List<Integer> state = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      if (c != runs && c != clock) {
        boolean number = table.isNumeric(c) || Column.typeOf(table.cell(0, c)) == ColumnType.NUMBER;
        (number ? state : new ArrayList<Integer>()).add(c);
        if (!number) {
          left.add(table.columns().get(c));
        }
      }
    }
    if (state.isEmpty() || table.rows() == 0) {
      throw new IllegalArgumentException(
          "the table must have a column of numbers beside run and time: got "
              + Wording.list(table.columns(), 20));
    }
    if (!left.isEmpty()) {
      out.assumed(
          "data: left out, since they are not numbers: %s.".formatted(Wording.list(left, 20)));
    }
    List<double[]> columns = state.stream().map(table::numbers).toList();
    Map<String, List<double[]>> rows = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      int row = r;
      rows.computeIfAbsent(runs < 0 ? "1" : table.cell(r, runs), _ -> new ArrayList<>())
          .add(columns.stream().mapToDouble(column -> column[row]).toArray());
    }
    List<String> names = state.stream().map(table.columns()::get).toList();
    return new Read(recordings(names, rows), step(table, clock, out), false);
  }

  private int runs(TextTable table) {
    if (runColumn.isEmpty()) {
      return table.columns().stream()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .toList()
          .indexOf("run");
    }
    return Inputs.column("runColumn", table, runColumn, 0);
  }

  /** The column of times: of dates, or one so named that rises; -1 for none. */
  private static int clock(TextTable table, int runs) {
    for (int c = 0; c < table.columns().size(); c++) {
      if (c != runs
          && (table.table().column(c).type() == ColumnType.TIME
              || CLOCKS.contains(table.columns().get(c).toLowerCase(Locale.ROOT)))) {
        return c;
      }
    }
    return -1;
  }

  private double step(TextTable table, int clock, Findings out) {
    if (clock < 0) {
      return dt;
    }
    String name = table.columns().get(clock);
    double step = 1;
    if (table.isNumeric(clock) && table.rows() > 1) {
      double[] times = table.numbers(clock);
      double[] steps = new double[times.length - 1];
      Arrays.setAll(steps, i -> times[i + 1] - times[i]);
      Arrays.sort(steps);
      step = steps[steps.length / 2];
    }
    double used = dt == 1 && step > 0 ? Double.parseDouble("%.9g".formatted(step)) : dt;
    out.assumed(
        "data: column %s tells the time and is no part of the state; rows are %s apart."
            .formatted(name, Wording.number(used)));
    return used;
  }

  /**
   * Frames in order of their names, grey, averaged down to at most 4,096 pixels; none where there
   * is no picture, as in .xlsx.
   */
  private static Recordings frames(byte[] bytes, Findings out) throws IOException {
    Map<String, Bitmap> pictures = new TreeMap<>();
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|ppm|pgm|gif|bmp)")
          && pictures.size() < MOST_FRAMES) {
        out.run().progress(0, "reading " + name);
        pictures.put(
            name, BitmapReader.read(new ByteArrayInputStream(zip.readAllBytes())).bitmap());
      }
    }
    if (pictures.isEmpty()) {
      return new Recordings(List.of(), List.of(), List.of());
    }
    Bitmap first = pictures.values().iterator().next();
    int factor = 1;
    while ((first.width() / factor) * (first.height() / factor) > MOST_PIXELS) {
      factor++;
    }
    List<double[]> rows = new ArrayList<>();
    for (Map.Entry<String, Bitmap> frame : pictures.entrySet()) {
      Bitmap picture = frame.getValue();
      if (picture.width() != first.width() || picture.height() != first.height()) {
        throw new IllegalArgumentException(
            "frame %s must be %d x %d pixels as the first: got %d x %d"
                .formatted(
                    frame.getKey(),
                    first.width(),
                    first.height(),
                    picture.width(),
                    picture.height()));
      }
      rows.add(grey(picture, factor));
    }
    int wide = first.width() / factor;
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().length; i++) {
      columns.add("pixel %d %d".formatted(i / wide + 1, i % wide + 1));
    }
    out.assumed(
        "data: %d frames, read as grey of %d x %d pixels, in order of their names, as one run."
            .formatted(rows.size(), wide, first.height() / factor));
    return recordings(columns, new LinkedHashMap<>(Map.of("1", rows)));
  }

  private static double[] grey(Bitmap picture, int factor) {
    int wide = picture.width() / factor;
    int high = picture.height() / factor;
    double[] grey = new double[wide * high];
    for (int row = 0; row < high * factor; row++) {
      for (int column = 0; column < wide * factor; column++) {
        for (int c = 0; c < picture.colours(); c++) {
          grey[row / factor * wide + column / factor] +=
              picture.at(c, row, column) / (255.0 * picture.colours() * factor * factor);
        }
      }
    }
    return grey;
  }
}
