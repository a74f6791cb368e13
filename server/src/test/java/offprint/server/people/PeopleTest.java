package offprint.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.paper.Papers;
import offprint.server.search.Search;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class PeopleTest {

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

  private static String say(Client client, String paper, String text) {
    HttpResponse<String> answer = client.post("/comments", "paper", paper, "text", text);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return Client.find("#comment-([0-9]+)", answer.headers().firstValue("Location").orElseThrow());
  }

  private static String token(Client client) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        client.post("/settings/tokens", "name", "t", "scopes", "discuss", "days", "2").body());
  }

  private static HttpResponse<String> api(String token, String method, String path, String json) {
    return site.send(
        site.request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void aClaimIsDecidedByAModeratorAndMarksComments() {
    String said = say(bob, "timemixer", "I wrote **this** paper");
    assertThat(bob.get("/claims/new?paper=timemixer").body()).contains("<option value=\"1\"");
    HttpResponse<String> wrong =
        bob.post("/claims", "paper", "timemixer", "place", "99", "evidence", " ");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("place must be from 1 to", "got 99", "evidence must have from 1 to 1,000");
    bob.post("/claims", "paper", "timemixer", "place", "1", "evidence", "<b>orcid</b> 0000");
    eve.post("/claims", "paper", "timemixer", "place", "1", "evidence", "me too");
    assertThat(
            bob.post("/claims", "paper", "timemixer", "place", "2", "evidence", "x").statusCode())
        .as("a second claim on the paper")
        .isEqualTo(409);
    assertThat(site.get("/people/bob").body()).doesNotContain("Author of", "orcid");
    assertThat(eve.get("/people/bob").body()).doesNotContain("orcid", "a moderator will look");
    assertThat(bob.get("/people/bob").body()).contains("a moderator will look");
    assertThat(site.get("/papers/timemixer").body()).doesNotContain(">author</span>");

    String queue = ada.get("/moderation/claims").body();
    assertThat(queue).contains("&lt;b&gt;orcid&lt;/b&gt; 0000").doesNotContain("<b>orcid");
    assertThat(bob.get("/moderation/claims").statusCode()).isEqualTo(403);
    String bobs = Client.find("/moderation/claims/([0-9]+)/approve", queue);
    assertThat(bob.post("/moderation/claims/" + bobs + "/approve").statusCode()).isEqualTo(403);
    assertThat(ada.post("/moderation/claims/" + bobs + "/approve").statusCode()).isEqualTo(302);
    assertThat(ada.post("/moderation/claims/" + bobs + "/refuse").statusCode()).isEqualTo(409);
    assertThat(site.get("/papers/timemixer").body())
        .contains("<span class=\"state done\">author</span>");
    assertThat(site.get("/people/bob").body())
        .contains("Author of", "TimeMixer", "<strong>this</strong>", "#comment-" + said);
    assertThat(bob.get("/notifications").body()).contains("A moderator has confirmed that you are");
    String eves =
        Client.find("/moderation/claims/([0-9]+)/approve", ada.get("/moderation/claims").body());
    assertThat(ada.post("/moderation/claims/" + eves + "/approve").statusCode())
        .as("another account is this author")
        .isEqualTo(409);
    ada.post("/moderation/claims/" + eves + "/refuse");
    assertThat(eve.get("/people/eve").body()).contains("not accepted");
    assertThat(ada.get("/admin/audit").body()).contains("approve authorship", "refuse authorship");

    JsonNode person = site.json("/api/v1/people/BOB");
    assertThat(person.path("name").asString()).isEqualTo("bob");
    assertThat(person.path("papers").get(0).asString()).isEqualTo("2405.14616");
    assertThat(eve.post("/claims/" + bobs + "/withdraw").statusCode()).isEqualTo(404);
    bob.post("/claims/" + bobs + "/withdraw");
    assertThat(site.get("/papers/timemixer").body()).doesNotContain(">author</span>");
  }

  @Test
  void programsClaimAndWithdraw() {
    String token = token(eve);
    HttpResponse<String> made =
        api(
            token,
            "POST",
            "/api/v1/claims",
            "{\"paper\":\"srrw\",\"place\":1,\"evidence\":\"https://eve.example\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.body()).contains("\"state\":\"asked\"");
    JsonNode export = Json.MAPPER.readTree(eve.get("/settings/export").body());
    assertThat(export.at("/claims/0/evidence").asString()).isNotEmpty();
    long id = Json.MAPPER.readTree(made.body()).path("id").asLong();
    assertThat(api(token, "DELETE", "/api/v1/claims/" + id, "").body())
        .doesNotContain("eve.example");
    assertThat(site.get("/people/nobody-here").statusCode()).isEqualTo(404);
  }

  @Test
  void reportsComeFirstAndAreDecidedOnce() {
    String bad = say(bob, "uncomp", "buy my book");
    String good = say(bob, "uncomp", "an honest question");
    assertThat(eve.post("/comments/" + bad + "/report", "reason", " ").statusCode()).isEqualTo(422);
    assertThat(eve.post("/comments/" + bad + "/report", "reason", "an <i>advertisement</i>").body())
        .contains("Thank you");
    eve.post("/comments/" + bad + "/report", "reason", "again");
    assertThat(
            api(
                    token(eve),
                    "POST",
                    "/api/v1/comments/" + good + "/reports",
                    "{\"reason\":\"do not like it\"}")
                .statusCode())
        .isEqualTo(202);
    assertThat(eve.get("/moderation").statusCode()).isEqualTo(403);
    String queue = ada.get("/moderation").body();
    assertThat(queue)
        .containsSubsequence("Reported", "buy my book", "an &lt;i&gt;advertisement", "All")
        .doesNotContain(">again<");
    assertThat(eve.post("/moderation/reports/" + bad + "/hide").statusCode()).isEqualTo(403);
    ada.post("/moderation/reports/" + bad + "/hide");
    ada.post("/moderation/reports/" + good + "/dismiss");
    assertThat(ada.get("/moderation").body()).doesNotContain("Reported");
    assertThat(site.get("/papers/uncomp").body())
        .contains("an honest question")
        .doesNotContain("buy my book");
    assertThat(eve.get("/notifications").body())
        .contains("has hidden the comment you reported", "and left it");
    assertThat(bob.get("/notifications").body().split("has hidden your comment</b>", -1))
        .as("told once")
        .hasSize(2);
    assertThat(ada.get("/admin/audit").body()).contains("uphold reports", "dismiss reports");
    assertThat(eve.post("/comments/" + bad + "/report", "reason", "gone").statusCode())
        .isEqualTo(404);
    JsonNode export = Json.MAPPER.readTree(eve.get("/settings/export").body());
    assertThat(export.at("/reports/0/state").asString()).isEqualTo("upheld");
  }

  @Test
  void tooManyReportsAreRefused() {
    Client kim = Client.reader(site, ada, "kim");
    List<Integer> answers = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      String id = say(bob, "mec-b", "comment " + i);
      answers.add(kim.post("/comments/" + id + "/report", "reason", "r").statusCode());
    }
    assertThat(answers.subList(0, 10)).containsOnly(200);
    assertThat(answers.getLast()).isEqualTo(429);
    kim.post("/settings/delete", "current", Client.PASSWORD);
    assertThat(ada.get("/moderation").body())
        .as("reports go with the account")
        .doesNotContain("Reported");
  }

  @Test
  void aHiddenPaperIsNowhereAndComesBack() {
    String paper = "arphmm";
    String title = site.json("/api/v1/papers/" + paper).path("title").asString();
    String words = title.split(" ")[0];
    String said = say(bob, paper, "words on the paper");
    bob.post("/following", "kind", "paper", "name", paper, "follow", "yes");
    Search search = site.context().getBean(Search.class);
    long id = site.context().getBean(Papers.class).find(paper).orElseThrow().id();
    String address = site.context().getBean(Papers.class).find(paper).orElseThrow().address();
    await(() -> finds(search, title, id));
    long before = site.context().getBean(Papers.class).countUnlisted();

    assertThat(bob.post("/moderation/papers", "paper", paper, "reason", "x").statusCode())
        .isEqualTo(403);
    assertThat(ada.post("/moderation/papers", "paper", paper, "reason", " ").statusCode())
        .isEqualTo(422);
    assertThat(ada.post("/moderation/papers", "paper", paper, "reason", "retracted").statusCode())
        .isEqualTo(302);
    for (String path :
        List.of(
            "/papers/" + paper,
            "/papers/" + paper + ".bib",
            "/papers/" + paper + "/thumbnail.svg",
            "/papers/" + paper + "/thumbnail.png",
            "/papers/" + paper + ".md",
            "/api/papers/" + address,
            "/api/v1/papers/" + paper,
            "/api/v1/papers/" + paper + "/comments",
            "/comments/" + said + "/history")) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
    }
    String shown = title.replace("&", "&amp;");
    for (String path :
        List.of(
            "/",
            "/papers/newest",
            "/papers/newest.atom",
            "/papers/newest.json",
            "/runnable",
            "/papers/for-you",
            "/people/bob",
            "/api/daily_papers",
            "/api/v1/papers?limit=200",
            "/sitemap-1.xml")) {
      assertThat(site.get(path).body()).as(path).doesNotContain(shown, "/papers/" + address + "<");
    }
    assertThat(bob.get("/following").body()).doesNotContain(shown);
    assertThat(site.context().getBean(Papers.class).countUnlisted()).isEqualTo((int) before - 1);
    await(() -> !finds(search, title, id));
    assertThat(site.get("/search?q=" + words).body()).doesNotContain(shown);
    assertThat(site.get("/api/papers/search?q=" + words).body()).doesNotContain(address);
    assertThat(bob.post("/votes", "paper", paper, "vote", "up").statusCode()).isEqualTo(404);
    assertThat(ada.get("/moderation/papers").body()).contains("retracted", "Show again");
    assertThat(ada.get("/admin/audit").body()).contains("hide paper");

    ada.post("/moderation/papers/show", "paper", address);
    assertThat(site.get("/papers/" + paper).body()).contains("words on the paper");
    assertThat(site.get("/papers/newest").body()).contains(shown);
    await(() -> finds(search, title, id));
    assertThat(ada.get("/moderation/papers").body()).contains("None is hidden");
  }

  private static boolean finds(Search search, String title, long id) {
    return search.find(title, 0, 10).hits().stream().anyMatch(hit -> hit.paper() == id);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + 180_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the index follows").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
