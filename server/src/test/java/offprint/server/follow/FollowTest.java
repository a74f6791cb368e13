package offprint.server.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
class FollowTest {

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
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

  private static String token(Client client, String scope) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        client.post("/settings/tokens", "name", "t", "scopes", scope, "days", "2").body());
  }

  private static HttpResponse<String> api(String token, String method, String path, String json) {
    return site.send(
        site.request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  private static List<String> told(String token) {
    JsonNode inbox = Json.MAPPER.readTree(api(token, "GET", "/api/v1/notifications", "").body());
    List<String> sentences = new ArrayList<>();
    inbox.forEach(
        notice ->
            sentences.add(
                notice.path("sentence").asString() + ": " + notice.path("said").asString()));
    return sentences;
  }

  private static void publish(String arxiv, String title, String author, String topic, String day)
      throws Exception {
    String line =
        """
        {"arxiv":"%s","title":"%s","summary":"About quivers.","authors":["%s"],"published":"%s","keywords":["%s"]}
        """
            .formatted(arxiv, title, author, day, topic);
    var imported =
        site.context()
            .getBean(Papers.class)
            .importLines(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    assertThat(imported.added()).isEqualTo(1);
  }

  private static void look() throws Exception {
    Search search = site.context().getBean(Search.class);
    long deadline = System.nanoTime() + 180_000_000_000L;
    while (search.newest("quivers", 100).hits().size() < papersOnQuivers) {
      assertThat(System.nanoTime()).as("the index follows").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
    Papers papers = site.context().getBean(Papers.class);
    site.context().getBean(NewPaperNotifier.class).look(papers.last());
  }

  private static int papersOnQuivers;

  @Test
  void whoIsAnsweredNamedOrFollowsIsToldOnce() {
    Client bob = Client.reader(site, ada, "bob");
    Client eve = Client.reader(site, ada, "eve");
    Client kim = Client.reader(site, ada, "kim");
    String bobs = token(bob, "discuss");
    String eves = token(eve, "discuss");
    String kims = token(kim, "discuss");
    assertThat(
            api(kims, "PUT", "/api/v1/following", "{\"kind\":\"paper\",\"name\":\"uncomp\"}")
                .statusCode())
        .isEqualTo(200);
    String first = say(bob, "uncomp", "A question");
    assertThat(told(bobs)).as("nobody is told of what they said").isEmpty();
    assertThat(told(kims)).containsExactly("bob commented on a paper that you follow: A question");
    String answer =
        say(eve, "uncomp", "Ask @Kim and @BOB, not @nobody-here or a@kim", "parent", first);
    assertThat(told(bobs))
        .containsExactly("eve answered your comment: Ask @Kim and @BOB, not @nobody-here or a@kim");
    assertThat(told(kims)).hasSize(2).first().asString().startsWith("eve named you: Ask");
    assertThat(told(eves)).isEmpty();
    String page = bob.get("/papers/uncomp").body();
    assertThat(page)
        .contains("href=\"/people/kim\"", ">&#64;kim</a>", ">&#64;bob</a>", "nobody-here")
        .doesNotContain("/people/nobody", "a<a");
    eve.post("/comments/" + answer + "/edit", "text", "Ask @kim and @ada");
    assertThat(told(kims)).as("named before").hasSize(2);
    assertThat(told(token(ada, "discuss"))).contains("eve named you: Ask @kim and @ada");
    assertThat(bob.get("/").body()).contains("Inbox", "<span>1</span>");
    HttpResponse<String> inbox = bob.get("/notifications");
    assertThat(inbox.body())
        .contains("eve answered your comment", "1 unread", "#comment-" + answer);
    assertThat(inbox.headers().firstValue("Cache-Control")).contains("no-store");

    eve.post("/comments/" + answer + "/delete");
    assertThat(told(bobs)).containsExactly("eve answered your comment: ");
    String upTo = Client.find("name=\"upTo\" value=\"([0-9]+)\"", inbox.body());
    say(eve, "uncomp", "Another answer", "parent", first);
    bob.post("/notifications/read", "upTo", upTo);
    assertThat(bob.get("/notifications").body())
        .as("what came since is unread")
        .contains("1 unread");
    String notice = Client.find("/notifications/([0-9]+)/read", bob.get("/notifications").body());
    assertThat(kim.post("/notifications/" + notice + "/read").statusCode()).isEqualTo(404);
    bob.post("/notifications/" + notice + "/read");
    assertThat(bob.get("/notifications").body()).contains("Nothing unread");

    ada.post("/comments/" + first + "/hide");
    assertThat(told(bobs).getFirst()).startsWith("A moderator has hidden your comment");
    ada.post("/comments/" + first + "/show");
    assertThat(told(bobs).getFirst()).startsWith("A moderator shows your comment again");
  }

  @Test
  void namesInCodeLinksAndAddressesAreText() {
    Client lee = Client.reader(site, ada, "lee");
    String lees = token(lee, "discuss");
    say(
        ada,
        "srrw",
        "`@lee` and [@lee](https://lee.example) and x@lee and @lee@x.example and @leeds");
    assertThat(told(lees)).isEmpty();
    String many = say(ada, "srrw", "@lee ".repeat(50));
    assertThat(told(lees)).hasSize(1);
    assertThat(site.get("/papers/srrw").body().split("comment-" + many, -1).length)
        .isGreaterThan(1);
  }

  @Test
  void aChoiceTurnsAKindOff() {
    Client max = Client.reader(site, ada, "max");
    String maxs = token(max, "discuss");
    max.post("/notifications/choices", "mention", "off", "reply", "inbox");
    assertThat(max.get("/notifications").body())
        .contains("<option value=\"off\" selected=\"selected\">not at all</option>");
    say(ada, "timemixer", "hello @max");
    assertThat(told(maxs)).isEmpty();
    HttpResponse<String> chosen =
        api(maxs, "PUT", "/api/v1/notifications/choices", "{\"mention\":\"mail\"}");
    assertThat(chosen.body()).contains("\"mention\":\"mail\"", "\"reply\":\"inbox\"");
    say(ada, "timemixer", "hello again @max");
    assertThat(told(maxs)).containsExactly("ada named you: hello again @max");
    HttpResponse<String> wrong =
        api(maxs, "PUT", "/api/v1/notifications/choices", "{\"mention\":\"pigeon\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("mention must be off, inbox or mail: got 'pigeon'");
  }

  @Test
  void newPapersOfWhatIsFollowedAreToldOnce() throws Exception {
    Client sue = Client.reader(site, ada, "sue");
    String sues = token(sue, "discuss");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    publish("2611.70001", "Before she followed", "Émile Borel", "quivers", today);
    papersOnQuivers = 1;
    look();
    assertThat(told(sues)).isEmpty();
    for (String[] each :
        new String[][] {{"author", "emile  BOREL"}, {"topic", "Quivers"}, {"search", "quivers"}}) {
      assertThat(
              sue.post("/following", "kind", each[0], "name", each[1], "follow", "yes")
                  .statusCode())
          .isEqualTo(302);
    }
    publish("2611.70002", "Of author, topic and search", "Emile Borel", "quivers", today);
    publish("2611.70003", "Found by the search", "Another", "other", today);
    publish("2611.70004", "From an old archive", "Emile Borel", "quivers", "2015-01-01");
    papersOnQuivers = 4;
    look();
    look();
    assertThat(told(sues))
        .hasSize(2)
        .allMatch(sentence -> sentence.startsWith("New "))
        .anyMatch(sentence -> sentence.startsWith("New for the search quivers"));
    assertThat(sue.get("/following").body())
        .contains(
            "Of author, topic and search",
            "Found by the search",
            "Before she followed",
            "What you follow (3)");
    assertThat(sue.get("/topics/quivers").body()).contains("aria-pressed=\"true\">Following<");
    sue.post("/following", "kind", "topic", "name", "quivers", "follow", "no");
    assertThat(sue.get("/topics/quivers").body()).contains("aria-pressed=\"false\">Follow<");
    assertThat(site.get("/topics/quivers").body()).doesNotContain("name=\"follow\"");
    JsonNode export = Json.MAPPER.readTree(sue.get("/settings/export").body());
    assertThat(export.at("/following/follows")).hasSize(2);
    assertThat(export.at("/following/notices")).hasSize(2);
    sue.post("/settings/delete", "current", Client.PASSWORD);
    publish("2611.70005", "After she left", "Emile Borel", "quivers", today);
    papersOnQuivers = 5;
    look();
  }

  @Test
  void whatCannotBeFollowedIsSaid() {
    Client tom = Client.reader(site, ada, "tom");
    assertThat(tom.post("/following", "kind", "mood", "name", "x", "follow", "yes").body())
        .contains("kind must be author, topic, search or paper: got &#39;mood&#39;");
    assertThat(tom.post("/following", "kind", "paper", "name", "no", "follow", "yes").statusCode())
        .isEqualTo(404);
    assertThat(tom.post("/following", "kind", "topic", "name", " ", "follow", "yes").statusCode())
        .isEqualTo(422);
    String toms = token(tom, "discuss");
    for (int i = 0; i < Following.MOST_SEARCHES; i++) {
      String wanted = "{\"kind\":\"search\",\"name\":\"s%d\"}".formatted(i);
      assertThat(api(toms, "PUT", "/api/v1/following", wanted).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> more =
        api(toms, "PUT", "/api/v1/following", "{\"kind\":\"search\",\"name\":\"one more\"}");
    assertThat(more.statusCode()).isEqualTo(409);
    assertThat(api(toms, "DELETE", "/api/v1/following?kind=search&name=S1", "").body())
        .doesNotContain("\"s1\"")
        .contains("\"s2\"");
    String reading = token(tom, "read");
    assertThat(api(reading, "GET", "/api/v1/notifications", "").statusCode()).isEqualTo(403);
    assertThat(api(reading, "GET", "/api/v1/following", "").statusCode()).isEqualTo(403);
    assertThat(site.get("/api/v1/notifications").statusCode()).isEqualTo(401);
    assertThat(site.get("/notifications").statusCode()).isEqualTo(302);
    assertThat(site.get("/following").statusCode()).isEqualTo(302);
  }
}
