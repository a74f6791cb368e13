package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.TimeSeries;
import offprint.kernels.table.TextTable;
import offprint.method.Note;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people have them, and what a report says about them. */
class InputsTest {
  @TempDir Path folder;

  private final Findings out = new Findings(new FolderRun(Path.of(".")));
  private final Inputs inputs = new Inputs(out);

  private Source file(String text, Charset charset) throws IOException {
    return new Source(Files.writeString(folder.resolve("t.csv"), text, charset).toString());
  }

  private TextTable table(String text) throws IOException {
    return inputs.table("data", file(text, StandardCharsets.UTF_8));
  }

  private List<Object> told() {
    return List.copyOf(out.answer("Done.").blocks());
  }

  @Test
  void usualFileNeedsNoWord() throws IOException {
    assertThat(table("a,b\n1,x\n3,y\n2,x\n").numbers(0)).containsExactly(1, 3, 2);
    assertThat(told()).isEmpty();
  }

  @Test
  void assumptionsAreNotices() throws IOException {
    TextTable table =
        inputs.table(
            "data",
            file(
                "Tag;Größe;Anteil\n31.1.2024;1,5;7 %\n1.2.2024;;12,5 %\n",
                Charset.forName("windows-1252")));
    assertThat(table.numbersOrGaps(1)).containsExactly(1.5, Double.NaN);
    assertThat(told())
        .containsExactly(
            Note.notice(
                "data: read as windows-1252; semicolon between columns; decimal comma; column"
                    + " 'Anteil' in percent: '7 %' read as 7.0; dates day.month.year; 1 blank"
                    + " cell."));
  }

  @Test
  void blankCellsThatSaySomethingAreCountedByThemselves() throws IOException {
    Source file = file("y,label\n1.5,\n,1\n2.5,\n", StandardCharsets.UTF_8);
    inputs.table("data", file, List.of(), Set.of("label"));
    assertThat(told())
        .containsExactly(Note.notice("data: 1 blank cell; 2 of 3 rows have no label."));
  }

  @Test
  void textsOfAnyEncodingAreReadAndTheirFaultsNamed() throws IOException {
    Source file = file("Gr\u00fc\u00dfe", Charset.forName("windows-1252"));
    assertThat(inputs.text("model", file)).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(told()).containsExactly(Note.notice("model: read as windows-1252."));
    assertThatThrownBy(
            () ->
                inputs.text(
                    "model",
                    file,
                    text -> {
                      throw new IllegalArgumentException("it is short: " + text.length());
                    }))
        .hasMessage("model: it is short: 5");
  }

  @Test
  void sillyColumnsAreWarnings() throws IOException {
    table("id,c,x\n1,5,3\n2,5,1\n3,5,4\n");
    assertThat(told())
        .containsExactly(
            Note.warning("data: column 'id' only counts up, like an id; column 'c' is always 5."));
  }

  @Test
  void aColumnThatNamesRowsMayCountUp() throws IOException {
    Source file = file("id,n\n1,4\n2,5\n3,6\n", StandardCharsets.UTF_8);
    inputs.table("nodes", file, List.of("id"));
    assertThat(told())
        .containsExactly(Note.warning("nodes: column 'n' only counts up, like an id."));
  }

  @Test
  void seriesTellWhatTheirTableAssumes() throws IOException {
    Source source = file("Tag;Last\n31.1.2024;1,5\n1.2.2024;2,5\n", StandardCharsets.UTF_16);
    TimeSeries series = inputs.series("data", source, SeriesReader.Fill.NONE);
    assertThat(series.stepMillis()).isEqualTo(86_400_000);
    assertThat(told())
        .containsExactly(
            Note.notice(
                "data: read as UTF-16BE; semicolon between columns; decimal comma; dates"
                    + " day.month.year."));
  }

  @Test
  void faultsNameTheParameter() throws IOException {
    assertThatThrownBy(() -> table(""))
        .hasMessage("data: the file is empty: expected rows of values");
    assertThatThrownBy(
            () ->
                inputs.series(
                    "history",
                    file("day,a\n1/2/2024,1\n2/2/2024,2\n", StandardCharsets.UTF_8),
                    SeriesReader.Fill.NONE))
        .hasMessageStartingWith("history: column 'day': day and month cannot be told apart");
  }
}
