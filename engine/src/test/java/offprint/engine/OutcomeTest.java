package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Picture;
import offprint.method.PicturePair;
import offprint.method.Report;
import offprint.method.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OutcomeTest {
  @TempDir Path folder;

  /** Shows every kind of picture and note. */
  private static final class Show implements Method<Show.Params> {
    record Params(@Param(help = "Copies", value = "2") int copies) {}

    @Override
    public Card card() {
      return new Card("walk", "Shows.");
    }

    @Override
    public Report run(Params params, Run run) {
      byte[] png = {1, 2, 3};
      return new Report(
          "It shows <two> copies.",
          List.of(
              Note.notice("Blank cells were bridged."),
              Picture.ofPng("Map", "a map", png)
                  .withLegend(List.of(new Picture.Swatch("<sea>", "#0000ff"))),
              PicturePair.ofPng("Coded", "a boat", png, "original", png, "decoded"),
              Note.warning("Small.")),
          Map.of("end", 1.0, "scaled_end", 0.5, "steps", 3.0));
    }
  }

  private Outcome run(int copies) throws Exception {
    return new Runner(new Sources(folder, false), Listener.SILENT)
        .run(
            PaperMethod.of(new Show()), new Show.Params(copies), 1, folder.resolve("out" + copies));
  }

  @Test
  void theAnswerComesFirstAndWhatWasAssumedLast() throws Exception {
    Outcome outcome = run(2);
    String html = HtmlReport.body(outcome, "");
    assertThat(html.indexOf("It shows &lt;two&gt; copies."))
        .isPositive()
        .isLessThan(html.indexOf("<figure"));
    assertThat(html.indexOf("Blank cells")).isGreaterThan(html.indexOf("Claims of the paper"));
    assertThat(html).contains("fill=\"#0000ff\"", "&lt;sea&gt;", "class=\"pair\"", "decoded");
    String text = TerminalReport.of(outcome);
    assertThat(text)
        .startsWith("It shows <two> copies.")
        .contains("original and decoded", "Warning: Small.")
        .endsWith("Assumed about your data\n  Blank cells were bridged.\n");
  }

  @Test
  void claimsAreNotJudgedByAChangedRun() throws Exception {
    assertThat(run(2).verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(
            Verdict.Outcome.HOLDS,
            Verdict.Outcome.HOLDS,
            Verdict.Outcome.NOT_RUN,
            Verdict.Outcome.NOT_RUN);
    Outcome changed = run(3);
    assertThat(changed.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(
            Verdict.Outcome.NOT_JUDGED,
            Verdict.Outcome.NOT_JUDGED,
            Verdict.Outcome.NOT_JUDGED,
            Verdict.Outcome.NOT_RUN);
    assertThat(HtmlReport.body(changed, "")).contains("not judged: own data");
  }

  @Test
  void reportsOfEarlierVersionsAreRead() throws Exception {
    Outcome outcome = run(2);
    ObjectNode old =
        (ObjectNode) Json.MAPPER.readTree(Files.readString(folder.resolve("out2/report.json")));
    old.withObject("/report").remove("answer");
    for (JsonNode block : old.at("/report/blocks")) {
      ((ObjectNode) block).remove("legend");
    }
    for (JsonNode verdict : old.path("verdicts")) {
      ((ObjectNode) verdict.path("claim")).remove("task");
    }
    Outcome read = Outcome.parse(old.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(read.report().answer()).isEmpty();
    assertThat(read.report().metrics()).isEqualTo(outcome.report().metrics());
    assertThat(read.verdicts()).isEqualTo(outcome.verdicts());
  }
}
