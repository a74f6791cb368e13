package offprint.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import offprint.server.TestSite;
import offprint.server.account.passkey.SoftKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the site with nobody, with another's account and with the right one. */
@Tag("sql")
class RoutesTest {
  @TempDir static Path folder;
  @TempDir static Path open;
  private static TestSite site;
  private static Client ada;
  private static Client bob;
  private static Client eve;
  private static final Map<String, String> IDS = new LinkedHashMap<>();

  /** A route and one of its methods. */
  private record Route(String method, String pattern) implements Comparable<Route> {
    String path() {
      String path = pattern.replaceAll(":[^/{}]*(\\{[^{}]*}[^/{}]*)*}", "}");
      for (Map.Entry<String, String> id : IDS.entrySet()) {
        if (path.startsWith(id.getKey())) {
          path = path.replace("{id}", id.getValue());
        }
      }
      return path.replace("{id}", "1").replaceAll("\\{[a-z]+}", "1");
    }

    @Override
    public int compareTo(Route other) {
      return Comparator.comparing(Route::pattern).thenComparing(Route::method).compare(this, other);
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  @BeforeAll
  static void start() {
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE);
    site = TestSite.start(folder, c -> c.with(config.with(Access.PRIVATE)));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
    eve = Client.reader(site, ada, "eve");
    eve.post("/settings/tokens", "name", "x", "scopes", "read", "days", "2");
    bob.post("/settings/tokens", "name", "x", "scopes", "read", "days", "2");
    IDS.put(
        "/settings/sessions", Client.find("/sessions/([0-9]+)/end", bob.get("/settings").body()));
    IDS.put("/settings/tokens", Client.find("/tokens/([0-9]+)/rev", bob.get("/settings").body()));
    SoftKey.added(bob, "http://localhost:" + site.port(), "laptop");
    IDS.put(
        "/settings/passkeys", Client.find("/passkeys/([0-9]+)/rev", bob.get("/settings").body()));
    IDS.put("/comments", comment(bob));
    IDS.put("/api/v1/comments", comment(bob));
    String run = run(bob);
    IDS.put("/runs", run);
    IDS.put("/api/v1/runs", run);
    String upload = upload(bob);
    IDS.put("/uploads", upload);
    IDS.put("/api/v1/uploads", upload);
    String collection =
        Client.find(
            "/collections/([0-9]+)",
            bob.post("/collections", "title", "a collection of bob")
                .headers()
                .firstValue("Location")
                .orElseThrow());
    IDS.put("/collections", collection);
    IDS.put("/api/v1/collections", collection);
    eve.post("/comments", "paper", "srrw", "text", "for @bob");
    IDS.put(
        "/notifications",
        Client.find("/notifications/([0-9]+)/read", bob.get("/notifications").body()));
    bob.post("/claims", "paper", "uncomp", "place", "1", "evidence", "I wrote it");
    IDS.put("/claims", Client.find("/claims/([0-9]+)/withdraw", bob.get("/people/bob").body()));
    IDS.put(
        "/api/v1/claims", Client.find("/claims/([0-9]+)/withdraw", bob.get("/people/bob").body()));
    IDS.put("/moderation", "4000000"); // nobody's: what the administrator decides must not matter
    IDS.put("/people", "bob");
    IDS.put("/api/v1/people", "bob");
    IDS.put("/api/v1/papers", "srrw");
    IDS.put("/papers", "srrw");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String comment(Client client) {
    return Client.find(
        "#comment-([0-9]+)",
        client
            .post("/comments", "paper", "srrw", "text", "a comment by bob")
            .headers()
            .firstValue("Location")
            .orElseThrow());
  }

  private static String run(Client client) {
    return Client.find(
        "/runs/([0-9]+)",
        client
            .post("/papers/srrw/run/walk", "seed", "7")
            .headers()
            .firstValue("Location")
            .orElseThrow());
  }

  private static String upload(Client client) {
    HttpRequest.Builder put =
        put(site, "/api/v1/uploads/secret.csv").header("X-CSRF-TOKEN", client.csrf());
    return Client.find("upload:([0-9a-f]{32})", client.send(put).body());
  }

  private static Set<Route> routes() {
    Set<Route> routes = new TreeSet<>();
    for (RequestMappingInfo info :
        site.context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()) {
      Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
      for (String pattern : info.getPatternValues()) {
        for (RequestMethod method :
            methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
          routes.add(new Route(method.name(), pattern));
        }
      }
    }
    assertThat(routes).hasSizeGreaterThan(90);
    return routes;
  }

  private static int status(Client client, Route route, String csrf) {
    HttpResponse<String> answer = answer(client, route, route.path(), csrf);
    boolean toSignIn =
        answer.statusCode() == 302
            && answer.headers().firstValue("Location").orElse("").contains("/login");
    return toSignIn ? 401 : answer.statusCode();
  }

  private static HttpResponse<String> answer(Client client, Route route, String path, String csrf) {
    HttpRequest.Builder request =
        site.request(path)
            .method(
                route.method(),
                route.method().equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json");
    if (!csrf.isEmpty()) {
      request.header("X-CSRF-TOKEN", csrf);
    }
    return client.send(request);
  }

  /** What is there before signing in; nothing else may be. */
  private static final List<String> OPEN =
      List.of(
          "/login",
          "/logout",
          "/setup",
          "/register",
          "/reset",
          "/confirm",
          "/assets",
          "/refused",
          "/error",
          "/digests",
          "/subscribe/confirm",
          "/subscription",
          "/unsubscribe");

  private static boolean isOpen(String pattern) {
    return OPEN.stream().anyMatch(o -> pattern.equals(o) || pattern.startsWith(o + "/"));
  }

  @Test
  void nobodySeesAnythingOfAPrivateSiteButTheDoor() {
    for (Route route : routes()) {
      int status = status(new Client(site), route, "");
      if (route.pattern().equals("/login")) {
        assertThat(status).as(route.toString()).isEqualTo(route.method().equals("GET") ? 200 : 401);
      } else if (isOpen(route.pattern())) {
        assertThat(status).as(route.toString()).isNotEqualTo(401);
      } else {
        assertThat(status).as(route.toString()).isEqualTo(401);
      }
    }
  }

  @Test
  void aReaderReachesNothingOfModeratorsAdministratorsOrAnother() {
    Client other = eve;
    String csrf = other.csrf();
    for (Route route : routes()) {
      String pattern = route.pattern();
      if (pattern.startsWith("/admin") || pattern.startsWith("/moderation")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(403);
      } else if (pattern.matches("(/api/v1)?/comments/\\{id}(/(edit|delete|hide|show))?")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(403);
      } else if (pattern.matches("/collections/\\{id.*/withdraw")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(403);
      } else if (pattern.matches("(/api/v1)?/collections/\\{id.*")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(404);
      } else if (pattern.matches("(/notifications|(/api/v1)?/claims)/\\{id.*")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(404);
      } else if (pattern.matches("/settings/(sessions|tokens|passkeys|provider)/\\{id}/.*")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(404);
      } else if (pattern.matches("(/api/v1)?/(runs|uploads)/\\{id}.*")) {
        assertThat(status(other, route, csrf)).as(route.toString()).isEqualTo(404);
        assertThat(plain(answer(other, route, route.path(), csrf)))
            .as("%s as of one that does not exist", route)
            .isEqualTo(plain(answer(other, route, elsewhere(route), csrf)));
      }
    }
    assertThat(bob.get(IDS.get("/runs").transform(id -> "/runs/" + id)).statusCode())
        .isEqualTo(200);
    assertThat(bob.isSignedIn()).isTrue();
    assertThat(bob.get("/settings").body()).contains("Revoke");
    assertThat(bob.get("/papers/srrw").body().split("a comment by bob", -1)).hasSize(3);
    assertThat(bob.get("/collections").body()).contains("a collection of bob");
  }

  /** The route's path with the id of nothing. */
  private static String elsewhere(Route route) {
    String run = IDS.getOrDefault("/runs", "");
    String upload = IDS.getOrDefault("/uploads", "");
    return route.path().replace(upload, "0".repeat(32)).replace("/" + run, "/987654");
  }

  /** What an answer says but for the id in it and what changes with every answer. */
  private static String plain(HttpResponse<String> answer) {
    return answer.statusCode()
        + answer
            .body()
            .replace(IDS.getOrDefault("/uploads", ""), "ID")
            .replace("0".repeat(32), "ID")
            .replace("run " + IDS.getOrDefault("/runs", ""), "run ID")
            .replace("run 987654", "run ID")
            .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
  }

  @Test
  void noChangeOfASessionIsTakenWithoutItsToken() {
    for (Route route : routes()) {
      if (!route.method().equals("GET") && !route.pattern().equals("/refused")) {
        assertThat(status(bob, route, "")).as(route.toString()).isEqualTo(403);
      }
    }
    assertThat(bob.isSignedIn()).isTrue();
  }

  @Test
  void theRightAccountIsNowhereTurnedAway() {
    Client owner = Client.reader(site, ada, "kim");
    String csrf = owner.csrf();
    for (Route route : routes()) {
      String pattern = route.pattern();
      boolean others =
          pattern.startsWith("/admin")
              || pattern.startsWith("/moderation")
              || pattern.matches("(/api/v1)?/comments/.*|/collections/.*/withdraw");
      if (!others && !pattern.equals("/refused") && !isOpen(pattern)) {
        assertThat(status(owner, route, csrf)).as(route.toString()).isNotIn(401, 403);
      }
    }
    String key = ada.csrf();
    for (Route route : routes()) {
      if (route.pattern().startsWith("/admin") || route.pattern().startsWith("/moderation")) {
        assertThat(status(ada, route, key)).as(route.toString()).isNotIn(401, 403);
      }
    }
    assertThat(ada.isSignedIn()).isTrue();
  }

  @Test
  void whoReachesThisMachineRunsWithoutAnAccountUnlessAccountsAreRequired() {
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE);
    String run = "{\"method\":\"srrw/walk\"}";
    try (TestSite easy = TestSite.start(open.resolve("easy"), c -> c.with(config))) {
      assertThat(easy.post("/api/v1/runs", run).statusCode()).isEqualTo(202);
      assertThat(easy.post("/api/v1/papers", "{\"id\":\"x\"}").statusCode()).isEqualTo(422);
      assertThat(easy.send(put(easy, "/api/v1/papers/srrw/vote")).statusCode())
          .as("a vote is an account's")
          .isEqualTo(401);
    }
    try (TestSite strict =
        TestSite.start(open.resolve("strict"), c -> c.with(config.with(Access.ACCOUNTS)))) {
      assertThat(strict.get("/").statusCode()).isEqualTo(200);
      assertThat(strict.get("/api/v1/papers").statusCode()).isEqualTo(200);
      assertThat(strict.get("/api/daily_papers").statusCode()).isEqualTo(200);
      assertThat(strict.post("/api/v1/runs", run).statusCode()).isEqualTo(401);
      assertThat(strict.post("/api/v1/papers", "{\"id\":\"x\"}").statusCode()).isEqualTo(401);
      assertThat(strict.send(put(strict, "/api/v1/uploads/a.csv")).statusCode()).isEqualTo(401);
      Client anybody = new Client(strict);
      assertThat(anybody.post("/opinions", "paper", "srrw", "opinion", "saved").statusCode())
          .as("saving needs no account")
          .isEqualTo(302);
    }
    assertThat(AccountConfig.DEFAULT.access(true)).isEqualTo(Access.OPEN);
    assertThat(AccountConfig.DEFAULT.access(false)).isEqualTo(Access.ACCOUNTS);
  }

  private static HttpRequest.Builder put(TestSite site, String path) {
    return site.request(path).PUT(HttpRequest.BodyPublishers.ofString("1"));
  }

  @Test
  void whatAMemberWasAnsweredIsNotGivenToTheNext() {
    String token =
        Client.find(
            "(offprint_[A-Za-z0-9_-]{43})",
            eve.post("/settings/tokens", "name", "r", "scopes", "read", "days", "2").body());
    for (String path : List.of("/", "/papers", "/papers/newest", "/papers.atom", "/topics")) {
      assertThat(eve.get(path).statusCode()).as(path).isEqualTo(200);
      HttpResponse<String> answer =
          site.send(site.request(path).header("Authorization", "Bearer " + token));
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
      assertThat(site.get(path).statusCode()).as(path).isIn(302, 401);
    }
  }

  @Test
  void addressesWrittenOtherwiseOpenNothing() {
    for (String path :
        List.of(
            "/%61dmin",
            "/admin/",
            "//admin",
            "/./admin",
            "/login/../admin",
            "/assets/..;/admin",
            "/ADMIN",
            "/admin;x=1",
            "/settings%2f..%2fadmin",
            "/assets/%2e%2e/admin")) {
      HttpResponse<String> answer;
      try {
        answer = eve.send(site.request(path));
      } catch (IllegalArgumentException _) {
        continue;
      }
      assertThat(answer.statusCode()).as(path).isIn(400, 403, 404);
      assertThat(answer.body()).as(path).doesNotContain("Make an invitation");
    }
  }
}
