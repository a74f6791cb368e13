package offprint.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import offprint.server.TestDatabase;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class TrendingTest {
  @TempDir Path folder;

  private static String line(String id, String day, int rank, int upvotes, int comments) {
    return """
    {"date":"%s","rank":%d,"id":"%s","title":"%s","authors":[],"publishedAt":"2026-01-01T00:00:00.000Z","upvotes":%d,"numComments":%d}
    """
        .formatted(day, rank, id, id, upvotes, comments);
  }

  private List<String> top(String now, String... lines) throws IOException {
    try (Home home = TestDatabase.open(folder)) {
      Papers papers = new Papers(home);
      papers.importLines(
          new ByteArrayInputStream(String.join("", lines).getBytes(StandardCharsets.UTF_8)));
      Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
      List<Long> top = new Trending(home, papers, clock).top(10, 0);
      return papers.withIds(top).stream().map(paper -> paper.arxiv()).toList();
    }
  }

  @Test
  void ofOneDayTheMoreVotedStandsFirstAndACommentCountsTwice() throws Exception {
    assertThat(
            top(
                "2026-03-02T12:00:00Z",
                line("2601.00001", "2026-03-02", 1, 10, 0),
                line("2601.00002", "2026-03-02", 2, 30, 0),
                line("2601.00003", "2026-03-02", 3, 10, 9)))
        .containsExactly("2601.00002", "2601.00003", "2601.00001");
  }

  @Test
  void ageOutweighsVotesWithinDays() throws Exception {
    String[] lines = {
      line("2601.00001", "2026-03-02", 1, 100, 0), line("2601.00002", "2026-03-06", 1, 10, 0)
    };
    assertThat(top("2026-03-04T00:00:00Z", lines)).containsExactly("2601.00001");
    assertThat(top("2026-03-06T00:00:00Z", lines)).containsExactly("2601.00002", "2601.00001");
    assertThat(top("2026-03-06T00:00:00Z", lines[1], line("2601.00003", "2026-03-05", 1, 100, 0)))
        .startsWith("2601.00003", "2601.00002");
  }

  @Test
  void aPaperOnTwoDaysCountsOnceByItsBetterEntry() throws Exception {
    assertThat(
            top(
                "2026-03-02T12:00:00Z",
                line("2601.00001", "2026-03-01", 1, 60, 0),
                line("2601.00001", "2026-03-02", 2, 3, 0),
                line("2601.00002", "2026-03-02", 1, 20, 0)))
        .containsExactly("2601.00001", "2601.00002");
  }

  @Test
  void anArchiveTrendsAsOfItsNewestDayAndTheFutureDoesNotCount() throws Exception {
    assertThat(
            top(
                "2026-11-20T00:00:00Z",
                line("2601.00001", "2026-03-02", 1, 10, 0),
                line("2601.00002", "2026-02-27", 1, 10, 0),
                line("2601.00003", "2026-01-27", 1, 999, 0),
                line("2601.00004", "2027-01-01", 1, 999, 0)))
        .containsExactly("2601.00001", "2601.00002");
  }

  @Test
  void scoresAreThoseOfTheFormula() {
    Instant now = Instant.parse("2026-03-04T00:00:00Z");
    long listed = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    assertThat(Trending.score(new FeedTable.Votes(1, 9, 3, listed), now))
        .isEqualTo(Math.pow(16, 0.8) / Math.pow(4, 1.8));
  }
}
