package offprint.kernels.table;

import java.io.IOException;
import java.io.InputStream;
import offprint.kernels.table.read.TableReader;

/** Reads tables by column number. */
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
}
