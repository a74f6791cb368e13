package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Table;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Claim CLAIM =
      new Claim(
          "C1",
          "b",
          "The error is small.",
          "Table 1",
          "",
          "quick",
          "error",
          Double.NEGATIVE_INFINITY,
          0.5,
          "as in the paper");

  private static Outcome outcome(String method, int steps, double error, Chart chart) {
    Report report =
        new Report(
            "The error is %s.".formatted(error),
            List.of(
                Note.text("Not to be compared."),
                new Table(
                    "Errors at " + steps + " steps",
                    List.of("n", "error"),
                    List.of(List.of(steps, error))),
                chart),
            Map.of("error", error));
    Manifest manifest =
        new Manifest(
            method,
            "",
            Json.MAPPER.createObjectNode().put("steps", steps).put("mode", "fast"),
            1,
            List.of(),
            Platform.current(),
            Instant.EPOCH,
            2.5,
            100);
    Verdict.Outcome holds = error <= 0.5 ? Verdict.Outcome.HOLDS : Verdict.Outcome.FAILS;
    return new Outcome(manifest, report, List.of(new Verdict(CLAIM, holds, error)), List.of());
  }

  private static Chart chart(Chart.Axis y) {
    return new Chart(
        "Loss",
        Chart.Axis.linear("step"),
        y,
        List.of(Chart.Series.line("loss", new double[] {1, 2}, new double[] {3, 4})),
        "");
  }

  private static List<List<Report.Block>> rows(Chart one, Chart other) {
    return new Comparison(
            "run 1", outcome("a/b", 100, 0.25, one), "run 2", outcome("a/b", 200, 0.75, other))
        .rows();
  }

  private static Table table(List<Report.Block> row) {
    return (Table) row.getFirst();
  }

  @Test
  void parametersThatDifferAreMarkedAndNumbersHaveTheirDifference() {
    var rows = rows(chart(Chart.Axis.linear("nats")), chart(Chart.Axis.linear("nats")));
    assertThat(rows.getFirst())
        .containsExactly(
            Note.text("run 1: The error is 0.25."), Note.text("run 2: The error is 0.75."));
    assertThat(table(rows.get(1)).title()).isEqualTo("Parameters, 1 different");
    assertThat(table(rows.get(1)).rows())
        .containsExactly(
            List.of("steps", "100", "200", "differs"),
            List.of("mode", "fast", "fast", ""),
            List.of("seed", "1", "1", ""));
    assertThat(table(rows.get(2)).rows()).containsExactly(List.of("error", 0.25, 0.75, 0.5));
    assertThat(table(rows.get(3)).rows())
        .containsExactly(
            List.of("The error is small.", "holds (0.25000)", "fails (0.75000)", "differs"));
  }

  @Test
  void chartsShareAxesThatAgreeAndStandBesideEachOtherElse() {
    var agreeing = rows(chart(Chart.Axis.linear("nats")), chart(Chart.Axis.linear("nats")));
    assertThat(agreeing.get(4)).hasSize(2).allMatch(Table.class::isInstance);
    assertThat(agreeing.get(5)).hasSize(1);
    assertThat(((Chart) agreeing.get(5).getFirst()).series())
        .extracting(Chart.Series::name)
        .containsExactly("run 1: loss", "run 2: loss");
    var differing = rows(chart(Chart.Axis.linear("nats")), chart(Chart.Axis.log("nats")));
    assertThat(differing.get(5))
        .extracting(block -> ((Chart) block).title())
        .containsExactly("run 1: Loss", "run 2: Loss");
    assertThat(HtmlReport.body(comparison()))
        .contains("<tr class=\"differs\">", "class=\"beside\"");
    assertThat(TerminalReport.of(comparison())).contains("Parameters, 1 different", "run 2: loss");
  }

  private static Comparison comparison() {
    Chart chart = chart(Chart.Axis.linear("nats"));
    return new Comparison(
        "run 1", outcome("a/b", 100, 0.25, chart), "run 2", outcome("a/b", 200, 0.75, chart));
  }

  @Test
  void runsOfTwoMethodsAreNotCompared() {
    Chart chart = chart(Chart.Axis.linear("nats"));
    assertThatThrownBy(
            () ->
                new Comparison("1", outcome("a/b", 1, 1, chart), "2", outcome("a/c", 1, 1, chart)))
        .hasMessage("runs to compare must be of one method: got a/b and a/c");
  }
}
