package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  @TempDir Path folder;

  @Test
  void leavesReportAndArtifactsWithTheirDigests() throws Exception {
    Outcome outcome = run(new Walk(), Walk.QUICK, Listener.SILENT);
    assertThat(files()).containsExactlyInAnyOrder("walk.csv", "report.json", "report.html");
    assertThat(outcome.artifacts()).hasSize(1);
    Artifact file = outcome.artifacts().getFirst();
    assertThat(file.bytes()).isEqualTo(Files.size(out().resolve("walk.csv")));
    assertThat(file.sha256()).isEqualTo(Digests.sha256(out().resolve("walk.csv")));
  }

  @Test
  void reportReadsBackAsItWas() throws Exception {
    Outcome outcome = run(new Walk(), Walk.QUICK, Listener.SILENT);
    String json = Files.readString(out().resolve("report.json"));
    Outcome read = Outcome.parse(json.getBytes(StandardCharsets.UTF_8));
    assertThat(read.report()).isEqualTo(outcome.report());
    assertThat(Json.MAPPER.writeValueAsString(read)).isEqualTo(json);
  }

  @Test
  void claimsAreJudgedByTheirPresetOnly() throws Exception {
    Outcome outcome = run(new Walk(), Walk.QUICK, Listener.SILENT);
    assertThat(outcome.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(
            Verdict.Outcome.HOLDS,
            Verdict.Outcome.FAILS,
            Verdict.Outcome.NOT_RUN,
            Verdict.Outcome.NOT_RUN);
    assertThat(outcome.manifest().preset()).isEqualTo("quick");
  }

  @Test
  void equalSeedsGiveEqualReportsAndOthersDoNot() throws Exception {
    Outcome first = run(new Walk(), Walk.QUICK, Listener.SILENT);
    assertThat(run(new Walk(), Walk.QUICK, Listener.SILENT).report()).isEqualTo(first.report());
    Outcome other =
        new Runner(new Sources(folder, false), Listener.SILENT)
            .run(PaperMethod.of(new Walk()), Walk.QUICK, 2, out());
    assertThat(other.report()).isNotEqualTo(first.report());
  }

  @Test
  void aStoppedRunLeavesNothing() throws IOException {
    Listener stopping =
        new Listener() {
          @Override
          public boolean stopped() {
            return true;
          }
        };
    assertThatThrownBy(() -> run(new Walk(), Walk.QUICK, stopping))
        .isInstanceOf(CancellationException.class);
    assertThat(out()).doesNotExist();
  }

  /** As where a step takes longer than whoever stops it waits. */
  @Test
  void aRunAbandonedAtWorkLeavesNothingAndWritesNoMore() throws Exception {
    Busy busy = new Busy();
    Runner runner = new Runner(new Sources(folder, false), Listener.SILENT);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Outcome> outcome =
          thread.submit(() -> runner.run(PaperMethod.of(busy), new Half.Params(), 1, out()));
      busy.atWork.await();
      runner.abandon();
      assertThat(out()).doesNotExist();
      busy.goesOn.countDown();
      assertThatThrownBy(outcome::get).hasCauseInstanceOf(CancellationException.class);
    }
    assertThat(out()).doesNotExist();
  }

  @Test
  void aFailedRunLeavesNothing() throws IOException {
    assertThatThrownBy(() -> run(new Half(), new Half.Params(), Listener.SILENT))
        .hasMessage("halfway");
    assertThat(out()).doesNotExist();
  }

  @Test
  void anUploadIsToldOfByItsOwnName() throws IOException {
    Path upload = Files.createDirectories(folder.resolve("uploads/f59b5bb2"));
    Files.writeString(upload.resolve("load.csv"), "x");
    Picky.Params params = new Picky.Params(new Source("upload:f59b5bb2"));
    assertThatThrownBy(() -> run(new Picky(), params, Listener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("load.csv has no model, load.csv in load.csv");
  }

  @Test
  void artifactNamesStayInTheFolder() throws IOException {
    try (ArtifactFolder artifacts = new ArtifactFolder(out())) {
      for (String name :
          List.of("../x", "/x", "a/b", ".hidden", "", "report.json", "x".repeat(200))) {
        assertThatThrownBy(() -> artifacts.create(name))
            .as(name)
            .isInstanceOf(IllegalArgumentException.class);
      }
      artifacts.create("x").close();
      assertThatThrownBy(() -> artifacts.create("x"))
          .hasMessage("the file 'x' was already written");
    }
    assertThat(out()).doesNotExist();
  }

  @Test
  void pageNeedsNothingElseAndKeepsTextAsText() throws Exception {
    run(new Walk(), Walk.QUICK, Listener.SILENT);
    String page = Files.readString(out().resolve("report.html"));
    assertThat(page)
        .contains("On &lt;walks&gt; &amp; borders", "steps &lt;n&gt;", "<svg", "vegaEmbed")
        .doesNotContain("<walks>")
        .doesNotContain("src=\"http", "href=\"http", "@import", "//cdn");
  }

  @Test
  void terminalShowsTablesAndVerdicts() throws Exception {
    String text = TerminalReport.of(run(new Walk(), Walk.QUICK, Listener.SILENT));
    assertThat(text)
        .contains("Numbers", "W2", "FAILS", "not run (preset long)", "Warning: Only 400 steps.");
  }

  private <P extends Record> Outcome run(Method<P> method, P params, Listener listener)
      throws Exception {
    return new Runner(new Sources(folder, false), listener)
        .run(PaperMethod.of(method), params, 1, out());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Writes a file, and another once it may go on. */
  private static final class Busy implements Method<Half.Params> {
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @Override
    public Card card() {
      return new Card("busy", "Takes its time.");
    }

    @Override
    public Report run(Half.Params params, Run run) throws Exception {
      try (OutputStream out = run.create("first.txt")) {
        out.write(1);
        atWork.countDown();
        goesOn.await();
      }
      run.create("second.txt").close();
      return new Report("Done.", List.of(), Map.of());
    }
  }

  /** Refuses its data. */
  private static final class Picky implements Method<Picky.Params> {
    record Params(@Param(help = "Data") Source data) {}

    @Override
    public Card card() {
      return new Card("picky", "Refuses its data.");
    }

    @Override
    public Report run(Params params, Run run) throws IOException {
      Path file = run.local(params.data());
      throw new IllegalArgumentException(
          "%s has no model, %s in %s"
              .formatted(file.getName(file.getNameCount() - 2), file.getFileName(), params.data()));
    }
  }

  /** Breaks down after half of its file. */
  private static final class Half implements Method<Half.Params> {
    record Params() {}

    @Override
    public Card card() {
      return new Card("half", "Breaks down.");
    }

    @Override
    public Report run(Params params, Run run) throws IOException {
      try (OutputStream out = run.create("half.txt")) {
        out.write("half".getBytes(StandardCharsets.UTF_8));
        throw new ArithmeticException("halfway");
      }
    }
  }
}
