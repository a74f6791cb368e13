package offprint.kernels.table.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.DateOrder;
import offprint.kernels.table.DecimalMark;
import offprint.kernels.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them. */
class TableReaderTest {
  @Test
  void usualFileNeedsNoAssumption() throws IOException {
    Table table = read("time,load,note\n2024-01-01,1.5,a\n2024-01-02,-2e3,\"b, c\"\n");
    assertThat(table.names()).containsExactly("time", "load", "note");
    assertThat(table.columns().stream().map(Column::type))
        .containsExactly(ColumnType.TIME, ColumnType.NUMBER, ColumnType.TEXT);
    assertThat(table.column("load").numbers()).containsExactly(1.5, -2000);
    assertThat(table.column("note").texts()).containsExactly("a", "b, c");
    assertThat(table.lineOf(1)).isEqualTo(3);
    assertThat(table.assumptions()).isEmpty();
  }

  @Test
  void germanSpreadsheet() throws IOException {
    Table table =
        read("Datum;Preis;Menge\n31.12.2023;1.234,50;7\n01.02.2024;12,5;1.000\n02.02.2024;;9\n");
    assertThat(instants(table.column("Datum")))
        .containsExactly("2023-12-31T00:00:00Z", "2024-02-01T00:00:00Z", "2024-02-02T00:00:00Z");
    assertThat(table.column("Preis").numbers()).containsExactly(1234.5, 12.5, Double.NaN);
    assertThat(table.column("Menge").numbers()).containsExactly(7, 1000, 9);
    assertThat(table.assumptions())
        .containsExactly(
            "semicolon between columns",
            "decimal comma",
            "column 'Menge': '1.000' read as 1000",
            "dates day.month.year",
            "1 blank cell");
  }

  @Test
  void americanDatesAndThousands() throws IOException {
    Table table =
        read("date,sales\n1/31/2024 2:05 PM,\"$1,234.50\"\n2/1/2024 12:00 AM,\"$2,000.00\"\n");
    assertThat(instants(table.column(0)))
        .containsExactly("2024-01-31T14:05:00Z", "2024-02-01T00:00:00Z");
    assertThat(table.column("sales").numbers()).containsExactly(1234.5, 2000);
    assertThat(table.assumptions())
        .containsExactly("currency signs dropped", "dates month/day/year");
  }

  @Test
  void britishDatesAreToldByOneLateRow() throws IOException {
    StringBuilder text = new StringBuilder("day,x\n");
    for (int i = 0; i < 30_000; i++) {
      text.append("%02d/%02d/2024,%d.5\n".formatted(i % 12 + 1, i / 12 % 12 + 1, i));
    }
    Table table = read(text + "13/01/2024,1.5\n");
    assertThat(table.column("day").millis()[1])
        .isEqualTo(Instant.parse("2024-01-02T00:00:00Z").toEpochMilli());
    assertThat(table.assumptions()).containsExactly("dates day/month/year");
  }

