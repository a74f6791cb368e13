package offprint.kernels.table.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Table;
import org.junit.jupiter.api.Test;

/** Excel workbooks. Style 1 is a date, 2 percent, 3 a date of the office's own format. */
class WorkbookTest {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String TYPES =
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Override PartName="/xl/workbook.xml"
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
      <Override PartName="/xl/styles.xml"
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
      </Types>\
      """;
  private static final String STYLES =
      """
      <styleSheet xmlns="%s">
      <numFmts count="1"><numFmt numFmtId="164" formatCode="[$-407]dd\\.\\ mmmm\\ yyyy\\ hh:mm"/></numFmts>
      <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>
      </styleSheet>\
      """
          .formatted(MAIN);

  @Test
  void firstSheetWithRowsIsReadFromItsTable() throws IOException {
    Table table =
        read(
            "",
            row(1, text("A1", "Report of the office"))
                + row(3, text("A3", "day"), text("B3", "load\n[kW]"), text("C3", "share"))
                + row(4, cell("A4", 1, "45322"), cell("B4", 0, "1.234"), cell("C4", 2, "0.075"))
                + row(5, cell("A5", 1, "45323"), cell("C5", 2, "0.5")));
    assertThat(table.names()).containsExactly("day", "load [kW]", "share");
    assertThat(instants(table, 0)).containsExactly("2024-01-31T00:00:00Z", "2024-02-01T00:00:00Z");
    assertThat(table.column(1).numbers()).containsExactly(1.234, Double.NaN);
    assertThat(table.column(2).numbers()).containsExactly(0.075, 0.5);
    assertThat(table.lineOf(0)).isEqualTo(4);
    assertThat(table.assumptions())
        .containsExactly(
            "sheet 'Sheet2' of 2 read, no other",
            "line breaks inside cells read as spaces",
            "cells in percent read as fractions: 7 % is 0.07",
            "first 2 rows skipped: no table",
            "1 blank cell");
  }

  @Test
  void formulasTimesAndTruthAreTheValuesShown() throws IOException {
    Table table =
        read(
            row(1, text("A1", "when"), text("B1", "sum"), text("C1", "ok"), text("D1", "said"))
                + row(
                    2,
                    cell("A2", 3, "45322.5"),
                    "<c r='B2'><f>1+1</f><v>2</v></c>",
                    "<c r='C2' t='b'><v>1</v></c>",
                    "<c r='D2' t='str'><f>A1</f><v>a, \"b\"</v></c>")
                + row(
                    3,
                    cell("A3", 3, "45322.54166666667"),
                    "<c r='B3'><f>1+2</f><v>3.5</v></c>",
                    "<c r='C3' t='b'><v>0</v></c>",
                    text("D3", "1,5")));
    assertThat(instants(table, 0)).containsExactly("2024-01-31T12:00:00Z", "2024-01-31T13:00:00Z");
    assertThat(table.column("sum").numbers()).containsExactly(2, 3.5);
    assertThat(table.column("ok").texts()).containsExactly("true", "false");
    assertThat(table.column("said").texts()).containsExactly("a, \"b\"", "1,5");
    assertThat(table.assumptions()).isEmpty();
  }

  @Test
  void numbersKeptAsTextReadByTheirComma() throws IOException {
    Table table =
        read(
            row(1, text("A1", "a"), text("B1", "b"))
                + row(2, text("A2", "1,5"), cell("B2", 0, "1.234"))
                + row(3, text("A3", "2,25"), cell("B3", 0, "5.678")));
    assertThat(table.column("a").numbers()).containsExactly(1.5, 2.25);
    assertThat(table.column("b").numbers()).containsExactly(1.234, 5.678);
    assertThat(table.column("b").type()).isEqualTo(ColumnType.NUMBER);
  }

  @Test
  void otherOfficeDocumentsAreRefused() throws IOException {
    byte[] letter =
        zip(Map.of("[Content_Types].xml", "<Types/>", "word/document.xml", "<document/>"));
    assertThatThrownBy(() -> read(letter))
        .hasMessage("expected a table: got an office document (save its table as .xlsx or CSV)");
    assertThatThrownBy(() -> read(book("", "")))
        .hasMessage("the Excel workbook is empty: expected rows of values");
    byte[] cut = book(row(1, text("A1", "a")));
    cut[cut.length - 5] ^= 1;
    assertThatThrownBy(() -> read(java.util.Arrays.copyOf(cut, cut.length - 40)))
        .hasMessageStartingWith("the Excel workbook is damaged");
  }

  private static String[] instants(Table table, int column) {
    return java.util.Arrays.stream(table.column(column).millis())
        .mapToObj(t -> Instant.ofEpochMilli(t).toString())
        .toArray(String[]::new);
  }

  private static Table read(String... sheets) throws IOException {
    return read(book(sheets));
  }

  private static Table read(byte[] file) throws IOException {
    return TableReader.read(new ByteArrayInputStream(file), "table.xlsx");
  }

  private static String row(int number, String... cells) {
    return "<row r='%d'>%s</row>".formatted(number, String.join("", cells));
  }

  private static String cell(String place, int style, String value) {
    return "<c r='%s' s='%d'><v>%s</v></c>".formatted(place, style, value);
  }

  private static String text(String place, String value) {
    return "<c r='%s' t='inlineStr'><is><t>%s</t></is></c>".formatted(place, value);
  }

  /** A workbook with a sheet for each text of rows. */
  private static byte[] book(String... sheets) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", TYPES);
    StringBuilder list = new StringBuilder();
    StringBuilder relations = new StringBuilder();
    for (int s = 1; s <= sheets.length; s++) {
      list.append("<sheet name='Sheet%d' sheetId='%d' r:id='r%d'/>".formatted(s, s, s));
      relations.append(
          "<Relationship Id='r%d' Type='%s/worksheet' Target='worksheets/sheet%d.xml'/>"
              .formatted(s, RELATIONS, s));
      parts.put(
          "xl/worksheets/sheet%d.xml".formatted(s),
          "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>"
              .formatted(MAIN, sheets[s - 1]));
    }
    parts.put(
        "xl/workbook.xml",
        "<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>"
            .formatted(MAIN, RELATIONS, list));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns='%s'>%s<Relationship Id='s' Type='%s/styles' Target='styles.xml'/></Relationships>"
            .formatted(
                "http://schemas.openxmlformats.org/package/2006/relationships",
                relations,
                RELATIONS));
    parts.put("xl/styles.xml", STYLES);
    return zip(parts);
  }

  private static byte[] zip(Map<String, String> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("_rels/.rels"));
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
