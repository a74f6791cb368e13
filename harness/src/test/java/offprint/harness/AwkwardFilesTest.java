package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.table.TextTable;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten files of an ordinary office: each reads as it was meant, and the report says how. */
class AwkwardFilesTest {
  @TempDir Path folder;

  private final Findings out = new Findings(new FolderRun(Path.of(".")));
  private final Inputs inputs = new Inputs(out);

  private Source file(String name) throws IOException {
    byte[] bytes = AwkwardFiles.all().get(name);
    assertThat(bytes).as(name).isNotNull();
    return new Source(Files.write(folder.resolve(name), bytes).toString());
  }

  private TextTable table(String name) throws IOException {
    return inputs.table("data", file(name));
  }

  private List<Report.Block> told() {
    return out.answer("Done.").blocks();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "german.csv | semicolon between columns; decimal comma; dates day.month.year",
        "american.csv | currency signs dropped; dates month/day/year",
        "excel-unicode.txt | read as UTF-16LE; tab between columns; decimal comma; dates"
            + " day.month.year",
        "windows-1252.csv | read as windows-1252; semicolon between columns; decimal comma; dates"
            + " day.month.year",
        "preamble.csv | semicolon between columns; first 3 rows skipped: no table; 1 blank row"
            + " skipped; rows from 246 on skipped: below the table; decimal comma; dates"
            + " day.month.year",
        "no-header.csv | no header: columns named column1 to column4",
        "duplicate-headers.csv | column 'load' twice: one renamed 'load (2)'",
        "percentages.csv | semicolon between columns; decimal comma; column 'Auslastung' in"
            + " percent: '66,7 %' read as 66.7; column 'Ausfall' in percent: '0 %' read as 0.0;"
            + " dates day.month.year"
      })
  void assumptionsAreOneNotice(String name, String assumed) throws IOException {
    assertThat(table(name).rows()).isEqualTo(AwkwardFiles.ROWS);
    assertThat(told()).containsExactly(Note.notice("data: " + assumed + "."));
  }

  @ParameterizedTest
  @CsvSource({
    "german.csv, 1, 0.05",
    "american.csv, 1, 0.005",
    "excel-unicode.txt, 1, 0.05",
    "windows-1252.csv, 1, 0.05",
    "preamble.csv, 1, 0.05",
    "no-header.csv, 1, 0.05",
    "duplicate-headers.csv, 1, 0.05",
    "id-column.csv, 2, 0.05"
  })
  void numbersAndTimesAreThoseMeant(String name, int column, double rounding) throws IOException {
    TextTable table = table(name);
    double[] load = table.numbers(column);
    long[] times = table.table().column(column - 1).millis();
    for (int hour = 0; hour < AwkwardFiles.ROWS; hour++) {
      assertThat(load[hour])
          .isBetween(AwkwardFiles.load(hour) - rounding, AwkwardFiles.load(hour) + rounding);
      assertThat(times[hour])
          .isEqualTo(Instant.parse("2024-01-25T00:00:00Z").toEpochMilli() + hour * 3_600_000L);
    }
  }

  @Test
  void umlautsOfWindows() throws IOException {
    TextTable table = table("windows-1252.csv");
    assertThat(table.columns()).last().isEqualTo("Größe");
    assertThat(table.text(3)).contains("Köln", "Düren", "Gießen");
  }

  @Test
  void idIsAWarning() throws IOException {
    table("id-column.csv");
    assertThat(told())
        .containsExactly(Note.warning("data: column 'id' only counts up, like an id."));
  }

  @Test
  void oneRowIsATable() throws IOException {
    TextTable table = table("one-row.csv");
    assertThat(table.columns()).containsExactly("time", "load", "temperature", "place");
    assertThat(table.numbers(1)).containsExactly(1000);
    assertThat(told()).isEmpty();
  }

  @Test
  void percentagesAreASeriesOfDays() throws IOException {
    TimeSeries series = inputs.series("data", file("percentages.csv"), SeriesReader.Fill.NONE);
    assertThat(series.stepMillis()).isEqualTo(86_400_000);
    assertThat(series.values()[1]).startsWith(0, 37, 33);
  }

  @Test
  void seriesLeavesOutPlacesAndFindsTheTimesBehindAnId() throws IOException {
    TimeSeries german = inputs.series("data", file("german.csv"), SeriesReader.Fill.NONE);
    assertThat(german.columns()).containsExactly("Last", "Temperatur");
    assertThat(told().getLast())
        .isEqualTo(Note.notice("data: left out, since they have no numbers: Ort."));
    TimeSeries numbered = inputs.series("data", file("id-column.csv"), SeriesReader.Fill.NONE);
    assertThat(numbered.stepMillis()).isEqualTo(3_600_000);
    assertThat(numbered.columns()).containsExactly("id", "load", "temperature");
  }
}
