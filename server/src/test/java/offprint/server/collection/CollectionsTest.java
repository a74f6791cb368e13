package offprint.server.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class CollectionsTest {

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

  private static String path(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    String place = answer.headers().firstValue("Location").orElseThrow();
    return place.substring(place.indexOf("/collections")).replaceFirst("[#;].*", "");
  }

  private static String made(Client client, String title, String visibility) {
    return path(client.post("/collections", "title", title, "visibility", visibility));
  }

  private static void add(Client client, String collection, String paper, String note) {
    String id = collection.substring(collection.lastIndexOf('/') + 1);
    path(client.post("/collections/add", "paper", paper, "collection", id, "note", note));
  }

  private static String token(Client client, String scope) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        client.post("/settings/tokens", "name", "t", "scopes", scope, "days", "2").body());
  }

  private static HttpResponse<String> api(String token, String method, String path, String json) {
    HttpRequest.Builder request =
        site.request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    return site.send(
        token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  @Test
  void aPrivateCollectionIsItsOwnersOnly() {
    String mine = made(bob, "On mixing", "private");
    add(bob, mine, "timemixer", "start <here>");
    assertThat(bob.get(mine).body())
        .contains("On mixing", "start &lt;here&gt;", "private", "TimeMixer");
    for (String end : List.of("", "/edit", ".bib", ".jsonl", ".atom", ".json")) {
      assertThat(eve.get(mine + end).statusCode()).as("eve: " + end).isEqualTo(404);
      assertThat(ada.get(mine + end).statusCode()).as("administrator: " + end).isEqualTo(404);
      assertThat(site.get(mine + end).statusCode()).as("nobody: " + end).isIn(404, 302);
    }
    for (String act : List.of("edit", "delete", "link", "note", "remove", "move", "withdraw")) {
      assertThat(eve.post(mine + "/" + act, "paper", "timemixer", "way", "up").statusCode())
          .as(act)
          .isIn(403, 404);
    }
    String api = "/api/v1" + mine;
    assertThat(api("", "GET", api, "").statusCode()).isEqualTo(404);
    assertThat(api(token(eve, "discuss"), "GET", api, "").statusCode()).isEqualTo(404);
    assertThat(api(token(bob, "run"), "GET", api, "").statusCode())
        .as("a token that may neither read nor take part")
        .isEqualTo(403);
    assertThat(api(token(bob, "read"), "GET", api, "").statusCode()).isEqualTo(200);
    assertThat(api(token(bob, "read"), "DELETE", api, "").statusCode()).isEqualTo(403);
    assertThat(eve.get("/collections").body()).doesNotContain("On mixing");
    assertThat(bob.get(mine).body()).contains("start &lt;here&gt;");
  }

  @Test
  void aLinkOpensACollectionUntilAnotherTakesItsPlace() {
    String mine = made(bob, "For the seminar", "link");
    add(bob, mine, "srrw", "");
    String link = Client.find("(/collections/shared/[A-Za-z0-9_-]{43})", bob.get(mine).body());
    HttpResponse<String> read = site.get(link);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).contains("For the seminar").doesNotContain("Take out", "/edit");
    assertThat(read.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(site.get(link + ".bib").body()).contains("@misc{");
    assertThat(site.get(link + ".jsonl").body()).contains("\"slug\":\"srrw\"");
    assertThat(site.get(mine).statusCode()).as("by its number").isEqualTo(404);
    path(bob.post(mine + "/link"));
    assertThat(site.get(link).statusCode()).isEqualTo(404);
    String next = Client.find("(/collections/shared/[A-Za-z0-9_-]{43})", bob.get(mine).body());
    assertThat(site.get(next).statusCode()).isEqualTo(200);
    path(bob.post(mine + "/edit", "title", "For the seminar", "visibility", "private"));
    assertThat(site.get(next).statusCode()).isEqualTo(404);
    assertThat(site.get(next + ".bib").statusCode()).isEqualTo(404);
  }

  @Test
  void aPublicOneHasFeedsAndFiles() {
    String mine = made(bob, "Entropy & co", "public");
    assertThat(site.get("/collections").body())
        .as("empty ones are not listed")
        .doesNotContain("Entropy &amp; co");
    add(bob, mine, "timemixer", "50% \"better\"");
    add(bob, mine, "srrw", "");
    assertThat(site.get("/collections").body()).contains("Entropy &amp; co", "2 papers by");
    assertThat(site.get(mine).body()).contains("rel=\"alternate\"", "50% &quot;better&quot;");
    HttpResponse<String> atom = site.get(mine + ".atom");
    assertThat(atom.headers().firstValue("Content-Type").orElse("")).contains("atom+xml");
    assertThat(atom.body()).containsSubsequence("Entropy &amp; co", "TimeMixer", "Self-Repellent");
    assertThat(site.json(mine + ".json").path("items")).hasSize(2);
    assertThat(site.get(mine + ".bib").body())
        .contains("annote        = {50\\% \"better\"}")
        .containsSubsequence("TimeMixer", "Self-Repellent");
    List<String> lines = site.get(mine + ".jsonl").body().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = Json.MAPPER.readTree(lines.getFirst());
    assertThat(first.path("slug").asString()).isEqualTo("timemixer");
    assertThat(first.path("note").asString()).isEqualTo("50% \"better\"");
    assertThat(first.path("summary").asString()).isNotEmpty();
  }

  @Test
  void papersStandInTheOrderTheirOwnerGives() {
    String token = token(bob, "discuss");
    String made = api(token, "POST", "/api/v1/collections", "{\"title\":\"Order\"}").body();
    String api = "/api/v1/collections/" + Json.MAPPER.readTree(made).path("id").asLong();
    for (String paper : List.of("uncomp", "srrw", "timemixer")) {
      HttpResponse<String> put =
          api(token, "PUT", api + "/papers", "{\"paper\":\"%s\"}".formatted(paper));
      assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    }
    String page = api.substring("/api/v1".length());
    path(bob.post(page + "/move", "paper", "timemixer", "way", "up"));
    assertThat(slugs(token, api)).containsExactly("uncomp", "timemixer", "srrw");
    path(bob.post(page + "/move", "paper", "uncomp", "way", "down"));
    assertThat(slugs(token, api)).containsExactly("timemixer", "uncomp", "srrw");
    api(token, "PUT", api + "/papers", "{\"paper\":\"srrw\",\"place\":1}");
    assertThat(slugs(token, api)).containsExactly("srrw", "timemixer", "uncomp");
    api(token, "PUT", api + "/papers", "{\"paper\":\"srrw\",\"note\":\"n\",\"place\":99}");
    assertThat(slugs(token, api)).containsExactly("timemixer", "uncomp", "srrw");
    assertThat(api(token, "GET", api, "").body()).contains("\"note\":\"n\"");
    api(token, "DELETE", api + "/papers?paper=uncomp", "");
    assertThat(slugs(token, api)).containsExactly("timemixer", "srrw");
    assertThat(api(token, "DELETE", api + "/papers?paper=uncomp", "").statusCode()).isEqualTo(404);
    assertThat(api(token, "DELETE", api, "").statusCode()).isEqualTo(200);
    assertThat(api(token, "GET", api, "").statusCode()).isEqualTo(404);
  }

  private static List<String> slugs(String token, String api) {
    JsonNode whole = Json.MAPPER.readTree(api(token, "GET", api, "").body());
    return whole.path("papers").findValuesAsString("title").stream()
        .map(
            title ->
                title.startsWith("TimeMixer")
                    ? "timemixer"
                    : title.startsWith("Acc")
                        ? "srrw"
                        : title.startsWith("UNComp") ? "uncomp" : title)
        .toList();
  }

  @Test
  void wrongInputIsNamedAndKept() {
    HttpResponse<String> untitled =
        bob.post("/collections", "title", " ", "description", "kept words", "visibility", "all");
    assertThat(untitled.statusCode()).isEqualTo(422);
    assertThat(untitled.body())
        .contains(
            "title must have from 1 to 120 characters: got 0",
            "visibility must be private, link or public: got &#39;all&#39;",
            ">kept words</textarea>");
    HttpResponse<String> added =
        bob.post("/collections/add", "paper", "srrw", "collection", "x", "note", "my note");
    assertThat(added.statusCode()).isEqualTo(422);
    assertThat(added.body()).contains("one of yours or new", ">my note</textarea>");
    assertThat(bob.post("/collections/add", "paper", "nothing").statusCode()).isEqualTo(404);
    String mine =
        path(
            bob.post(
                "/collections/add", "paper", "srrw", "collection", "new", "title", "New here"));
    assertThat(bob.get(mine).body()).contains("New here", "1 paper");
    assertThat(bob.get("/collections/add?paper=srrw").body()).contains("private, 1 paper; has it");
    assertThat(site.get("/collections/add?paper=srrw").statusCode()).isEqualTo(302);
    assertThat(bob.get("/papers/srrw").body()).contains("/collections/add?paper=2401.09665");
    assertThat(site.get("/papers/srrw").body()).doesNotContain("/collections/add");
  }

  @Test
  void aModeratorTakesAPublicOneOutOfSight() {
    String mine = made(bob, "Buy my book", "public");
    add(bob, mine, "srrw", "cheap");
    assertThat(eve.post(mine + "/withdraw").statusCode()).isEqualTo(403);
    path(ada.post(mine + "/withdraw"));
    assertThat(site.get(mine).statusCode()).isEqualTo(404);
    assertThat(bob.get(mine).body()).contains("cheap", "private");
    assertThat(bob.get("/notifications").body())
        .contains("A moderator has made your collection “Buy my book” private");
    assertThat(ada.get("/admin/audit").body()).contains("make collection private");
  }

  @Test
  void collectionsGoWithTheirAccount() {
    Client kim = Client.reader(site, ada, "kim");
    String mine = made(kim, "Kims own", "public");
    add(kim, mine, "srrw", "a note of kim");
    JsonNode export = Json.MAPPER.readTree(kim.get("/settings/export").body());
    assertThat(export.at("/collections/0/title").asString()).isEqualTo("Kims own");
    assertThat(export.at("/collections/0/papers/0/note").asString()).isEqualTo("a note of kim");
    kim.post("/settings/delete", "current", Client.PASSWORD);
    assertThat(site.get(mine).statusCode()).isEqualTo(404);
    assertThat(site.get("/collections").body()).doesNotContain("Kims own");
  }
}
