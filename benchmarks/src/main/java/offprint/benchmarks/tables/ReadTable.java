package offprint.benchmarks.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.kernels.table.Column;
import offprint.kernels.table.Table;
import offprint.kernels.table.read.TableReader;

/**
 * Our side of {@code benchmarks/tables/speed.py}: reads one file and prints rows and a checksum, of
 * the numbers of all columns or of how many different texts each has.
 */
public final class ReadTable {
  private ReadTable() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    Table table;
    try (InputStream in = Files.newInputStream(file)) {
      table = TableReader.read(in, file.getFileName().toString());
    }
    double sum = 0;
    for (Column column : table.columns()) {
      sum += args[0].equals("numbers") ? sum(column.numbers()) : column.coded().values();
    }
    System.out.println(table.rows() + " " + sum);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
