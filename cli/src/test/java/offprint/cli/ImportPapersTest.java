package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.GZIPOutputStream;
import offprint.engine.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.TransactionSystemException;
import tools.jackson.databind.JsonNode;

class ImportPapersTest {
  private static final String LINE =
      """
      {"date":"2026-11-24","rank":1,"id":"2611.00001","title":"Quokkas","summary":"Of quokkas.",\
      "authors":[{"name":"Ada Author"}],"publishedAt":"2026-11-20T00:00:00.000Z","upvotes":3}
      """;

  /** As the hub answers: now; before it named the day; and in the days when it named none. */
  private static final String ANSWER =
      """

      [{"paper": {"id": "2611.00001", "title": "Quokkas", "summary": "Of quokkas.", "upvotes": 3,
         "authors": [{"_id": "1", "name": "Ada Author", "hidden": false}],
         "publishedAt": "2026-11-20T00:00:00.000Z", "submittedOnDailyAt": "2026-11-24T00:00:00.000Z"},
        "title": "Quokkas", "publishedAt": "2026-11-19T19:00:00.000Z"},
       {"paper": {"id": "2405.00002", "title": "Wombats", "summary": "Of wombats.",
         "authors": [{"name": "Bo Author"}], "publishedAt": "2024-05-24T00:00:00.000Z"},
        "title": "Wombats", "publishedAt": "2024-05-27T02:10:00.000Z"},
       {"paper": {"id": "2503.00003", "title": "Numbats", "summary": "Of numbats.",
         "authors": [{"name": "Cy Author"}], "publishedAt": "2025-03-12T00:00:00.000Z"},
        "title": "Numbats", "publishedAt": "2025-03-11T20:00:00.000Z"},
       {"title": "no paper"}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private int read(Path file) {
    return run("import", file.toString(), "--home", folder.resolve("home").toString());
  }

  private String exported() throws IOException {
    Path file = folder.resolve("all.jsonl");
    assertThat(run("export", file.toString(), "--home", folder.resolve("home").toString()))
        .isZero();
    return Files.readString(file);
  }

  @Test
  void savedAnswersOfTheInterfaceAreReadOntoTheirDays() throws Exception {
    Path file = Files.writeString(folder.resolve("day.json"), ANSWER);
    assertThat(read(file)).isEqualTo(Main.WRONG_INPUT);
    assertThat(out.toString()).contains("4 lines, 3 new papers, 1 lines refused");
    assertThat(err.toString()).contains("line 4: id or slug must be given");
    assertThat(exported().lines())
        .anyMatch(line -> line.contains("Quokkas") && line.contains("\"date\":\"2026-11-24\""))
        .anyMatch(line -> line.contains("Wombats") && line.contains("\"date\":\"2024-05-27\""))
        .anyMatch(line -> line.contains("Numbats") && !line.contains("\"date\""));
  }

  @Test
  void entriesOfTheInterfaceAreReadOneALine() throws Exception {
    StringBuilder lines = new StringBuilder("\n");
    for (JsonNode entry : Json.MAPPER.readTree(ANSWER)) {
      lines.append(entry).append("\n");
    }
    Path file = Files.writeString(folder.resolve("days.jsonl"), lines + "{no JSON\n");
    assertThat(read(file)).isEqualTo(Main.WRONG_INPUT);
    assertThat(out.toString()).contains("5 lines, 3 new papers, 2 lines refused");
    String all = exported();
    assertThat(read(Files.writeString(folder.resolve("day.json"), ANSWER)))
        .isEqualTo(Main.WRONG_INPUT);
    assertThat(exported()).as("after the same as an array").isEqualTo(all);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFile() throws Exception {
    for (String text : new String[] {LINE, ANSWER.strip()}) {
      read(Files.writeString(folder.resolve("marked"), "\ufeff" + text));
    }
    assertThat(exported()).contains("Quokkas", "Wombats");
    assertThat(err.toString()).doesNotContain("JSON");
  }

  @Test
  void whatIsWrongWithALineIsSaidWithoutTheParsersAffairs() throws Exception {
    read(Files.writeString(folder.resolve("a"), "{\"a\":\n"));
    read(Files.writeString(folder.resolve("b"), "[".repeat(1_000)));
    assertThat(err.toString())
        .contains("Unexpected end-of-input", "nesting depth")
        .doesNotContain("Stream", "REDACTED", "()");
  }

  @Test
  void publicationIsKeptInUniversalTimeAndInAYearOfFourDigits() throws Exception {
    String early = LINE.replace("2026-11-20T00:00:00.000Z", "2026-11-20T00:30:00+02:00");
    assertThat(read(Files.writeString(folder.resolve("a"), early))).isZero();
    assertThat(exported()).contains("\"publishedAt\":\"2026-11-19T22:30:00Z\"");
    for (String year : new String[] {"-0001", "+12026"}) {
      String odd = LINE.replace("2026-11-20", year + "-11-20");
      assertThat(read(Files.writeString(folder.resolve("b"), odd))).isEqualTo(Main.WRONG_INPUT);
    }
    assertThat(err.toString()).contains("publishedAt must be in a year of four digits: got -0001");
  }

  @Test
  void compressedFilesAreRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(LINE.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(Files.write(folder.resolve("a.jsonl.gz"), bytes.toByteArray()))).isZero();
    assertThat(exported()).contains("Quokkas");

    byte[] half = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    assertThat(read(Files.write(folder.resolve("half.gz"), half))).isEqualTo(Main.WRONG_INPUT);
    assertThat(err.toString()).contains("ends too early").doesNotContain("fault in Offprint");
  }

  @Test
  void whatIsNoFileOfPapersIsSaidInWords() throws Exception {
    assertThat(read(folder)).isEqualTo(Main.WRONG_INPUT);
    assertThat(err.toString()).contains("expected a file: got the folder");
    for (String text : new String[] {"[{\"paper\":", "[1,2]\n" + LINE}) {
      assertThat(read(Files.writeString(folder.resolve("x"), text))).isEqualTo(Main.WRONG_INPUT);
    }
    assertThat(err.toString()).contains("the file must be JSON lines or one JSON array");
    assertThat(read(Files.writeString(folder.resolve("empty"), ""))).isZero();
  }

  @Test
  void aDatabaseThatFailsSaysWhy() {
    Failure failure =
        Failure.of(new TransactionSystemException("commit", new SQLException("the disk is full")));
    assertThat(failure.message()).isEqualTo("The database failed: the disk is full");
    assertThat(failure.exitCode()).isOne();
  }
}
