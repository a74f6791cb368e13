package offprint.kernels.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @Test
  void readsHeaderAndNumbers() throws IOException {
    TextTable table = read("time,load,note\n2024-01-01,1.5,a\n2024-01-02,-2e3,\"b, c\"\n");
    assertThat(table.columns()).containsExactly("time", "load", "note");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.numbers(table.column("load"))).containsExactly(1.5, -2000);
    assertThat(table.text(2)).containsExactly("a", "b, c");
    assertThat(table.line(1)).isEqualTo(3);
  }

  @Test
  void columnsWithoutHeaderAreNumbered() throws IOException {
    assertThat(read("1,2\n3,4\n").columns()).containsExactly("column1", "column2");
    assertThat(read("1,2\n3,4\n").rows()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a;b\\n1,5;2", "a\\tb\\n1\\t2", "a,b\\n1,2"})
  void separatorIsFound(String text) throws IOException {
    assertThat(read(text.replace("\\n", "\n").replace("\\t", "\t")).columns())
        .containsExactly("a", "b");
  }

  @Test
  void windowsLinesAndByteOrderMarkAreFine() throws IOException {
    TextTable table = read("\uFEFFa,b\r\n1,2\r\n");
    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.numbers(1)).containsExactly(2);
  }

  @Test
  void textAmongNumbersIsNamedByRowAndColumn() throws IOException {
    TextTable table = read("a,b\n1,2\n3,abc\n");
    assertThatThrownBy(() -> table.numbers(1))
        .hasMessage("row 3, column 'b': expected a number: got 'abc'");
    assertThatThrownBy(() -> table.numbersOrGaps(1))
        .hasMessage("row 3, column 'b': expected a number: got 'abc'");
  }

  @Test
  void gapsAreRefusedOrKept() throws IOException {
    TextTable table = read("a,b\n1,2\n3,\n5,NaN\n");
    assertThatThrownBy(() -> table.numbers(1))
        .hasMessage("row 3, column 'b': expected a number: got a blank cell");
    assertThat(table.numbersOrGaps(1)).containsExactly(2, Double.NaN, Double.NaN);
    TextTable infinite = read("a\n1\nInfinity\n");
    assertThatThrownBy(() -> infinite.numbersOrGaps(0)).hasMessageContaining("row 3");
  }

  @Test
  void rowsOfOtherLengthAreNamed() {
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
        .hasMessage("row 3: expected 2 cells as in row 1: got 1");
  }

  @Test
  void emptyInputIsRefused() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> read(" \n\n")).hasMessageContaining("the file is empty");
  }

  @Test
  void columnNamesMustDiffer() {
    assertThatThrownBy(() -> read("a,a\n1,2\n"))
        .hasMessage("row 1: column names must differ: got 'a' twice");
  }

  @Test
  void otherEncodingsAreNamed() {
    assertThatThrownBy(() -> read("a\nx\nGr\u00fc\u00dfe\n", StandardCharsets.ISO_8859_1))
        .hasMessage("row 3: expected UTF-8 text: got byte 0xFC (save the file as UTF-8)");
    assertThatThrownBy(() -> read("a,b\n1,2\n", StandardCharsets.UTF_16))
        .hasMessageContaining("got UTF-16");
  }

  @Test
  void filesThatAreNotTextAreNamed() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
    assertThatThrownBy(() -> Csv.read(new ByteArrayInputStream(png)))
        .hasMessage("expected UTF-8 text: got a PNG picture");
    byte[] zip = {'P', 'K', 3, 4, 0};
    assertThatThrownBy(() -> Csv.read(new ByteArrayInputStream(zip)))
        .hasMessageContaining("ZIP archive or spreadsheet");
    byte[] zeros = new byte[100];
    assertThatThrownBy(() -> Csv.read(new ByteArrayInputStream(zeros)))
        .hasMessageContaining("binary data");
  }

  @Test
  void unclosedQuotesDoNotSwallowTheRest() {
    assertThatThrownBy(() -> read("a,b\n1,\"2\n3,4\n").numbers(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsAreCodedInOrderOfFirstAppearance() throws IOException {
    CodedColumn column = read("x\nb\n a\nb \n\"c,c\"\na\n").coded(0);
    assertThat(column.codes()).containsExactly(0, 1, 0, 2, 1);
    assertThat(column.texts()).containsExactly("b", "a", "c,c");
  }

  @Test
  void manyDifferentValuesAreCodedInAnyWidth() throws IOException {
    StringBuilder text = new StringBuilder("id,few\n");
    int rows = 150_000;
    for (int r = 0; r < rows; r++) {
      text.append("größe-").append(r * 31L % rows).append(',').append(r % 300).append('\n');
    }
    TextTable table = read(text.toString());
    assertThat(table.coded(0).values()).isEqualTo(rows);
    assertThat(table.coded(1).values()).isEqualTo(300);
    for (int r = 0; r < rows; r += 997) {
      assertThat(table.cell(r, 0)).isEqualTo("größe-" + r * 31L % rows);
      assertThat(table.cell(r, 1)).isEqualTo("" + r % 300);
      assertThat(table.line(r)).isEqualTo(r + 2);
    }
  }

  @Test
  void aByteThatIsNotUtf8IsNamedFarInTheFile() {
    String text = "a,b\n" + "1,ä\n".repeat(100_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 3] = (byte) 0xFF;
    assertThatThrownBy(() -> Csv.read(new ByteArrayInputStream(bytes)))
        .hasMessage("row 100001: expected UTF-8 text: got byte 0xFF (save the file as UTF-8)");
    byte[] cut = "a,b\n1,ä".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Csv.read(new ByteArrayInputStream(cut, 0, cut.length - 1)))
        .hasMessage("row 2: expected UTF-8 text: got byte 0xC3 (save the file as UTF-8)");
  }

  @Test
  void linesInsideQuotesCount() throws IOException {
    TextTable table = read("a,b\n\"1\n1\",2\n3,x\n");
    assertThat(table.line(1)).isEqualTo(4);
    assertThatThrownBy(() -> table.numbers(1)).hasMessageStartingWith("row 4, column 'b'");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TableWriter writer = new TableWriter(out, "name", "value", "count")) {
      writer.row("plain", 1.0 / 3, 7);
      writer.row("comma, \"quote\"\nline", Double.NaN, 2.0);
      writer.row("größe", 1e300, -3L);
    }
    TextTable table = Csv.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(table.text(0)).containsExactly("plain", "comma, \"quote\"\nline", "größe");
    assertThat(table.numbersOrGaps(1)).containsExactly(1.0 / 3, Double.NaN, 1e300);
    assertThat(table.text(2)).containsExactly("7", "2", "-3");
    assertThatThrownBy(() -> new TableWriter(new ByteArrayOutputStream(), "a", "b").row(1))
        .hasMessage("a row must have 2 cells: got 1");
  }

  @Test
  void missingColumnsAreNamedWithThoseThereAre() throws IOException {
    TextTable table = read("a,b\n1,2\n");
    assertThatThrownBy(() -> table.column("c")).hasMessage("no column 'c': the table has a, b");
  }

  private static TextTable read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8);
  }

  private static TextTable read(String text, Charset charset) throws IOException {
    return Csv.read(new ByteArrayInputStream(text.getBytes(charset)));
  }
}
