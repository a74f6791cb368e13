package offprint.server.discussion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import offprint.engine.Json;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Client;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comments on runs, and who reads them. */
@Tag("sql")
class RunTalkTest {
  private static final Limits WIDE = new Limits(10_000, 10_000, 10_000, 10_000, 10_000);
  private static final String QUICK =
      "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":4,\"steps\":100},\"visibility\":\"%s\"}";

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;
  private static Client bob;
  private static Client eve;
  private static String bobs;
  private static String eves;

  @BeforeAll
  static void start() {
    site =
        TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(WIDE).with(Access.ACCOUNTS)));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
    eve = Client.reader(site, ada, "eve");
    bobs = token(bob, "run,discuss");
    eves = token(eve, "run,discuss");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String token(Client client, String scopes) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        client.post("/settings/tokens", "name", "t", "scopes", scopes, "days", "2").body());
  }

  private static HttpResponse<String> call(String token, String method, String path, String json) {
    HttpRequest.Builder request =
        site.request("/api/v1/runs" + path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    return site.send(
        token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  private static String run(String token, String visibility) {
    HttpResponse<String> answer = call(token, "POST", "", QUICK.formatted(visibility));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.MAPPER.readTree(answer.body()).path("id").asString();
  }

  /**
   * @return number of a run's link, "42-Kx…", or its number
   */
  private static String show(String run, String visibility) {
    HttpResponse<String> answer =
        call(
            bobs,
            "PUT",
            "/" + run + "/visibility",
            "{\"visibility\":\"%s\"}".formatted(visibility));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.MAPPER
        .readTree(answer.body())
        .path("link")
        .asString("/runs/" + run)
        .substring("/runs/".length());
  }

  private static String say(Client client, String key, String text, String... more) {
    String[] fields = new String[2 + more.length];
    fields[0] = "text";
    fields[1] = text;
    System.arraycopy(more, 0, fields, 2, more.length);
    HttpResponse<String> answer = client.post("/runs/" + key + "/comments", fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    String place = answer.headers().firstValue("Location").orElseThrow();
    assertThat(place).contains("/runs/" + key + "#comment-");
    return Client.find("#comment-([0-9]+)", place);
  }

  private static String inbox(Client client) {
    return client.get("/notifications").body();
  }

  @Test
  void commentsStandInThreadsOnThePageOfARun() {
    String run = run(bobs, "public");
    String first = say(eve, run, "Which *seed*?");
    say(bob, run, "Seven", "parent", first);
    String page = site.get("/runs/" + run).body();
    assertThat(page)
        .contains("<p>Which <em>seed</em>?</p>", "class=\"deep1\"", "in answer to eve")
        .contains("Sign in</a> to comment.")
        .doesNotContain("<textarea");
    assertThat(bob.get("/runs/" + run).body())
        .contains("/runs/" + run + "/comments/" + first + "/reply");
    assertThat(eve.get("/runs/%s/comments/%s/reply".formatted(run, first)).body())
        .contains("Which <em>seed</em>?", "action=\"/runs/" + run + "/comments\"");
    assertThat(
            eve.post("/runs/%s/comments/%s/edit".formatted(run, first), "text", "Which graph?")
                .statusCode())
        .isEqualTo(302);
    assertThat(site.get("/runs/%s/comments/%s/history".formatted(run, first)).body())
        .containsSubsequence("<b>Now</b>", "Which graph?", "<b>Until</b>", "seed");
    assertThat(
            bob.post("/runs/%s/comments/%s/edit".formatted(run, first), "text", "I am eve")
                .statusCode())
        .isEqualTo(403);
    assertThat(eve.post("/comments/" + first + "/edit", "text", "x").statusCode())
        .as("not as a comment on a paper")
        .isEqualTo(404);
    assertThat(inbox(bob)).contains("eve commented on your run", "/runs/" + run + "#comment-");
    assertThat(inbox(eve)).contains("bob answered your comment", "Run " + run + ", srrw/walk");
    assertThat(eve.post("/runs/%s/comments/%s/delete".formatted(run, first)).statusCode())
        .isEqualTo(302);
    assertThat(site.get("/runs/" + run).body())
        .contains("The author has deleted this comment", "Seven")
        .doesNotContain("Which graph");
    String other = run(bobs, "public");
    assertThat(eve.post("/runs/" + other + "/comments", "text", "x", "parent", first).statusCode())
        .as("an answer on another run")
        .isEqualTo(404);
    HttpResponse<String> empty = eve.post("/runs/" + run + "/comments", "text", " ");
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("from 1 to 10,000 characters: got 0");
  }

  @Test
  void ofAPrivateRunNobodyHearsAnything() {
    String run = run(bobs, "private");
    String id = say(bob, run, "Unpublished: @eve, look at @ada's");
    for (Client other : List.of(eve, ada, new Client(site))) {
      for (String path : List.of("", "/comments/" + id + "/history")) {
        assertThat(other.get("/runs/" + run + path).statusCode()).isEqualTo(404);
      }
    }
    for (String path : List.of("/reply", "/edit", "/report")) {
      assertThat(eve.get("/runs/" + run + "/comments/" + id + path).statusCode()).isEqualTo(404);
      assertThat(eve.get("/comments/" + id + path).statusCode()).isEqualTo(404);
    }
    for (String act : List.of("edit", "delete", "hide", "show", "report")) {
      String[] fields = {"text", "x", "reason", "x"};
      assertThat(ada.post("/runs/" + run + "/comments/" + id + "/" + act, fields).statusCode())
          .isEqualTo(404);
      assertThat(ada.post("/comments/" + id + "/" + act, fields).statusCode()).isEqualTo(404);
    }
    assertThat(eve.post("/runs/" + run + "/comments", "text", "x").statusCode()).isEqualTo(404);
    assertThat(ada.post("/moderation/reports/" + id + "/hide").statusCode()).isEqualTo(404);
    for (String token : List.of(eves, "", token(bob, "discuss"), token(bob, "read"))) {
      assertThat(call(token, "GET", "/" + run + "/comments", "").statusCode()).isEqualTo(404);
    }
    for (String text :
        List.of(
            inbox(eve),
            inbox(ada),
            eve.get("/people/bob").body(),
            ada.get("/moderation").body(),
            ada.get("/").body(),
            ada.get("/papers/srrw").body(),
            ada.get("/admin/audit").body(),
            eve.get("/settings/export").body(),
            ada.get("/settings/export").body(),
            ada.get("/search?q=Unpublished").body().replace("value=\"Unpublished\"", ""))) {
      assertThat(text).doesNotContain("Unpublished: ", "/runs/" + run + "#comment");
    }
    assertThat(bob.get("/settings/export").body()).contains("Unpublished: @eve");
    HttpResponse<String> report =
        call(bobs, "POST", "/%s/comments/%s/reports".formatted(run, id), "{\"reason\":\"x\"}");
    assertThat(report.statusCode()).isEqualTo(409);
    assertThat(report.body()).contains("run " + run + " is private");
    assertThat(bob.get("/runs/" + run + "/comments/new").body())
        .contains("Nobody but you can read it", "action=\"/runs/" + run + "/comments\"");
  }

  @Test
  void aRunMadePrivateTakesItsCommentsAlong() {
    String run = run(bobs, "public");
    String id = say(eve, run, "Seen by all");
    say(bob, run, "An answer to eve", "parent", id);
    say(bob, run, "@ada should see this");
    eve.post("/runs/%s/comments/%s/report".formatted(run, id), "reason", "mine");
    assertThat(inbox(eve)).contains("An answer to eve");
    assertThat(inbox(ada)).contains("@ada should see this");
    assertThat(eve.get("/people/eve").body()).contains("Seen by all");
    assertThat(ada.get("/moderation").body()).contains("Seen by all", "mine");
    show(run, "private");
    assertThat(inbox(eve)).doesNotContain("An answer to eve", "/runs/" + run);
    assertThat(inbox(ada)).doesNotContain("@ada should see this", "/runs/" + run);
    assertThat(eve.get("/people/eve").body()).doesNotContain("Seen by all");
    assertThat(ada.get("/moderation").body()).doesNotContain("Seen by all", "An answer to eve");
    assertThat(ada.post("/moderation/reports/" + id + "/hide").statusCode()).isEqualTo(404);
    assertThat(eve.post("/runs/%s/comments/%s/edit".formatted(run, id), "text", "x").statusCode())
        .isEqualTo(404);
    assertThat(eve.get("/settings/export").body())
        .as("one's own words stay one's own")
        .contains("Seen by all");
    assertThat(bob.get("/runs/" + run).body()).contains("Seen by all");
    show(run, "public");
    assertThat(inbox(eve)).contains("An answer to eve");
  }

  @Test
  void byLinkWhoHasTheLinkTakesPart() {
    String run = run(bobs, "private");
    String key = show(run, "link");
    String id = say(eve, key, "Through the link");
    assertThat(eve.get("/runs/" + key).body())
        .contains("Through the link", "/runs/" + key + "/comments/" + id + "/edit");
    assertThat(eve.get("/runs/" + run + "/comments/" + id + "/edit").statusCode()).isEqualTo(404);
    assertThat(inbox(bob)).contains("eve commented on your run");
    say(bob, run, "Thanks @eve, and @ada");
    assertThat(inbox(eve)).contains("bob named you", "/runs/" + key + "#comment-");
    assertThat(inbox(ada)).doesNotContain("Thanks @eve");
    assertThat(eve.get("/people/eve").body()).doesNotContain("Through the link");
    assertThat(ada.get("/moderation").body()).doesNotContain("Through the link");
    String next = show(run, "link");
    assertThat(next).isNotEqualTo(key);
    assertThat(eve.get("/runs/" + key + "/comments/" + id + "/edit").statusCode()).isEqualTo(404);
    assertThat(inbox(eve)).doesNotContain("Thanks @eve", next, "/runs/" + run);
    say(bob, run, "To eve again", "parent", id);
    assertThat(inbox(eve)).as("she has not seen the new link").doesNotContain("To eve again", next);
    say(eve, next, "I have it now");
    say(bob, run, "Then once more", "parent", id);
    assertThat(inbox(eve)).contains("Then once more", "/runs/" + next + "#comment-");
  }

  @Test
  void moderatorsSeeOfARunByLinkWhatItsReadersReport() {
    String run = run(bobs, "private");
    String key = show(run, "link");
    String bad = say(eve, key, "buy my book");
    say(eve, key, "fine words");
    assertThat(ada.post("/moderation/reports/" + bad + "/hide").statusCode()).isEqualTo(404);
    HttpResponse<String> reported =
        call(bobs, "POST", "/%s/comments/%s/reports".formatted(key, bad), "{\"reason\":\"ads\"}");
    assertThat(reported.statusCode()).as(reported.body()).isEqualTo(202);
    String list = ada.get("/moderation").body();
    assertThat(list)
        .contains("buy my book", "ads", "A run that is shown by link")
        .doesNotContain(key, "fine words", "/runs/" + run);
    assertThat(ada.post("/moderation/reports/" + bad + "/hide").statusCode()).isEqualTo(302);
    assertThat(eve.get("/runs/" + key).body()).doesNotContain("buy my book").contains("fine words");
    assertThat(inbox(eve)).contains("A moderator has hidden your comment");
    String open = run(bobs, "public");
    String other = say(eve, open, "shout");
    assertThat(bob.post("/runs/%s/comments/%s/hide".formatted(open, other)).statusCode())
        .isEqualTo(403);
    assertThat(ada.post("/runs/%s/comments/%s/hide".formatted(open, other)).statusCode())
        .isEqualTo(302);
    assertThat(site.get("/runs/" + open).body()).doesNotContain("shout");
    assertThat(ada.get("/runs/" + open).body()).contains("shout", "Show again");
  }

  @Test
  void programsTakePartWithATokenForBoth() {
    String run = run(bobs, "private");
    HttpResponse<String> said = call(bobs, "POST", "/" + run + "/comments", "{\"text\":\"one\"}");
    assertThat(said.statusCode()).isEqualTo(201);
    String path = "/" + run + "/comments";
    String id = Json.MAPPER.readTree(said.body()).path("id").asString();
    assertThat(call(bobs, "PUT", path + "/" + id, "{\"text\":\"two\"}").body())
        .contains("<p>two</p>", "edited");
    assertThat(call(token(bob, "run"), "POST", path, "{\"text\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(call(token(bob, "discuss"), "POST", path, "{\"text\":\"x\"}").statusCode())
        .as("a token that does not run sees no private runs")
        .isEqualTo(404);
    assertThat(call("", "POST", path, "{\"text\":\"x\"}").statusCode()).isEqualTo(401);
    assertThat(call(eves, "PUT", path + "/" + id, "{\"text\":\"x\"}").statusCode()).isEqualTo(404);
    assertThat(call(eves, "DELETE", path + "/" + id, "").statusCode()).isEqualTo(404);
    assertThat(call(bobs, "DELETE", path + "/" + id, "").body()).contains("deleted");
    assertThat(call(bobs, "GET", path, "").body()).isEqualTo("[]");
    String shown = "/" + run(bobs, "public") + "/comments";
    assertThat(call(token(eve, "discuss"), "POST", shown, "{\"text\":\"x\"}").statusCode())
        .isEqualTo(201);
    assertThat(call("", "GET", shown, "").body()).contains("<p>x</p>");
  }

  @Test
  void aDeletedRunTakesItsCommentsAlong() {
    Client kim = Client.reader(site, ada, "kim");
    String run = run(token(kim, "run"), "public");
    String id = say(eve, run, "gone with it");
    say(kim, run, "an answer that goes, too", "parent", id);
    String kept = run(bobs, "public");
    say(kim, kept, "kim's words stay");
    eve.post("/runs/%s/comments/%s/edit".formatted(run, id), "text", "gone with the run");
    bob.post("/runs/%s/comments/%s/report".formatted(run, id), "reason", "x");
    assertThat(inbox(eve)).contains("an answer that goes, too");
    assertThat(kim.post("/settings/delete", "current", Client.PASSWORD).statusCode())
        .isEqualTo(302);
    assertThat(inbox(eve)).doesNotContain("an answer that goes, too");
    assertThat(eve.get("/settings/export").body()).doesNotContain("gone with");
    assertThat(site.get("/runs/" + kept).body())
        .contains("kim&#39;s words stay", "deleted account")
        .doesNotContain(">kim<");
    assertThat(count("comment_version", "comment = " + id)).isZero();
    assertThat(count("report", "comment = " + id)).isZero();
    assertThat(count("comment", "run = " + run)).isZero();
  }

  private static long count(String table, String where) {
    try (Home home = TestDatabase.open(folder)) {
      return JdbcClient.create(home.dataSource())
          .sql("select count(*) from %s where %s".formatted(table, where))
          .query(Long.class)
          .single();
    }
  }

  @Test
  void aRunThatIsDeletedWhileOthersCommentGoesWhole() throws Exception {
    for (int round = 0; round < 5; round++) {
      String run = run(bobs, "public");
      AtomicBoolean deleted = new AtomicBoolean();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> busy =
            List.of(
                threads.submit(() -> keepTalking(eves, run, deleted)),
                threads.submit(() -> keepTalking(bobs, run, deleted)));
        while (call("", "GET", "/" + run + "/comments", "").body().equals("[]")) {
          Thread.onSpinWait();
        }
        assertThat(call(bobs, "DELETE", "/" + run, "").statusCode()).isEqualTo(204);
        deleted.set(true);
        for (Future<?> one : busy) {
          one.get();
        }
      }
      assertThat(count("comment", "run = " + run)).isZero();
    }
  }

  private static void keepTalking(String token, String run, AtomicBoolean deleted) {
    Map<Integer, String> allowed = Map.of(201, "said", 404, "gone", 401, "gone while it was said");
    while (!deleted.get()) {
      HttpResponse<String> said =
          call(token, "POST", "/" + run + "/comments", "{\"text\":\"@eve @bob x\"}");
      assertThat(allowed).as(said.body()).containsKey(said.statusCode());
    }
  }
}
