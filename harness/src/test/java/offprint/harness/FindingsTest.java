package offprint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.method.Note;
import offprint.method.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  @TempDir Path folder;

  @Test
  void reportHoldsBlocksInOrderAndAssumptionsLast() throws IOException {
    Findings out = new Findings(new FolderRun(folder));
    out.assumed("decimal comma");
    out.assumed("decimal comma");
    out.text("It falls.").metric("mse", 0.5);
    out.csv("rows.csv", Frame.of("a").row(1));
    Report report = out.answer("The error is 0.5.");
    assertThat(report.answer()).isEqualTo("The error is 0.5.");
    assertThat(report.blocks())
        .containsExactly(Note.text("It falls."), Note.notice("decimal comma"));
    assertThat(report.metrics()).containsEntry("mse", 0.5);
    assertThat(Files.readString(folder.resolve("rows.csv"))).isEqualTo("a\n1\n");
  }

  @Test
  void aReportWithoutAnswerAndAMetricSetTwiceAreRefused() {
    Findings out = new Findings(new FolderRun(folder));
    assertThatThrownBy(() -> out.answer(" ")).hasMessageContaining("must have an answer");
    out.metric("mse", 1);
    assertThatThrownBy(() -> out.metric("mse", 2)).hasMessage("metric mse is set twice");
  }
}
