package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offprint.engine.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The command line of the built distribution. */
class CommandIT {
  @TempDir Path folder;

  @Test
  void versionAndHelpAnswer() throws Exception {
    Site.Ended version = run("--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("Offprint ");
    for (String command :
        List.of(
            "serve", "papers", "show", "run", "check", "compare", "data", "import", "export",
            "ingest")) {
      Site.Ended help = run(command, "--help");
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: offprint " + command);
    }
    assertThat(run("run", "mec-b/compress", "--help").out())
        .contains("--rate", "bits", "--preset", "default");
  }

  @Test
  void papersAreAnArrayWithTheirMethods() throws Exception {
    JsonNode papers = Json.MAPPER.readTree(run("papers", "--json").out());
    assertThat(papers.isArray()).isTrue();
    for (JsonNode paper : papers) {
      assertThat(paper.path("slug").asString()).isNotEmpty();
      assertThat(paper.path("title").asString()).isNotEmpty();
      assertThat(paper.path("methods").isArray()).isTrue();
    }
    assertThat(papers.findValuesAsString("id")).contains("mec-b/compress", "timemixer/forecast");
  }

  @Test
  void everyFaultOfACommandIsToldAtOnce() throws Exception {
    Site.Ended ended =
        run("run", "mec-b/compress", "--rate", "-1", "--method", "fast", "--rats", "3");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines())
        .containsExactlyInAnyOrder(
            "rate must be at least 0: got -1.0",
            "method must be one of greedy, refined, balanced, lpt, uniform, exact: got fast",
            "unknown parameter rats; did you mean rate?");
    assertThat(ended.out()).isEmpty();
    assertThat(run("run", "mec-b/compres").err()).contains("did you mean mec-b/compress?");
    assertThat(run("run", "mec-b/compres").code()).isEqualTo(2);
    assertThat(run("show", "no-such-paper").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "text.csv,row 4",
    "gap.csv,row 4",
    "short.csv,row 4",
    "latin1.csv,got 1 in all",
    "empty.csv,empty",
    "picture.csv,PNG"
  })
  void badTablesAreRefusedInWords(String name, String expected) throws Exception {
    byte[] content =
        switch (name) {
          case "text.csv" -> "a,b\n1,2\n3,4\n5,x\n".getBytes();
          case "gap.csv" -> "a,b\n1,2\n3,4\n5,NaN\n".getBytes();
          case "short.csv" -> "a,b\n1,2\n3,4\n5\n".getBytes();
          case "latin1.csv" -> "a,\u00fc\n1,2\n".getBytes("ISO-8859-1");
          case "empty.csv" -> new byte[0];
          default -> new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        };
    Files.write(folder.resolve(name), content);
    Site.Ended ended = run("run", "timemixer/forecast", "--data", name, "--out", "out");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(expected).doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void jsonLinesEndWithTheReport() throws Exception {
    Site.Ended ended = run("run", "mec-b/compress", "--json", "--out", "out");
    assertThat(ended.code()).as(ended.err()).isZero();
    List<JsonNode> lines = ended.out().lines().map(Json.MAPPER::readTree).toList();
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line.path("type").asString()).isIn("progress", "point", "report"));
    JsonNode last = lines.getLast();
    assertThat(last.path("type").asString()).isEqualTo("report");
    JsonNode file = Json.MAPPER.readTree(folder.resolve("out/report.json").toFile());
    assertThat(last.path("outcome")).isEqualTo(file);
  }

  @Test
  void twoRunsAreComparedBesideEachOther() throws Exception {
    run("run", "mec-b/compress", "--rate", "1", "--out", "a");
    run("run", "mec-b/compress", "--rate", "2", "--out", "b");
    Site.Ended ended = run("compare", "a", "b");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Parameters, 1 different", "Numbers", "difference");
    assertThat(ended.out().lines().filter(line -> line.endsWith("differs")).findFirst())
        .hasValueSatisfying(line -> assertThat(line).contains("rate", "1.0", "2.0"));
    Site.Ended missing = run("compare", "a", "c");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err().strip()).isEqualTo("there is no finished run in 'c'");
  }

  @Test
  void aTerminatedRunLeavesNothing() throws Exception {
    Process process =
        Site.command("run", "timemixer/forecast", "--epochs", "500", "--json", "--out", "out")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).contains("progress");
      process.destroy();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aServerToldToEndWhileItAnswersSaysNothingMore() throws Exception {
    Process process =
        Site.command("serve", "--port", "0", "--home", "home", "--no-vectors")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said;
    try (var lines = process.inputReader()) {
      while (!lines.readLine().startsWith("Offprint is at ")) {
        continue;
      }
      process.toHandle().destroy(); // it has begun to read its own pages
      said = lines.readAllAsString();
    }
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(said).isEmpty();
  }

  @Test
  void aSupervisedRunEndsWithItsSupervisor() throws Exception {
    Process process =
        Site.command("run", "timemixer/forecast", "--epochs", "500", "--json", "--supervised")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).contains("progress");
      process.getOutputStream().close();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void examplesAreListedAndWrittenOut() throws Exception {
    assertThat(run("data").out()).contains("example:etth1", "Creative Commons");
    assertThat(run("data", "etth1", "--out", "mine.csv").code()).isZero();
    assertThat(folder.resolve("mine.csv")).exists();
    assertThat(run("data", "nothing").err()).contains("there are", "etth1");
  }

  @Test
  void papersGoOutAndComeInAgain() throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("in.jsonl"),
            """
            {"id": "2401.00001", "title": "On imports", "summary": "We import.", "authors": [{"name": "A. Author"}], \
            "publishedAt": "2024-01-01T00:00:00.000Z", "date": "2024-01-02", "rank": 1, "upvotes": 3}
            {"id": "2401.00002", "title": ""}
            """);
    Site.Ended in = run("import", lines.toString(), "--home", "home");
    assertThat(in.code()).isEqualTo(2);
    assertThat(in.out()).contains("1 new papers, 1 lines refused");
    assertThat(in.err()).contains("line 2");
    Site.Ended out = run("export", "--home", "home");
    assertThat(out.out()).contains("On imports");
    Files.writeString(folder.resolve("out.jsonl"), out.out());
    assertThat(run("import", "out.jsonl", "--home", "other").code()).isZero();
    assertThat(run("export", "--home", "other").out()).isEqualTo(out.out());
  }

  @Test
  void completionKnowsMethodsAndParameters() throws Exception {
    assertThat(run("completion").out()).contains("mec-b/compress", "--rate");
  }

  private Site.Ended run(String... words) throws Exception {
    return Site.run(folder, words);
  }
}
