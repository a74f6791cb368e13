package offprint.kernels.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
    assertThatThrownBy(() -> read("a\n1\n1e999\n").numbersOrGaps(0))
        .hasMessage("row 3, column 'a': expected a number: got '1e999'");
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
    return Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
