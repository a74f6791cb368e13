package offprint.server.discussion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.Client;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Votes given here in lists, rankings, the hub's interface, imports and exports. */
@Tag("sql")
class RankingTest {
  private static final String LINES =
      """
      {"date":"2026-03-02","rank":1,"id":"2603.00001","title":"One","summary":"A","authors":[{"name":"Ada"}],"publishedAt":"2026-03-01T10:00:00.000Z","upvotes":3,"numComments":1}
      {"date":"2026-03-02","rank":2,"id":"2603.00002","title":"Two","summary":"B","authors":[{"name":"Ada"}],"publishedAt":"2026-03-01T10:00:00.000Z","upvotes":2}
      """;

  @TempDir Path folder;

  private void importLines(String lines) throws Exception {
    try (Home home = TestDatabase.open(folder)) {
      new Papers(home)
          .importLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private String exported() throws Exception {
    try (Home home = TestDatabase.open(folder)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new Papers(home).exportLines(out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  private static List<String> titles(TestSite site, String path) {
    return Pattern.compile("<h2 dir=\"auto\"><a href=\"/papers/([^\"]+)\"")
        .matcher(site.get(path).body())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void listsFollowVotesAndImportsAndExportsDoNotCountThemTwice() throws Exception {
    importLines(LINES);
    TestSite.start(folder).close(); // the founding papers
    String before = exported();
    try (TestSite site = TestSite.start(folder)) {
      assertThat(titles(site, "/papers/week/2026-W10")).containsExactly("2603.00001", "2603.00002");
      Client ada = Client.administrator(site);
      Client bob = Client.reader(site, ada, "bob");
      for (Client client : List.of(ada, bob)) {
        client.post("/votes", "paper", "2603.00002", "vote", "up");
      }
      bob.post("/comments", "paper", "2603.00002", "text", "worth it");
      assertThat(titles(site, "/papers/week/2026-W10")).containsExactly("2603.00002", "2603.00001");
      assertThat(titles(site, "/papers/trending")).startsWith("2603.00002", "2603.00001");
      assertThat(site.get("/papers/date/2026-03-02").body()).contains("4 upvotes", "1 comment");
      assertThat(site.json("/api/daily_papers?date=2026-03-02").at("/1/paper/upvotes").asInt())
          .isEqualTo(4);
      assertThat(site.json("/api/daily_papers?date=2026-03-02").at("/1/numComments").asInt())
          .isEqualTo(1);
      assertThat(site.json("/api/v1/papers/2603.00002/vote").path("upvotes").asInt()).isEqualTo(4);
    }
    assertThat(exported()).as("votes given here are not a list's").isEqualTo(before);
    importLines(LINES.replace("\"upvotes\":2", "\"upvotes\":10"));
    try (TestSite site = TestSite.start(folder)) {
      assertThat(site.json("/api/v1/papers/2603.00002/vote").path("upvotes").asInt()).isEqualTo(12);
      assertThat(site.get("/papers/date/2026-03-02").body()).contains("12 upvotes");
    }
  }
}
