package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import offprint.server.home.Home;
import offprint.server.paper.ImportResult;
import offprint.server.paper.LineFault;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class PapersTest {
  private static final String ARCHIVE =
      """
      {"date":"2025-12-01","rank":1,"id":"2405.14616","title":"TimeMixer:\\n  Decomposable","summary":"The real abstract.","authors":[{"name":"Shiyu Wang","user":{"user":"sw"}},{"name":"Haixu Wu"}],"publishedAt":"2024-05-23T14:27:07.000Z","upvotes":42,"githubRepo":"https://github.com/kwuking/TimeMixer","numComments":1,"organization":{"name":"org"}}
      {"date":"2025-12-02","rank":3,"id":"2405.14616","title":"TimeMixer: Decomposable","summary":"The real abstract.","authors":[{"name":"Shiyu Wang"}],"publishedAt":"2024-05-23T14:27:07.000Z","upvotes":50}
      {"date":"2025-12-01","rank":2,"id":"math/0309136","title":"Old","summary":"","authors":[],"publishedAt":"2003-09-08T00:00:00.000Z","upvotes":0}
      """;

  @TempDir Path folder;

  private static ImportResult read(Papers papers, String lines) throws IOException {
    return papers.importLines(bytes(lines));
  }

  private static InputStream bytes(String lines) {
    return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String write(Papers papers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    papers.exportLines(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsExportedIsImportedToTheSame() throws Exception {
    try (Home first = TestDatabase.open(folder.resolve("a"));
        Home second = TestDatabase.open(folder.resolve("b"))) {
      Papers papers = new Papers(first);
      papers.found();
      assertThat(read(papers, ARCHIVE)).isEqualTo(new ImportResult(3, 1, 0, java.util.List.of()));
      String exported = write(papers);
      assertThat(exported.lines()).hasSize(35);
      Papers copy = new Papers(second);
      assertThat(read(copy, exported).added()).isEqualTo(34);
      assertThat(write(copy)).isEqualTo(exported);
    }
  }

  @Test
  void anImportTwiceChangesNothingAndAnIngestBringsTheAbstract() throws Exception {
    try (Home home = TestDatabase.open(folder)) {
      Papers papers = new Papers(home);
      papers.found();
      read(papers, ARCHIVE);
      String once = write(papers);
      assertThat(read(papers, ARCHIVE).added()).isZero();
      assertThat(write(papers)).isEqualTo(once);
      var paper = papers.find("timemixer").orElseThrow();
      assertThat(paper.summary()).isEqualTo("The real abstract.");
      assertThat(paper.title()).isEqualTo("TimeMixer: Decomposable");
      assertThat(paper.keywords()).contains("multiscale");
      assertThat(papers.find("2405.14616")).contains(paper);
      assertThat(papers.find("math/0309136")).isPresent();
      LocalDate day = LocalDate.of(2025, 12, 1);
      assertThat(papers.listed(day, day, 10, 0)).extracting("upvotes").containsExactly(42, 0);
      assertThat(papers.listed(day, day.plusDays(1), 10, 0))
          .extracting("upvotes")
          .containsExactly(50, 0);
      assertThat(papers.countUnlisted()).isEqualTo(32);
      papers.found();
      assertThat(write(papers)).isEqualTo(once);
    }
  }

  @Test
  void faultyLinesAreNamedAndTheOthersAreIn() throws Exception {
    String good =
        "{\"slug\":\"good\",\"title\":\"Good\",\"authors\":[],\"published\":\"2024-01-01\",\"summary\":\"\"}\n";
    String lines =
        "not json\n"
            + "[]\n"
            + "\n"
            + good
            + "{\"slug\":\"Bad Slug\",\"title\":\""
            + " \",\"authors\":\"x\",\"published\":\"2024-13-01\",\"code\":\"javascript:alert(1)\",\"summary\":\"\"}\n"
            + "{\"title\":\"No"
            + " id\",\"authors\":[1],\"publishedAt\":\"2024-01-01T00:00:00Z\",\"summary\":\"\",\"date\":\"2024-02-30\",\"rank\":0}\n";
    try (Home home = TestDatabase.open(folder)) {
      Papers papers = new Papers(home);
      ImportResult importResult = read(papers, lines);
      assertThat(importResult.lines()).isEqualTo(5);
      assertThat(importResult.added()).isEqualTo(1);
      assertThat(importResult.faultyLines()).isEqualTo(4);
      assertThat(importResult.faults())
          .extracting(LineFault::line, LineFault::field)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1L, ""),
              org.assertj.core.groups.Tuple.tuple(2L, ""),
              org.assertj.core.groups.Tuple.tuple(5L, "slug"),
              org.assertj.core.groups.Tuple.tuple(5L, "title"),
              org.assertj.core.groups.Tuple.tuple(5L, "authors"),
              org.assertj.core.groups.Tuple.tuple(5L, "published"),
              org.assertj.core.groups.Tuple.tuple(5L, "code"),
              org.assertj.core.groups.Tuple.tuple(6L, "id"),
              org.assertj.core.groups.Tuple.tuple(6L, "authors"),
              org.assertj.core.groups.Tuple.tuple(6L, "date"),
              org.assertj.core.groups.Tuple.tuple(6L, "rank"));
      assertThat(importResult.faults().get(2).toString())
          .isEqualTo("line 5: slug must be lower-case words joined by hyphens: got Bad Slug");
    }
  }

  @Test
  void theArchivesOwnKeywordsAreTopicsAndBlankOnesAreNone() throws Exception {
    String line =
        "{\"id\":\"2501.00001\",\"title\":\"T\",\"authors\":[],\"published\":\"2024-01-01\",\"ai_keywords\":[\"a"
            + " b\",\"\"]}";
    try (Home home = TestDatabase.open(folder)) {
      Papers papers = new Papers(home);
      assertThat(read(papers, line).faultyLines()).isZero();
      assertThat(papers.find("2501.00001").orElseThrow().keywords()).containsExactly("a b");
    }
  }

  @Test
  void aNulIsRefused() throws Exception {
    String line =
        "{\"slug\":\"nul\",\"title\":\"a\\u0000b\",\"authors\":[\"c\\u0000\"],\"published\":\"2024-01-01\"}";
    try (Home home = TestDatabase.open(folder)) {
      assertThat(read(new Papers(home), line).faults())
          .extracting(LineFault::field)
          .containsExactly("title", "authors");
    }
  }

  @Test
  void bytesThatAreNotUtf8CostTheirLineOnly() throws Exception {
    byte[] lines =
        "{\"slug\":\"a\",\"title\":\"\u00e9\",\"authors\":[],\"published\":\"2024-01-01\"}\n"
            .repeat(2)
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] good =
        "{\"slug\":\"b\",\"title\":\"\u00e9\",\"authors\":[],\"published\":\"2024-01-01\"}"
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(lines);
    all.write(good);
    try (Home home = TestDatabase.open(folder)) {
      ImportResult importResult =
          new Papers(home).importLines(new ByteArrayInputStream(all.toByteArray()));
      assertThat(importResult.faultyLines()).isEqualTo(2);
      assertThat(importResult.added()).isEqualTo(1);
      assertThat(importResult.faults().getFirst().message()).contains("must be UTF-8");
    }
  }

  @Test
  void aSlugAndAnArxivIdOfTwoPapersAreNotJoined() throws Exception {
    try (Home home = TestDatabase.open(folder)) {
      Papers papers = new Papers(home);
      papers.found();
      ImportResult importResult =
          read(
              papers,
              "{\"slug\":\"karma\",\"arxiv\":\"2405.14616\",\"title\":\"x\",\"authors\":[],\"published\":\"2024-01-01\"}");
      assertThat(importResult.faults())
          .extracting("message")
          .asString()
          .contains("must name one paper");
    }
  }
}
