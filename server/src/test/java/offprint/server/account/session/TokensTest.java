package offprint.server.account.session;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sql")
class TokensTest {
  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;
  private static Client bob;

  @BeforeAll
  static void start() {
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE).with(Access.PRIVATE);
    site = TestSite.start(folder, c -> c.with(config));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static String token(Client owner, String scopes) {
    return Client.find(
        "(offprint_[A-Za-z0-9_-]{43})",
        owner.post("/settings/tokens", "name", scopes, "scopes", scopes, "days", "2").body());
  }

  private static HttpResponse<String> with(String token, String method, String path, String json) {
    return site.send(
        site.request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  private static int status(String token, String method, String path, String json) {
    return with(token, method, path, json).statusCode();
  }

  @Test
  void aTokenOpensItsScopesAndNothingElse() {
    String run = "{\"method\":\"srrw/walk\"}";
    String read = token(bob, "read");
    assertThat(status(read, "GET", "/api/v1/papers", "")).isEqualTo(200);
    assertThat(status(read, "GET", "/papers.atom", "")).isEqualTo(200);
    assertThat(status(read, "GET", "/api/daily_papers", "")).isEqualTo(200);
    assertThat(with(read, "POST", "/api/v1/runs", run).body())
        .contains("this account or token may not do that");
    assertThat(status(read, "POST", "/api/v1/runs", run)).isEqualTo(403);
    assertThat(status(read, "PUT", "/api/v1/papers/srrw/vote", "")).isEqualTo(403);
    assertThat(status(read, "POST", "/api/v1/papers", "{\"id\":\"x\"}")).isEqualTo(403);
    String runner = token(bob, "run");
    assertThat(status(runner, "POST", "/api/v1/runs", run)).isEqualTo(202);
    assertThat(status(runner, "PUT", "/api/v1/uploads/a.csv", "1")).isEqualTo(201);
    assertThat(status(runner, "GET", "/api/v1/papers", "")).isEqualTo(403);
    String discuss = token(bob, "discuss");
    assertThat(status(discuss, "PUT", "/api/v1/papers/srrw/vote", "")).isEqualTo(200);
    assertThat(status(token(bob, "submit"), "POST", "/api/v1/papers", "{\"id\":\"x\"}"))
        .isEqualTo(422);
  }

  @Test
  void noTokenReachesTheAccountNorTheAdministration() {
    String all = token(ada, "read,run,submit,discuss");
    for (String path : List.of("/settings", "/settings/export", "/admin", "/moderation")) {
      assertThat(status(all, "GET", path, "")).as(path).isEqualTo(403);
    }
    assertThat(status(all, "POST", "/settings/tokens", "")).isEqualTo(403);
    assertThat(status(all, "POST", "/opinions", "")).isEqualTo(403);
  }

  @Test
  void aTokenThatIsRevokedRanOutOrNeverWasOpensNothing() {
    String token = token(bob, "read");
    String id = Client.find("(?s).*/settings/tokens/([0-9]+)/revoke", bob.get("/settings").body());
    assertThat(ada.post("/settings/tokens/" + id + "/revoke").statusCode()).isEqualTo(404);
    assertThat(status(token, "GET", "/api/v1/papers", "")).isEqualTo(200);
    assertThat(bob.post("/settings/tokens/" + id + "/revoke").statusCode()).isEqualTo(302);
    assertThat(with(token, "GET", "/api/v1/papers", ""))
        .returns(401, HttpResponse::statusCode)
        .satisfies(a -> assertThat(a.body()).contains("unknown, revoked or has run out"));
    assertThat(status("offprint_" + "A".repeat(43), "GET", "/api/v1/papers", "")).isEqualTo(401);
    assertThat(status("hf_" + "A".repeat(34), "GET", "/api/daily_papers", ""))
        .as("tokens of other hubs are as good as none")
        .isEqualTo(401);
    String old = token(bob, "read");
    try (Home home = TestDatabase.open(folder)) {
      JdbcClient.create(home.dataSource())
          .sql("update api_token set expires = created where digest = :digest")
          .param("digest", Secret.digest(old))
          .update();
    }
    assertThat(status(old, "GET", "/api/v1/papers", "")).isEqualTo(401);
    assertThat(bob.get("/settings").body()).contains("ran out");
  }

  @Test
  void faultsOfATokenAreSaid() {
    for (String[] bad :
        new String[][] {
          {"", "read", "2", "name must have from 1 to 60"},
          {"x", "", "2", "scopes must name at least one"},
          {"x", "everything", "2", "got everything"},
          {"x", "read", "0", "days must be from 1 to 366: got 0"},
          {"x", "read", "9999", "got 9999"}
        }) {
      HttpResponse<String> answer =
          bob.post("/settings/tokens", "name", bad[0], "scopes", bad[1], "days", bad[2]);
      assertThat(answer.statusCode()).as(bad[3]).isEqualTo(422);
      assertThat(answer.body()).contains(bad[3]);
    }
  }

  @Test
  void noTableHoldsAWordThatOpensSomething() {
    Client cy = Client.reader(site, ada, "cy");
    String token = token(cy, "read");
    String invitation = ada.invitation();
    String number =
        Client.find(
            "<strong>cy</strong>(?s:.)*?/admin/accounts/([0-9]+)/role", ada.get("/admin").body());
    String reset =
        Client.find(
            "/reset\\?word=([A-Za-z0-9_-]{43})",
            ada.post("/admin/accounts/" + number + "/reset").body());
    StringBuilder all = new StringBuilder();
    try (Home home = TestDatabase.open(folder)) {
      JdbcClient sql = JdbcClient.create(home.dataSource());
      for (String table :
          List.of(
              "account", "account_session", "api_token", "invitation", "password_reset", "audit")) {
        for (Map<String, Object> row : sql.sql("select * from " + table).query().listOfRows()) {
          all.append(row).append('\n');
        }
      }
    }
    assertThat(all)
        .contains("$argon2id$v=19$m=19456,t=2,p=1$")
        .contains(Secret.digest(token), Secret.digest(invitation), Secret.digest(reset))
        .contains(Secret.digest(cy.cookie()))
        .doesNotContain(token, invitation, reset, cy.cookie(), PASSWORD);
  }
}