  @Test
  void undecidableDatesAreRefusedByName() throws IOException {
    String text = "when,x\n01/02/2024,1\n02/02/2024,2\n";
    Table table = read(text);
    assertThat(table.column("when").orderUndecided()).isTrue();
    assertThatThrownBy(() -> table.column("when").millis())
        .hasMessage(
            "column 'when': day and month cannot be told apart, since no date has a part above 12:"
                + " got '01/02/2024' (name the date order, or write dates as 2024-03-31)");
    Table told = read(text, ReadOptions.DETECT.withDates(DateOrder.DAY_FIRST));
    assertThat(instants(told.column("when")))
        .containsExactly("2024-02-01T00:00:00Z", "2024-02-02T00:00:00Z");
    assertThatThrownBy(() -> read("when,x\n13/02/2024,1\n02/14/2024,2\n").column(0).millis())
        .hasMessage(
            "column 'when': dates must all be day/month or all month/day:"
                + " got '13/02/2024' and '02/14/2024'");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, true",
    "UTF-16LE, false",
    "UTF-16BE, true",
    "UTF-16BE, false",
    "UTF-8, true",
    "UTF-8, false",
    "windows-1252, false"
  })
  void encodings(String encoding, boolean mark) throws IOException {
    String text = "Größe\tName\r\n1\tJürgen\r\n2\tÄnne\r\n";
    byte[] bytes = ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(encoding));
    Table table = TableReader.read(new ByteArrayInputStream(bytes), "a.txt");
    assertThat(table.names()).containsExactly("Größe", "Name");
    assertThat(table.column("Name").texts()).containsExactly("Jürgen", "Änne");
    assertThat(table.assumptions())
        .contains("tab between columns")
        .hasSize(encoding.equals("UTF-8") ? 1 : 2);
  }

  @Test
  void preambleAndRemarksBelowAreNoRows() throws IOException {
    Table table =
        read(
            "Report of the office\nAll values in kW\n\nday;load;wind\n1.1.2024;1,5;2\n"
                + "2.1.2024;2,5;3\n\nSource: the office\n");
    assertThat(table.names()).containsExactly("day", "load", "wind");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.lineOf(0)).isEqualTo(5);
    assertThat(table.assumptions())
        .contains("first 3 rows skipped: no table", "rows from 8 on skipped: below the table");
  }

  @Test
  void preambleOfASpreadsheetIsPadded() throws IOException {
    Table table = read("Title,,\n,,\nday,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n,,\n");
    assertThat(table.names()).containsExactly("day", "a", "b");
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void columnsWithoutHeaderAreNumbered() throws IOException {
    Table table = read("1,2\n3,4\n");
    assertThat(table.names()).containsExactly("column1", "column2");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.assumptions()).containsExactly("no header: columns named column1 to column2");
    assertThat(read("1,2\n3,4\n", ReadOptions.DETECT.withHeader(true)).names())
        .containsExactly("1", "2");
  }

  @Test
  void yearsAcrossAreNames() throws IOException {
    assertThat(read("Land,2019,2020\nA,1,2\nB,3,4\n").names())
        .containsExactly("Land", "2019", "2020");
  }

  @Test
  void headerRowsAreJoined() throws IOException {
    Table table = read("load,,wind\nmin,max,mean\n1,2,3\n4,5,6\n7,8,9\n");
    assertThat(table.names()).containsExactly("load min", "load max", "wind mean");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.assumptions()).containsExactly("2 header rows joined");
  }

  @Test
  void namesAreMadeDifferent() throws IOException {
    Table table = read("x,x,,y\n1,2,3,4\n5,6,7,8\n");
    assertThat(table.names()).containsExactly("x", "x (2)", "column3", "y");
    assertThat(table.assumptions())
        .containsExactly(
            "column 'x' twice: one renamed 'x (2)'", "column 3 has no name: named 'column3'");
  }

  @Test
  void oneRowAndHeaderOnly() throws IOException {
    assertThat(read("a,b\n1,2\n").rows()).isEqualTo(1);
    Table none = read("a,b\n");
    assertThat(none.names()).containsExactly("a", "b");
    assertThat(none.rows()).isZero();
  }

  @Test
  void percentKeepsTheNumber() throws IOException {
    Table table = read("share;n\n12,5 %;1\n7 %;2\n");
    assertThat(table.column("share").numbers()).containsExactly(12.5, 7);
    assertThat(table.assumptions()).contains("column 'share' in percent: '12,5 %' read as 12.5");
  }

  @Test
  void missingValuesOfNumbers() throws IOException {
    Table table = read("a,b\n1,x\nNA,y\n?,z\n-,x\nn/a,y\nNULL,z\nNaN,-\n,\n");
    assertThat(table.column("a").numbers())
        .containsExactly(1, nan(), nan(), nan(), nan(), nan(), nan());
    assertThat(table.column("b").type()).isEqualTo(ColumnType.TEXT);
    assertThat(table.column("b").missingCount()).isZero();
  }

  @Test
  void textAmongNumbersIsNamedByRowAndColumn() throws IOException {
    assertThatThrownBy(() -> read("a,b\n1,2\n3,abc\n").column("b").numbers())
        .hasMessage("row 3, column 'b': expected a number: got 'abc'");
    assertThatThrownBy(() -> read("a;b\n1,5;x\n2.5;y\n").column("a").numbers())
        .hasMessage(
            "row 3, column 'a': expected a number with decimal comma as in row 2: got '2.5'");
  }

  @Test
  void quotedCellsHoldLinesAndQuotes() throws IOException {
    Table table = read("a,b\n\"one\ntwo\",\"say \"\"hi\"\"\"\n3,4\n");
    assertThat(table.column("a").texts()).containsExactly("one\ntwo", "3");
    assertThat(table.column("b").text(0)).isEqualTo("say \"hi\"");
    assertThat(table.lineOf(1)).isEqualTo(4);
  }

  @Test
  void backslashEscapesWhereTheFileDoesSo() throws IOException {
    Table table = read("a,b\n\"say \\\"hi, you\\\" now\",1\n\"x\",2\n\"y, z\",3\n");
    assertThat(table.column("a").texts()).containsExactly("say \"hi, you\" now", "x", "y, z");
  }

  @Test
  void strayQuoteCostsOneCellOnly() throws IOException {
    Table table = read("a,b,c\n\"x,\"y, z\",1\nu,v,2\n\"p\",10\" pipe,3\nq,\"5\" bolt\",4\n");
    assertThat(table.column("a").texts()).containsExactly("\"x", "u", "p", "q");
    assertThat(table.column("b").texts()).containsExactly("y, z", "v", "10\" pipe", "5\" bolt");
    assertThat(table.column("c").numbers()).containsExactly(1, 2, 3, 4);
    assertThat(table.assumptions()).contains("quotation marks out of place kept as text");
  }

  @Test
  void raggedRowsAreFilledOrCut() throws IOException {
    Table table = read("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\n");
    assertThat(table.column("c").numbers()).containsExactly(3, nan(), 8, 3);
    assertThat(table.assumptions())
        .contains(
            "row 3 is too short: blank cells added",
            "row 4 is too long: cells behind column 3 dropped");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "||", "::", "~", "^", "   ", ", "})
  void delimiters(String delimiter) throws IOException {
    String text = "id,name,value\n1,ab,2.5\n2,cd,3.5\n3,ef,4.5\n".replace(",", delimiter);
    Table table = read(text);
    assertThat(table.names()).containsExactly("id", "name", "value");
    assertThat(table.column("value").numbers()).containsExactly(2.5, 3.5, 4.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEnds(String end) throws IOException {
    Table table = read("a,b\n1,2\n3,4".replace("\n", end));
    assertThat(table.column("b").numbers()).containsExactly(2, 4);
    assertThat(table.lineOf(1)).isEqualTo(3);
  }

  @Test
  void secondTableIsNotRead() throws IOException {
    Table table = read("a,b\n1,2\n3,4\n\nname,value\nx,1\n");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.assumptions()).contains("a second table from row 5 on: not read");
  }

  @Test
  void packedFilesAndLinesOfJson() throws IOException {
    byte[] csv = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(csv);
    }
    assertThat(read(gzip.toByteArray()).column("b").numbers()).containsExactly(2);
    assertThat(read(zip(csv, "one.csv")).column("b").numbers()).containsExactly(2);
    assertThatThrownBy(() -> read(zip(csv, "one.csv", "two.csv")))
        .hasMessage("the zip archive must hold one file: got 'one.csv' and 'two.csv'");
    Table json = read("{\"a\": 1, \"b\": \"x\"}\n{\"b\": \"y\", \"c\": [1, 2]}\n");
    assertThat(json.names()).containsExactly("a", "b", "c");
    assertThat(json.column("a").numbers()).containsExactly(1, nan());
    assertThat(json.column("c").text(1)).isEqualTo("[1,2]");
    assertThatThrownBy(() -> read("{\"a\":1}\n[1]\n"))
        .hasMessage("row 2: expected a JSON object: got '[1]'");
  }

  @Test
  void bombsAreRefused() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      byte[] line = "0,0,0,0,0,0,0,0\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 80; i++) {
        out.write(line);
      }
    }
    assertThatThrownBy(() -> read(gzip.toByteArray()))
        .hasMessageStartingWith("the packed file must not grow more than 200 times: got 67,");
    byte[] wide = new byte[1 << 20];
    Arrays.fill(wide, (byte) ',');
    wide[0] = 'a';
    assertThatThrownBy(() -> read(wide))
        .hasMessage("row 1: a table may have 100,000 columns at most: got more");
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> read("")).hasMessage("the file is empty: expected rows of values");
    assertThatThrownBy(() -> read(new byte[1000])).hasMessage("expected a table: got binary data");
    assertThatThrownBy(() -> read("%PDF-1.7\n")).hasMessage("expected a table: got a PDF");
  }

  @Test
  void columnIsFoundInOtherCaseAndListedOtherwise() throws IOException {
    Table table = read("Load,wind\n1,2\n");
    assertThat(table.index("load")).isZero();
    assertThatThrownBy(() -> table.column("sun"))
        .hasMessage("no column 'sun': the table has Load, wind");
  }

  @Test
  void decimalMarkCanBeTold() throws IOException {
    String text = "a;b\n1.234;x\n2.345;y\n";
    assertThat(read(text).column("a").numbers()).containsExactly(1234, 2345);
    assertThat(read(text, ReadOptions.DETECT.withDecimal(DecimalMark.POINT)).column("a").numbers())
        .containsExactly(1.234, 2.345);
  }

  @Test
  void sillyColumnsAreNamed() throws IOException {
    Table table = read("id,c,big,x\n1,5,1e200,3\n2,5,1e-3,1\n3,5,7,4\n");
    assertThat(table.warnings())
        .containsExactly(
            "column 'id' only counts up, like an id",
            "column 'c' is always 5",
            "column 'big' has values from 0.001 to 1.0E200");
  }

  @Test
  void previewReadsTheFirstRows() throws IOException {
    byte[] bytes = "a,b\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.UTF_8);
    assertThat(TableReader.preview(new ByteArrayInputStream(bytes), "a.csv", 2).rows())
        .isEqualTo(2);
  }

  private static double nan() {
    return Double.NaN;
  }

  private static String[] instants(Column column) {
    return Arrays.stream(column.millis())
        .mapToObj(t -> Instant.ofEpochMilli(t).toString())
        .toArray(String[]::new);
  }

  private static byte[] zip(byte[] content, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static Table read(byte[] bytes) throws IOException {
    return TableReader.read(new ByteArrayInputStream(bytes), "table.csv");
  }

  private static Table read(String text) throws IOException {
    return read(text, ReadOptions.DETECT);
  }

  private static Table read(String text, ReadOptions options) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TableReader.read(new ByteArrayInputStream(bytes), "table.csv", options);
  }
}
