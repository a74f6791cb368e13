package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import offprint.kernels.series.SeriesReader.Fill;
import org.junit.jupiter.api.Test;

class SeriesReaderTest {
  private static TimeSeries read(String text, Fill fill) throws IOException {
    return SeriesReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), fill);
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text, Fill.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void germanOfficeFileIsASeries() throws IOException {
    TimeSeries series =
        read(
            "Datum;Last\n30.12.2023 23:00;1.234,5\n31.12.2023 00:00;-\n01.01.2024 01:00;1,5\n",
            Fill.LINEAR);
    assertThat(series.columns()).containsExactly("Last");
    assertThat(series.values()[0]).containsExactly(1234.5, 618, 1.5);
    refused(
        "day,a\n01/02/2024,1\n02/02/2024,2\n",
        "column 'day': day and month cannot be told apart, since no date has a part above 12: got"
            + " '01/02/2024' (name the date order, or write dates as 2024-03-31)");
  }

  @Test
  void readsDatesAndNumbers() throws IOException {
    TimeSeries series =
        read("date,a,b\n2016-07-01 00:00:00,1,2\n2016-07-01 01:00:00,3,4\n", Fill.NONE);
    assertThat(series.columns()).containsExactly("a", "b");
    assertThat(series.values()[1]).containsExactly(2, 4);
    assertThat(series.stepMillis()).isEqualTo(3_600_000);
    assertThat(Frequency.of(series)).isEqualTo(Frequency.HOUR);
    assertThat(series.position(3) - series.position(1)).isEqualTo(2 * 3_600_000);
  }

  @Test
  void datesMayStandBehindOtherColumns() throws IOException {
    TimeSeries series = read("no,day,a\n1,2020-01-01,5\n2,2020-01-02,6\n", Fill.NONE);
    assertThat(series.columns()).containsExactly("no", "a");
    assertThat(series.label(2)).isEqualTo("2020-01-03");
  }

  @Test
  void readsNumbersWithoutDatesAndDaysAndMinutes() throws IOException {
    assertThat(Frequency.of(read("1,2\n3,4\n", Fill.NONE))).isEqualTo(Frequency.NONE);
    assertThat(Frequency.of(read("d,a\n2020-01-01,1\n2020-01-02,2\n", Fill.NONE)))
        .isEqualTo(Frequency.DAY);
    assertThat(Frequency.of(read("d,a\n2020-01-01T00:00Z,1\n2020-01-01T00:15Z,2\n", Fill.NONE)))
        .isEqualTo(Frequency.MIN);
  }

  @Test
  void gapsAreNamedOrBridged() throws IOException {
    String text = "date,a\n2020-01-01,\n2020-01-02,2\n2020-01-03,NaN\n2020-01-04,\n2020-01-05,8\n";
    refused(
        text, "row 2, column 'a': expected a number: got a blank cell (fill linear bridges gaps)");
    TimeSeries series = read(text, Fill.LINEAR);
    assertThat(series.values()[0]).containsExactly(2, 2, 4, 6, 8);
    assertThat(series.filled()).isEqualTo(3);
  }

  @Test
  void wrongRowsAreNamed() {
    refused(
        "date,a\n2020-01-01,1\n2020-01-01,2\n",
        "row 3, column 'date': expected a date after the row before, not the same again:"
            + " got '2020-01-01'");
    refused(
        "date,a\n2020-01-02,1\n2020-01-01,2\n",
        "row 3, column 'date': expected rising dates (sort the rows): got '2020-01-01'");
    refused(
        "date,a\n2020-01-02,1\nsoon,2\n",
        "row 3, column 'date': expected a date such as 2024-03-31 or 2024-03-31 14:00: got 'soon'");
    refused("date,a\n2020-01-01,x\n", "row 2, column 'a': expected a number: got 'x'");
    refused(
        "date\n2020-01-01\n",
        "the table must have a column of numbers beside the dates: got 1 rows");
  }

  @Test
  void readsNpyInBothOrders() throws IOException {
    for (boolean fortran : new boolean[] {false, true}) {
      TimeSeries series =
          SeriesReader.read(new ByteArrayInputStream(npy(fortran, "<f4", 3, 2)), Fill.NONE);
      assertThat(series.channels()).isEqualTo(2);
      assertThat(series.values()[0])
          .containsExactly(fortran ? new double[] {0, 1, 2} : new double[] {0, 2, 4});
    }
    assertThatThrownBy(
            () -> SeriesReader.read(new ByteArrayInputStream(npy(false, "<f4", 6, 0)), Fill.NONE))
        .hasMessage("the array must have shape [time, channels]: got [6, 0]");
    assertThatThrownBy(
            () -> SeriesReader.read(new ByteArrayInputStream(npy(false, "<c8", 3, 2)), Fill.NONE))
        .hasMessage("the NPY file must hold f2, f4, f8, i1, i2, i4, i8 or u1: got c8");
  }

  private static byte[] npy(boolean fortran, String type, int rows, int columns) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }"
            .formatted(type, fortran ? "True" : "False", rows, columns);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file =
        ByteBuffer.allocate(10 + text.length + 4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    file.put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    for (int i = 0; i < rows * columns; i++) {
      file.putFloat(i);
    }
    return file.array();
  }
}
