package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Json;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whose runs and uploads are, and who else reaches them. */
@Tag("sql")
class RunOwnersTest {
  private static final String QUICK =
      "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":4,\"steps\":100}}";

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;
  private static Client bob;
  private static String bobs;
  private static String eves;

  @BeforeAll
  static void start() {
    site =
        TestSite.start(
            folder,
            c ->
                c.with(
                    AccountConfig.DEFAULT
                        .with(new AccountConfig.Limits(1_000, 1_000, 1_000, 1_000, 1_000))
                        .with(Access.ACCOUNTS)));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
    bobs = token(bob, "run");
    eves = token(Client.reader(site, ada, "eve"), "run");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String token(Client client, String scope) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        client.post("/settings/tokens", "name", "t", "scopes", scope, "days", "2").body());
  }

  private static HttpResponse<String> call(String token, String method, String path, String body) {
    HttpRequest.Builder request =
        site.request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return site.send(
        token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> get(String token, String path) {
    HttpRequest.Builder request = site.request(path);
    return site.send(
        token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  private static long run(String token, String body) {
    HttpResponse<String> answer = call(token, "POST", "/api/v1/runs", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.MAPPER.readTree(answer.body()).path("id").asLong();
  }

  private static JsonNode await(String token, long id) {
    for (int i = 0; i < 1_200; i++) {
      JsonNode run = Json.MAPPER.readTree(get(token, "/api/v1/runs/" + id).body());
      if (List.of("done", "failed", "stopped").contains(run.path("state").asString())) {
        return run;
      }
      TestSite.pause(50);
    }
    throw new AssertionError("run %d does not end".formatted(id));
  }

  private static List<String> addresses(long id, String key) {
    return List.of(
        "/runs/" + key,
        "/runs/" + key + "/events",
        "/runs/" + key + "/report.json",
        "/runs/" + key + "/report.html",
        "/runs/" + key + "/files/visits.txt",
        "/api/v1/runs/" + key,
        "/api/v1/runs/" + key + "/events",
        "/api/v1/runs/" + key + "/report.json",
        "/api/v1/runs/" + key + "/files/visits.txt");
  }

  @Test
  void aRunIsItsOwnersAloneUntilItIsShown() {
    long id = run(bobs, QUICK);
    assertThat(await(bobs, id).path("state").asString()).isEqualTo("done");
    for (String path : addresses(id, "" + id)) {
      assertThat(get(bobs, path).statusCode()).as(path).isEqualTo(200);
      for (String other : List.of(eves, "", token(bob, "discuss"))) {
        assertThat(get(other, path).statusCode()).as(path).isEqualTo(404);
      }
    }
    assertThat(get(eves, "/api/v1/runs").body()).doesNotContain("/runs/" + id + "\"");
    assertThat(get("", "/runs").body()).doesNotContain("/runs/" + id + "\"");
    assertThat(bob.get("/runs").body()).contains("/runs/" + id + "\"", "private");

    HttpResponse<String> linked = show(id, "link");
    String link = Json.MAPPER.readTree(linked.body()).path("link").asString();
    String key = link.substring("/runs/".length());
    assertThat(key).matches(id + "-[A-Za-z0-9_-]{24}");
    assertThat(bob.get("/runs/" + id).body()).contains(site.uri(link).toString());
    for (String path : addresses(id, key)) {
      assertThat(get("", path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("", link).body())
        .contains("/runs/" + key + "/files/visits.txt")
        .doesNotContain("Delete");
    for (String path : addresses(id, "" + id)) {
      assertThat(get(eves, path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(get("", "/api/v1/runs").body()).doesNotContain(key);
    show(id, "link");
    for (String path : addresses(id, key)) {
      assertThat(get("", path).statusCode()).as("%s after a new link", path).isEqualTo(404);
    }

    show(id, "public");
    for (String path : addresses(id, "" + id)) {
      assertThat(get("", path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("", "/papers/srrw/run/walk").body()).contains("Public runs", "by bob");
    assertThat(get("", "/runs").body()).contains("/runs/" + id + "\"", "bob");
    assertThat(call(eves, "POST", "/api/v1/runs/" + id + "/stop", "").statusCode()).isEqualTo(403);
    assertThat(call(eves, "DELETE", "/api/v1/runs/" + id, "").statusCode()).isEqualTo(403);
    assertThat(
            call(eves, "PUT", "/api/v1/runs/" + id + "/visibility", "{\"visibility\":\"private\"}")
                .statusCode())
        .isEqualTo(403);
    show(id, "private");
    assertThat(get("", "/runs/" + id).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> show(long id, String visibility) {
    return call(
        bobs,
        "PUT",
        "/api/v1/runs/" + id + "/visibility",
        "{\"visibility\":\"%s\"}".formatted(visibility));
  }

  @Test
  void nobodyReadsAnothersFileOrRun() {
    String ref = upload(bobs);
    String path = "/api/v1/uploads/" + ref.substring(7);
    assertThat(get(bobs, path + "/content").body()).isEqualTo("4\n5.5\n");
    assertThat(get(bobs, "/api/v1/uploads").body()).contains(ref);
    for (String other : List.of(eves, "")) {
      assertThat(get(other, path).statusCode()).isEqualTo(404);
      assertThat(get(other, path + "/content").statusCode()).isEqualTo(404);
    }
    assertThat(call(eves, "DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(get(eves, "/api/v1/uploads").body()).doesNotContain(ref);

    long first = run(bobs, QUICK);
    await(bobs, first);
    for (String source : List.of(ref, "run:" + first + "/visits.txt")) {
      String body =
          "{\"method\":\"srrw/read-visits\",\"params\":{\"first\":\"%s\"}}".formatted(source);
      HttpResponse<String> refused = call(eves, "POST", "/api/v1/runs", body);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("first must be something you may read: got " + source);
      assertThat(await(bobs, run(bobs, body)).path("state").asString()).isEqualTo("done");
    }
    assertThat(call(bobs, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(get(bobs, path).statusCode()).isEqualTo(404);
    awaitGone(folder.resolve("uploads").resolve(ref.substring(7)));
  }

  private static String upload(String token) {
    HttpResponse<String> answer =
        site.send(
            site.request("/api/v1/uploads/data.txt")
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString("4\n5.5\n")));
    return Json.MAPPER.readTree(answer.body()).path("ref").asString();
  }

  /** Folders go soon after the rows. */
  private static void awaitGone(Path place) {
    for (int i = 0; i < 600 && Files.exists(place); i++) {
      TestSite.pause(50);
    }
    assertThat(place).doesNotExist();
  }

  @Test
  void aDeletedRunEndsAndLeavesNothing() {
    long id = run(bobs, "{\"method\":\"srrw/walk\",\"params\":{\"rest\":200}}");
    while (!get(bobs, "/api/v1/runs/" + id).body().contains("\"state\":\"running\"")) {
      TestSite.pause(50);
    }
    assertThat(call(bobs, "DELETE", "/api/v1/runs/" + id, "").statusCode()).isEqualTo(204);
    assertThat(get(bobs, "/api/v1/runs/" + id).statusCode()).isEqualTo(404);
    awaitGone(folder.resolve("runs/" + id));
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(
                    child -> child.info().commandLine().orElse("").contains("/runs/" + id + " ")))
        .isEmpty();
  }

  @Test
  void anAdministratorEndsARunWithoutReadingIt() {
    long id =
        run(eves, "{\"method\":\"srrw/walk\",\"params\":{\"rest\":200,\"title\":\"Unpublished\"}}");
    assertThat(ada.get("/runs/" + id).statusCode()).isEqualTo(404);
    assertThat(ada.get("/runs?whose=all").body())
        .contains("eve", "Stop run " + id)
        .doesNotContain("Unpublished");
    assertThat(bob.get("/runs?whose=all").statusCode()).isEqualTo(403);
    assertThat(ada.post("/runs/" + id + "/stop").statusCode()).isEqualTo(302);
    assertThat(await(eves, id).path("state").asString()).isEqualTo("stopped");
    assertThat(ada.get("/admin/audit").body()).contains("stop run", id + " of eve");
  }

  @Test
  void withAnAccountGoItsRunsAndFiles() {
    Client kim = Client.reader(site, ada, "kim");
    String kims = token(kim, "run");
    String upload = upload(kims).substring(7);
    long done = run(kims, QUICK);
    await(kims, done);
    long running = run(kims, "{\"method\":\"srrw/walk\",\"params\":{\"rest\":200}}");
    JsonNode export = Json.MAPPER.readTree(kim.get("/settings/export").body());
    assertThat(export.path("runs")).hasSize(2);
    assertThat(export.at("/runs/0/params/nodes").asInt()).isEqualTo(4);
    assertThat(export.at("/files/0/ref").asString()).isEqualTo("upload:" + upload);
    assertThat(kim.post("/settings/delete", "current", Client.PASSWORD).statusCode())
        .isEqualTo(302);
    for (long id : new long[] {done, running}) {
      awaitGone(folder.resolve("runs/" + id));
      assertThat(ada.get("/runs/" + id).statusCode()).isEqualTo(404);
    }
    awaitGone(folder.resolve("uploads").resolve(upload));
  }

  @Test
  void twoRunsAreComparedByWhoSeesBoth() {
    long one = run(bobs, QUICK);
    long two = run(bobs, "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":5,\"steps\":100}}");
    await(bobs, one);
    await(bobs, two);
    String page = bob.get("/runs/%d/compare/%d".formatted(one, two)).body();
    assertThat(page)
        .contains("Parameters, 1 different", "<tr class=\"differs\">", "Run " + two + ": distance");
    assertThat(bob.get("/runs/" + one).body()).contains("value=\"" + two + "\"");
    assertThat(
            bob.get("/runs/%d/compare?with=%s".formatted(one, site.uri("/runs/" + two)))
                .headers()
                .firstValue("Location")
                .orElseThrow())
        .endsWith("/runs/%d/compare/%d".formatted(one, two));
    assertThat(get(eves, "/runs/%d/compare/%d".formatted(one, two)).statusCode()).isEqualTo(404);
    show(one, "public");
    HttpResponse<String> half = get(eves, "/runs/%d/compare/%d".formatted(one, two));
    assertThat(half.statusCode()).isEqualTo(404);
    assertThat(half.body()).contains("here is no run " + two);
    show(one, "private");
    long read = run(bobs, "{\"method\":\"srrw/read-visits\"}");
    await(bobs, read);
    assertThat(bob.get("/runs/%d/compare/%d".formatted(one, read)).body())
        .contains("runs to compare must be of one method");
  }

  @Test
  void listsAreNarrowedByStateAndMethod() {
    long id = run(eves, QUICK);
    await(eves, id);
    assertThat(numbers(get(eves, "/api/v1/runs?whose=mine&state=done&method=srrw/walk").body()))
        .contains(id);
    assertThat(numbers(get(eves, "/api/v1/runs?whose=mine&method=srrw").body())).contains(id);
    assertThat(numbers(get(eves, "/api/v1/runs?whose=mine&method=srr").body())).isEmpty();
    assertThat(numbers(get(eves, "/api/v1/runs?whose=mine&state=failed").body())).isEmpty();
    assertThat(get(eves, "/api/v1/runs?state=over").body())
        .contains("state must be one of queued, running, done, failed, stopped: got over");
    assertThat(get("", "/api/v1/runs?whose=mine").statusCode()).isEqualTo(401);
    assertThat(get(eves, "/api/v1/runs?whose=all").statusCode()).isEqualTo(403);
  }

  private static List<Long> numbers(String list) {
    return Json.MAPPER
        .readTree(list)
        .path("runs")
        .valueStream()
        .map(r -> r.path("id").asLong())
        .toList();
  }
}
