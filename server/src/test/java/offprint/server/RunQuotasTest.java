package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import offprint.engine.Json;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.run.RunQuotas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How much may be asked for, and whose run is next, with real processes. */
class RunQuotasTest {
  private static final String SLOW = "{\"method\":\"srrw/walk\",\"params\":{\"rest\":1000}}";
  private static final String BRIEF = "{\"method\":\"srrw/walk\",\"params\":{\"rest\":10}}";

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;

  @BeforeAll
  static void start() {
    site =
        TestSite.start(
            folder.resolve("site"),
            c ->
                c.with(c.runs().with(RunQuotas.DEFAULT.each(1, 3, 6, 1)))
                    .with(
                        AccountConfig.DEFAULT
                            .with(new AccountConfig.Limits(1_000, 1_000, 1_000, 1_000, 1_000))
                            .with(Access.ACCOUNTS)));
    ada = Client.administrator(site);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String token(String name) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        Client.reader(site, ada, name)
            .post("/settings/tokens", "name", "t", "scopes", "run", "days", "2")
            .body());
  }

  private static HttpResponse<String> call(String token, String method, String path, String body) {
    return site.send(
        site.request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> ask(String token, String body) {
    return call(token, "POST", "/api/v1/runs", body);
  }

  private static JsonNode run(String token, long id) {
    return Json.MAPPER.readTree(call(token, "GET", "/api/v1/runs/" + id, "").body());
  }

  private static long id(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.MAPPER.readTree(answer.body()).path("id").asLong();
  }

  private static JsonNode await(String token, long id, String... states) {
    for (int i = 0; i < 2_400; i++) {
      JsonNode run = run(token, id);
      if (List.of(states).contains(run.path("state").asString())) {
        return run;
      }
      TestSite.pause(50);
    }
    throw new AssertionError(run(token, id).toString());
  }

  @Test
  void anAccountHasSoManyAtOnceWaitingAndInADay() {
    String bob = token("bob");
    long first = id(ask(bob, SLOW));
    await(bob, first, "running");
    List<Long> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(id(ask(bob, SLOW)));
    }
    assertThat(run(bob, waiting.get(2)).path("ahead").asInt()).isEqualTo(2);
    HttpResponse<String> refused = ask(bob, SLOW);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(Json.MAPPER.readTree(refused.body()).path("detail").asString())
        .isEqualTo(
            "3 runs of yours wait, as many as an account may have: let one begin or stop one");
    assertThat(run(bob, waiting.get(0)).path("state").asString())
        .as("one at once, though this site has two places")
        .isEqualTo("queued");
    waiting.forEach(id -> call(bob, "DELETE", "/api/v1/runs/" + id, ""));
    long fifth = id(ask(bob, SLOW));
    long sixth = id(ask(bob, SLOW));
    assertThat(Json.MAPPER.readTree(ask(bob, SLOW).body()).path("detail").asString())
        .as("deleted ones count, refused ones do not")
        .isEqualTo("you have asked for 6 runs today, as many as an account may in a day (UTC)");
    for (long id : new long[] {first, fifth, sixth}) {
      call(bob, "POST", "/api/v1/runs/" + id + "/stop", "");
    }
  }

  @Test
  void ofManyAtOnceNoneIsOneTooMany() throws Exception {
    String eve = token("eve");
    List<Callable<Integer>> asks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asks.add(() -> ask(eve, SLOW).statusCode());
    }
    int accepted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> answer : threads.invokeAll(asks)) {
        assertThat(answer.get()).isIn(202, 429);
        accepted += answer.get() == 202 ? 1 : 0;
      }
    }
    assertThat(accepted).isBetween(3, 4); // three wait, and one may have begun meanwhile
    JsonNode mine = Json.MAPPER.readTree(call(eve, "GET", "/api/v1/runs?whose=mine", "").body());
    assertThat(mine.path("total").asInt()).isEqualTo(accepted);
    for (JsonNode run : mine.path("runs")) {
      call(eve, "DELETE", "/api/v1/runs/" + run.path("id").asLong(), "");
    }
  }

  /** What was asked for later by somebody with nothing running begins before what waits already. */
  @Test
  void nobodyWaitsBehindAnothersRuns() {
    String greta = token("greta");
    String hugo = token("hugo");
    String ivan = token("ivan");
    List<Long> gretas = Stream.generate(() -> id(ask(greta, BRIEF))).limit(3).toList();
    List<Long> hugos = Stream.generate(() -> id(ask(hugo, BRIEF))).limit(3).toList();
    await(hugo, hugos.getFirst(), "running", "done"); // both have one, so no other is before Ivan
    long late = id(ask(ivan, BRIEF));
    JsonNode ended = await(ivan, late, "done");
    Instant asked = Instant.parse(ended.path("created").asString());
    Instant begun = Instant.parse(ended.path("started").asString());
    List<Instant> others = new ArrayList<>();
    gretas.forEach(id -> others.add(began(greta, id)));
    hugos.forEach(id -> others.add(began(hugo, id)));
    assertThat(others)
        .as("Ivan's was asked for at %s and began at %s", asked, begun)
        .allMatch(other -> !other.isAfter(asked) || !other.isBefore(begun));
  }

  private static Instant began(String token, long id) {
    return Instant.parse(await(token, id, "done").path("started").asString());
  }

  @Test
  void anAccountKeepsSoManyBytes() throws Exception {
    String kim = token("kim");
    assertThat(put(kim, 700_000).statusCode()).isEqualTo(201);
    HttpResponse<String> refused = put(kim, 400_000);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains(
            "an account may use 1.0 MB for runs and files, and yours uses 700 kB: delete some");
    assertThat(put(kim, 348_576).statusCode()).isEqualTo(201);
    HttpResponse<String> full = ask(kim, BRIEF);
    assertThat(full.statusCode()).isEqualTo(409);
    assertThat(full.body()).contains("an account may use 1.0 MB");
    try (Stream<Path> uploads = Files.list(folder.resolve("site/uploads"))) {
      assertThat(uploads).hasSize(2);
    }
    String first =
        Json.MAPPER
            .readTree(call(kim, "GET", "/api/v1/uploads", "").body())
            .get(0)
            .path("ref")
            .asString()
            .substring("upload:".length());
    assertThat(call(kim, "DELETE", "/api/v1/uploads/" + first, "").statusCode()).isEqualTo(204);
    long id = id(ask(kim, BRIEF));
    await(kim, id, "done");
  }

  private static HttpResponse<String> put(String token, int bytes) {
    return site.send(
        site.request("/api/v1/uploads/data.csv")
            .header("Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes])));
  }

  @Test
  void aSiteTakesSoManyAltogetherAndSaysSoOnTheForm() {
    try (TestSite open =
        TestSite.start(
            folder.resolve("open"),
            c ->
                c.with(
                    c.runs()
                        .withParallel(1)
                        .withFiles(1)
                        .with(RunQuotas.DEFAULT.all(1, 4, 100))))) {
      long first = open.run("srrw/walk", "{\"rest\":1000}");
      open.await(first, "running");
      long second = open.run("srrw/walk", "{\"rest\":1000}");
      HttpResponse<String> refused = open.postForm("/papers/srrw/run/walk", "seed=1");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body())
          .contains("1 runs wait here, as many as this site takes")
          .doesNotContain("correct the marked fields");
      open.postForm("/runs/" + second + "/stop", "");
      open.postForm("/runs/" + first + "/stop", "");
      long third = open.run("srrw/walk", "{\"steps\":2000000,\"nodes\":3}");
      assertThat(open.await(third).path("reason").asString())
          .isEqualTo("wrote more than 1 MB of files (the limit)");
      open.await(open.run("srrw/walk", "{}"));
      assertThat(open.post("/api/v1/runs", BRIEF).body())
          .contains("4 runs were asked for here today, as many as this site takes in a day (UTC)");
    }
  }
}
