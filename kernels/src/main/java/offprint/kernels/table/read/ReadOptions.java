package offprint.kernels.table.read;

import java.nio.charset.Charset;
import offprint.kernels.table.DateOrder;
import offprint.kernels.table.DecimalMark;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file before it is read; everything else is detected.
 *
 * @param header true if the first row of the table has names, false if it has values
 * @param delimiter text between cells; a single space stands for runs of spaces
 * @param encoding of the text
 * @param decimal mark of all numbers
 * @param dates order of day and month in all dates
 * @param rows at most this many rows are read
 */
public record ReadOptions(
    @Nullable Boolean header,
    @Nullable String delimiter,
    @Nullable Charset encoding,
    @Nullable DecimalMark decimal,
    @Nullable DateOrder dates,
    int rows) {
  /** Nothing is known. */
  public static final ReadOptions DETECT =
      new ReadOptions(null, null, null, null, null, Integer.MAX_VALUE);

  public ReadOptions {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be at least 1: got " + rows);
    }
    if (delimiter != null && delimiter.isEmpty()) {
      throw new IllegalArgumentException("delimiter must not be empty: got ''");
    }
  }

  public ReadOptions withHeader(boolean known) {
    return new ReadOptions(known, delimiter, encoding, decimal, dates, rows);
  }

  public ReadOptions withDelimiter(String known) {
    return new ReadOptions(header, known, encoding, decimal, dates, rows);
  }

  public ReadOptions withEncoding(Charset known) {
    return new ReadOptions(header, delimiter, known, decimal, dates, rows);
  }

  public ReadOptions withDecimal(DecimalMark known) {
    return new ReadOptions(header, delimiter, encoding, known, dates, rows);
  }

  public ReadOptions withDates(DateOrder known) {
    return new ReadOptions(header, delimiter, encoding, decimal, known, rows);
  }

  public ReadOptions withRows(int most) {
    return new ReadOptions(header, delimiter, encoding, decimal, dates, most);
  }
}
