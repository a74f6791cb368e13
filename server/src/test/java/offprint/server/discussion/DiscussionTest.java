package offprint.server.discussion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class DiscussionTest {

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;
  private static Client bob;
  private static Client eve;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
    eve = Client.reader(site, ada, "eve");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String say(Client client, String paper, String text, String... more) {
    List<String> fields = new ArrayList<>(List.of("paper", paper, "text", text));
    fields.addAll(List.of(more));
    HttpResponse<String> answer = client.post("/comments", fields.toArray(String[]::new));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return Client.find("#comment-([0-9]+)", answer.headers().firstValue("Location").orElseThrow());
  }

  private static JsonNode comments(String paper) {
    return site.json("/api/v1/papers/" + paper + "/comments");
  }

  @Test
  void aVoteCountsOnceHoweverOftenItIsGiven() {
    String paper = "timemixer";
    assertThat(bob.post("/votes", "paper", paper, "vote", "up").statusCode()).isEqualTo(302);
    bob.post("/votes", "paper", paper, "vote", "up");
    eve.post("/votes", "paper", paper, "vote", "up");
    assertThat(upvotes(paper)).isEqualTo(2);
    assertThat(bob.get("/papers/" + paper).body()).contains("aria-pressed=\"true\"");
    assertThat(ada.get("/papers/" + paper).body()).contains("Upvote, 2 upvotes");
    bob.post("/votes", "paper", paper, "vote", "none");
    bob.post("/votes", "paper", paper, "vote", "none");
    assertThat(upvotes(paper)).isEqualTo(1);
    assertThat(bob.post("/votes", "paper", "nothing", "vote", "up").statusCode()).isEqualTo(404);
    assertThat(bob.post("/votes", "paper", paper, "vote", "down").statusCode()).isEqualTo(422);
    assertThat(site.get("/").body()).as("the founding list").contains("1 upvote");
  }

  private static int upvotes(String paper) {
    return site.json("/api/v1/papers/" + paper + "/vote").path("upvotes").asInt();
  }

  @Test
  void votesOfManyAtOnceAreAllCounted() throws Exception {
    List<Client> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(Client.reader(site, ada, "voter" + i));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (Client client : many) {
          answers.add(
              threads.submit(
                  () -> client.post("/votes", "paper", "srrw", "vote", "up").statusCode()));
        }
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(302);
      }
    }
    assertThat(upvotes("srrw")).isEqualTo(8);
  }

  @Test
  void commentsStandInThreads() {
    String first = say(bob, "uncomp", "The *first* one");
    say(eve, "uncomp", "The second");
    String answer = say(ada, "uncomp", "An answer", "parent", first);
    say(bob, "uncomp", "An answer to it", "parent", answer);
    JsonNode all = comments("uncomp");
    assertThat(all.findValuesAsString("html"))
        .containsExactly(
            "<p>The <em>first</em> one</p>\n",
            "<p>An answer</p>\n",
            "<p>An answer to it</p>\n",
            "<p>The second</p>\n");
    assertThat(all.at("/1/parent").asString()).isEqualTo(first);
    String page = site.get("/papers/uncomp").body();
    assertThat(page)
        .contains("class=\"deep2\"", "in answer to bob", "in answer to ada")
        .contains("Sign in</a> to vote or comment")
        .doesNotContain("<textarea");
    assertThat(bob.get("/papers/uncomp").body()).contains("<textarea", "Edit comment " + first);
    assertThat(eve.get("/comments/" + first + "/reply").body())
        .contains("The <em>first</em> one", "name=\"parent\" value=\"" + first);
    assertThat(eve.post("/comments", "paper", "srrw", "text", "x", "parent", first).statusCode())
        .as("an answer on another paper")
        .isEqualTo(404);
  }

  @Test
  void anEditKeepsWhatWasSaidBefore() {
    String id = say(bob, "srrw", "It holds");
    assertThat(bob.get("/comments/" + id + "/edit").body()).contains(">It holds</textarea>");
    assertThat(bob.post("/comments/" + id + "/edit", "text", "It fails").statusCode())
        .isEqualTo(302);
    assertThat(eve.post("/comments/" + id + "/edit", "text", "I am bob").statusCode())
        .isEqualTo(403);
    assertThat(site.get("/papers/srrw").body()).contains("It fails", ">edited<");
    assertThat(site.get("/comments/" + id + "/history").body())
        .containsSubsequence("<b>Now</b>", "It fails", "<b>Until</b>", "It holds");
    HttpResponse<String> empty = bob.post("/comments/" + id + "/edit", "text", "  ");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("from 1 to 10,000 characters: got 0");
  }

  @Test
  void aDeletedCommentIsGoneButItsPlaceStays() {
    String paper = "mec-b";
    String first = say(bob, paper, "secret one");
    bob.post("/comments/" + first + "/edit", "text", "secret two");
    String answer = say(eve, paper, "an answer", "parent", first);
    assertThat(count(paper)).isEqualTo(2);
    assertThat(eve.post("/comments/" + first + "/delete").statusCode()).isEqualTo(403);
    assertThat(bob.post("/comments/" + first + "/delete").statusCode()).isEqualTo(302);
    assertThat(bob.post("/comments/" + first + "/delete").statusCode()).isEqualTo(404);
    assertThat(count(paper)).isEqualTo(1);
    assertThat(ada.get("/papers/" + paper).body())
        .contains("The author has deleted this comment", "an answer")
        .doesNotContain("secret");
    assertThat(ada.get("/comments/" + first + "/history").statusCode()).isEqualTo(404);
    eve.post("/comments/" + answer + "/delete");
    assertThat(site.get("/papers/" + paper).body())
        .as("nothing answers it any more")
        .doesNotContain("has deleted");
  }

  private static int count(String paper) {
    int count = 0;
    for (JsonNode comment : comments(paper)) {
      count += comment.path("state").asString().equals("shown") ? 1 : 0;
    }
    return count;
  }

  @Test
  void aModeratorHidesAndShowsAgain() {
    String paper = "arphmm";
    String id = say(eve, paper, "buy my book");
    assertThat(bob.post("/comments/" + id + "/hide").statusCode()).isEqualTo(403);
    assertThat(bob.get("/moderation").statusCode()).isEqualTo(403);
    assertThat(ada.post("/comments/" + id + "/hide").statusCode()).isEqualTo(302);
    assertThat(site.get("/papers/" + paper).body()).doesNotContain("buy my book");
    assertThat(eve.get("/papers/" + paper).body()).doesNotContain("buy my book");
    assertThat(comments(paper)).isEmpty();
    assertThat(site.get("/comments/" + id + "/history").statusCode()).isEqualTo(404);
    assertThat(eve.post("/comments/" + id + "/edit", "text", "again").statusCode()).isEqualTo(404);
    assertThat(ada.get("/papers/" + paper).body()).contains("buy my book", "Show again");
    assertThat(ada.get("/moderation").body()).contains("buy my book", "hidden");
    ada.post("/comments/" + id + "/show");
    assertThat(site.get("/papers/" + paper).body()).contains("buy my book");
    assertThat(ada.get("/admin/audit").body()).contains("hide comment", "show comment");
  }

  @Test
  void nothingInACommentRunsOrLoads() {
    String evil =
        """
        <script>alert(1)</script> <img src=x onerror=alert(2)> ![pic](https://evil.example/p.png)
        [a](javascript:alert(3)) [b](data:text/html,x) [c](https://ok.example "x\\" onclick=alert(4)")
        [d](  jaVaScRiPt&#58;alert(5)) <https://auto.example> <svg/onload=alert(6)> www.plain.example

        # Heading

        <div style="position:fixed">over all</div>
        """;
    say(bob, "matrix-nuclear-norm", evil);
    String html = comments("matrix-nuclear-norm").at("/0/html").asString();
    assertThat(html)
        .doesNotContain("<script", "<img", "<svg", "<div", "style=\"", "onclick=\"")
        .doesNotContainPattern("href=\"(?!https://(ok|auto)\\.example|http://www)")
        .contains("&lt;script&gt;", "rel=\"nofollow noopener noreferrer ugc\"", "<h3>Heading</h3>");
    assertThat(site.get("/papers/matrix-nuclear-norm").body()).contains(html.strip());
  }

  @Test
  void deepNestingAndLongTextsAreTaken() {
    assertThat(
            bob.post("/comments", "paper", "srrw", "text", "> ".repeat(4_000) + "x").statusCode())
        .isEqualTo(302);
    assertThat(bob.post("/comments", "paper", "srrw", "text", "x".repeat(10_001)).statusCode())
        .isEqualTo(422);
    assertThat(bob.post("/comments", "paper", "srrw", "text", "a\0b").statusCode()).isEqualTo(422);
  }

  @Test
  void whoIsDeletedTakesVotesAlongAndLeavesCommentsWithoutAName() {
    String paper = "maxent-mechanics";
    Client kim = Client.reader(site, ada, "kim");
    kim.post("/votes", "paper", paper, "vote", "up");
    say(kim, paper, "kept words");
    JsonNode export = Json.MAPPER.readTree(kim.get("/settings/export").body());
    assertThat(export.at("/discussion/comments/0/text").asString()).isEqualTo("kept words");
    assertThat(export.at("/discussion/votes/0/paper").asString()).isNotEmpty();
    assertThat(upvotes(paper)).isEqualTo(1);
    kim.post("/settings/delete", "current", Client.PASSWORD);
    assertThat(upvotes(paper)).isZero();
    assertThat(site.get("/papers/" + paper).body())
        .contains("kept words", "deleted account")
        .doesNotContain(">kim<");
  }

  @Test
  void programsTakePartWithAToken() {
    String token =
        Client.find(
            "(offprint_[A-Za-z0-9_-]{43})",
            eve.post("/settings/tokens", "name", "t", "scopes", "discuss", "days", "2").body());
    String paper = "/api/v1/papers/perfect-reconstruction";
    assertThat(api(token, "PUT", paper + "/vote", "").body())
        .isEqualTo("{\"upvotes\":1,\"voted\":true}");
    HttpResponse<String> said = api(token, "POST", paper + "/comments", "{\"text\":\"by API\"}");
    assertThat(said.statusCode()).isEqualTo(201);
    String id = Json.MAPPER.readTree(said.body()).path("id").asString();
    assertThat(api(token, "PUT", "/api/v1/comments/" + id, "{\"text\":\"again\"}").body())
        .contains("<p>again</p>", "edited");
    assertThat(api(token, "DELETE", "/api/v1/comments/" + id, "").body()).contains("deleted");
    assertThat(api(token, "DELETE", paper + "/vote", "").body()).contains("\"upvotes\":0");
    assertThat(site.post(paper + "/comments", "{\"text\":\"x\"}").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> api(String token, String method, String path, String json) {
    return site.send(
        site.request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void tooManyCommentsAndVotesAreRefused(@TempDir Path other) {
    try (TestSite strict =
        TestSite.start(other, c -> c.with(AccountConfig.DEFAULT.with(new Limits(9, 9, 9, 2, 3))))) {
      Client client = Client.administrator(strict);
      List<Integer> said = new ArrayList<>();
      List<Integer> voted = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        said.add(client.post("/comments", "paper", "srrw", "text", "c" + i).statusCode());
        voted.add(client.post("/votes", "paper", "srrw", "vote", "up").statusCode());
      }
      assertThat(said).containsExactly(302, 302, 429, 429);
      assertThat(voted).containsExactly(302, 302, 302, 429);
      HttpResponse<String> refused = client.post("/comments", "paper", "srrw", "text", "my words");
      assertThat(refused.body()).contains("at most 2 comments in 10 minutes", ">my words<");
    }
  }
}
