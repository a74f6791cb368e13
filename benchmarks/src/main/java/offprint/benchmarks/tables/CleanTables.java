package offprint.benchmarks.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import offprint.kernels.table.Table;
import offprint.kernels.table.read.TableReader;

/**
 * Reads every file of a folder by detection alone and writes each as comma-separated text, for the
 * Pollock benchmark: {@code FILE_converted.csv}. A header is written where the file has one.
 */
public final class CleanTables {
  private CleanTables() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        clean(file, to.resolve(file.getFileName() + "_converted.csv"));
      }
    }
  }

  private static void clean(Path file, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      write(TableReader.read(in, file.getFileName().toString()), to);
    } catch (IllegalArgumentException e) {
      Files.writeString(to, Files.size(file) == 0 ? "" : "Application Error\n" + e.getMessage());
    }
  }

  private static void write(Table table, Path to) throws IOException {
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to)) {
      if (table.hasHeader()) {
        writer.writeRecord(table.names());
      }
      List<String[]> columns = table.columns().stream().map(c -> c.texts()).toList();
      for (int r = 0; r < table.rows(); r++) {
        int row = r;
        writer.writeRecord(columns.stream().map(c -> c[row]).toList());
      }
    }
  }
}
