package offprint.server.account.member;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import offprint.engine.Json;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountMail;
import offprint.server.account.Audit;
import offprint.server.account.Client;
import offprint.server.account.RegistrationPolicy;
import offprint.server.account.Role;
import offprint.server.account.session.Sessions;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class AccountTest {
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

  @Test
  void theFirstVisitorWithTheCodeBecomesAdministrator(@TempDir Path other) {
    try (TestSite fresh = TestSite.start(other)) {
      assertThat(fresh.get("/login").body()).contains("There is no account yet", "/setup");
      Client client = new Client(fresh);
      HttpResponse<String> wrong =
          client.post("/setup", "code", "ABCD-EFGH-JKLM-NPQR", "name", "ada", "password", PASSWORD);
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(wrong.body()).contains("code must be the one on the server", "value=\"ada\"");
      String code = fresh.setupCode();
      assertThat(code).matches("([A-Z2-9]{4}-){3}[A-Z2-9]{4}");
      assertThat(
              client
                  .post("/setup", "code", code.toLowerCase(), "name", "ada", "password", PASSWORD)
                  .statusCode())
          .isEqualTo(302);
      assertThat(client.get("/admin").body()).contains("1 account", ">ada<");
      assertThat(fresh.get("/setup").statusCode()).isEqualTo(404);
      assertThat(
              new Client(fresh)
                  .post("/setup", "code", code, "name", "eve", "password", PASSWORD)
                  .statusCode())
          .isEqualTo(404);
      assertThat(fresh.get("/login").body()).doesNotContain("/setup");
    }
    try (TestSite again = TestSite.start(other)) {
      assertThat(again.get("/setup").statusCode()).as("after a restart").isEqualTo(404);
      assertThat(new Client(again).signIn("ada", PASSWORD).statusCode()).isEqualTo(302);
    }
  }

  @Test
  void onlyOneOfManyAtOnceIsTheFirst(@TempDir Path other) throws Exception {
    try (TestSite fresh = TestSite.start(other)) {
      String code = fresh.setupCode();
      List<Integer> answers =
          together(
              6,
              i ->
                  new Client(fresh)
                      .post("/setup", "code", code, "name", "n" + i + "x", "password", PASSWORD)
                      .statusCode());
      assertThat(answers.stream().filter(status -> status == 302)).hasSize(1);
      assertThat(answers).allMatch(status -> status == 302 || status == 409 || status == 404);
    }
  }

  private interface Act {
    int run(int i);
  }

  private static List<Integer> together(int many, Act act)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int at = i;
        futures.add(threads.submit(() -> act.run(at)));
      }
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  @Test
  void anInvitationMakesOneAccount() throws Exception {
    assertThat(site.get("/register").body()).contains("need an invitation");
    assertThat(new Client(site).post("/register", "name", "mo", "password", PASSWORD).statusCode())
        .isEqualTo(403);
    String word = ada.invitation();
    assertThat(site.get("/register?invitation=" + word).body()).contains("name=\"password\"");
    List<Integer> answers =
        together(
            5,
            i ->
                new Client(site)
                    .post("/register", "invitation", word, "name", "inv" + i, "password", PASSWORD)
                    .statusCode());
    assertThat(answers.stream().filter(status -> status == 302)).hasSize(1);
    assertThat(site.get("/register?invitation=" + word).body()).contains("has been used");
    String other = ada.invitation();
    String id = Client.find("(?s).*/admin/invitations/([0-9]+)/withdraw", ada.get("/admin").body());
    ada.post("/admin/invitations/" + id + "/withdraw");
    assertThat(site.get("/register?invitation=" + other).body()).contains("has been used");
  }

  @Test
  void whatIsWrongWithANewAccountIsSaidAtOnce() {
    String word = ada.invitation();
    HttpResponse<String> answer =
        new Client(site)
            .post(
                "/register",
                "invitation",
                word,
                "name",
                "a--b",
                "email",
                "nowhere",
                "password",
                "short");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("name must have from 2 to 39", "email must be an address")
        .contains("password must have from 12 to 128 characters: got 5");
    for (String[] bad :
        new String[][] {
          {"gus", "aaaaaaaaaaaaaaa", "at least 5 different"},
          {"gus", "gus is my name indeed", "must not contain the name"},
          {"gus", "x".repeat(129), "got 129"},
          {"ADA", PASSWORD, "name must be free"},
          {"<b>", PASSWORD, "got &lt;b&gt;"}
        }) {
      HttpResponse<String> refused =
          new Client(site)
              .post("/register", "invitation", word, "name", bad[0], "password", bad[1]);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains(bad[2]);
    }
    assertThat(
            new Client(site)
                .post("/register", "invitation", word, "name", "gus", "password", PASSWORD)
                .statusCode())
        .as("faults do not use the invitation up")
        .isEqualTo(302);
  }

  @Test
  void whoMayJoinIsOneSetting(@TempDir Path one, @TempDir Path other) {
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE);
    try (TestSite open = TestSite.start(one, c -> c.with(config.with(RegistrationPolicy.OPEN)))) {
      Client client = new Client(open);
      assertThat(client.post("/register", "name", "bob", "password", PASSWORD).statusCode())
          .as("not before there is an administrator")
          .isEqualTo(409);
      Client.administrator(open);
      assertThat(client.post("/register", "name", "bob", "password", PASSWORD).statusCode())
          .isEqualTo(302);
      assertThat(client.get("/admin").statusCode()).isEqualTo(403);
    }
    try (TestSite closed =
        TestSite.start(other, c -> c.with(config.with(RegistrationPolicy.CLOSED)))) {
      String word = Client.administrator(closed).invitation();
      assertThat(closed.get("/register").body()).contains("makes no new accounts");
      assertThat(
              new Client(closed)
                  .post("/register", "invitation", word, "name", "bob", "password", PASSWORD)
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void aNewPasswordNeedsTheOldAndEndsOtherSessions() {
    Client hal = Client.reader(site, ada, "hal");
    Client phone = new Client(site);
    phone.signIn("hal", PASSWORD);
    HttpResponse<String> wrong =
        hal.post("/settings/password", "current", "wrong", "password", "another horse battery");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("the current password is another");
    assertThat(
            hal.post("/settings/password", "current", PASSWORD, "password", "another horse battery")
                .body())
        .contains("The password is changed");
    assertThat(hal.isSignedIn()).isTrue();
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(phone.signIn("hal", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(phone.signIn("hal", "another horse battery").statusCode()).isEqualTo(302);
  }

  @Test
  void anAdministratorsLinkSetsAForgottenPasswordOnce() {
    Client ida = Client.reader(site, ada, "ida");
    String id = number("ida");
    String first = reset(id);
    String word = reset(id);
    assertThat(site.get("/reset?word=" + first).statusCode()).as("an earlier link").isEqualTo(404);
    assertThat(site.get("/reset?word=" + word).statusCode()).isEqualTo(200);
    Client client = new Client(site);
    assertThat(client.post("/reset", "word", word, "password", "short").statusCode())
        .isEqualTo(422);
    assertThat(client.post("/reset", "word", word, "password", "yet another battery").body())
        .contains("The password is set");
    assertThat(ida.isSignedIn()).isFalse();
    assertThat(client.post("/reset", "word", word, "password", "eve wants in here").statusCode())
        .isEqualTo(404);
    assertThat(client.signIn("ida", "yet another battery").statusCode()).isEqualTo(302);
    assertThat(site.get("/reset").body()).contains("This site sends no mail");
  }

  private static String reset(String id) {
    return Client.find(
        "/reset\\?word=([A-Za-z0-9_-]{43})", ada.post("/admin/accounts/" + id + "/reset").body());
  }

  private static String number(String name) {
    return Client.find(
        "<strong>" + name + "</strong>(?s:.)*?/admin/accounts/([0-9]+)/role",
        ada.get("/admin").body());
  }

  /** Keeps the letters instead of sending them. */
  private static final class Outbox implements AccountMail {
    private final List<String> letters = new ArrayList<>();

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public URI site() {
      return URI.create("https://papers.example/");
    }

    @Override
    public void send(String address, String subject, String text) {
      letters.add(address + "\n" + subject + "\n" + text);
    }
  }

  @Test
  void aResetIsMailedToTheAccountsAddressOnly(@TempDir Path other) {
    try (Home home = TestDatabase.open(other)) {
      AccountTable table = new AccountTable(JdbcClient.create(home.dataSource()));
      long cy = table.insert("cy", "cy", "cy@example.org", "x", Role.READER, 0).orElseThrow();
      long di = table.insert("di", "di", "di@example.org", "x", Role.READER, 0).orElseThrow();
      table.confirmedEmail(di, "di@example.org", 0);
      table.active(di, false);
      Outbox outbox = new Outbox();
      PasswordResets passwordResets =
          new PasswordResets(
              home,
              AccountConfig.DEFAULT.with(Client.WIDE),
              new Passwords(),
              new Sessions(home),
              new Audit(home),
              outbox);
      for (String address :
          new String[] {"di@example.org", "cy@example.org", "nobody@example.org", ""}) {
        passwordResets.request(address, "::1");
      }
      assertThat(outbox.letters).isEmpty();
      table.confirmedEmail(cy, "cy@example.org", 0);
      passwordResets.request(" cy@example.org ", "::1");
      assertThat(outbox.letters).hasSize(1);
      assertThat(outbox.letters.getFirst()).startsWith("cy@example.org\nA new password for cy\n");
      String word =
          Client.find(
              "https://papers.example/reset\\?word=([A-Za-z0-9_-]{43})", outbox.letters.getFirst());
      assertThat(passwordResets.isGood(word)).isTrue();
    }
  }

  @Test
  void theLastAdministratorStays() {
    String id = number("ada");
    assertThat(ada.post("/admin/accounts/" + id + "/role", "role", "reader").statusCode())
        .isEqualTo(409);
    assertThat(ada.post("/admin/accounts/" + id + "/suspend").statusCode()).isEqualTo(409);
    assertThat(ada.post("/settings/delete", "current", PASSWORD).statusCode()).isEqualTo(409);
    assertThat(ada.isSignedIn()).isTrue();
  }

  @Test
  void anAccountIsExportedWithoutItsSecretsAndDeletedWhole() {
    Client joy = Client.reader(site, ada, "joy");
    assertThat(joy.get("/settings").body()).contains("This site sends no mail");
    assertThat(joy.post("/settings/email", "current", PASSWORD, "email", "joy@example.org").body())
        .contains("The address is changed", "nothing is sent to it");
    assertThat(joy.post("/settings/email/again").statusCode()).isEqualTo(404);
    joy.post("/settings/tokens", "name", "laptop", "scopes", "read,run", "days", "3");
    HttpResponse<String> answer = joy.get("/settings/export");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("offprint-joy.json");
    JsonNode export = Json.MAPPER.readTree(answer.body());
    assertThat(export.at("/account/email").asString()).isEqualTo("joy@example.org");
    assertThat(export.at("/tokens/0/scopes").asString()).isEqualTo("read run");
    assertThat(export.path("sessions").size()).isEqualTo(1);
    assertThat(answer.body()).doesNotContain("argon2", "digest", joy.cookie());
    assertThat(joy.post("/settings/delete", "current", "wrong").statusCode()).isEqualTo(422);
    assertThat(joy.post("/settings/delete", "current", PASSWORD).statusCode()).isEqualTo(302);
    assertThat(new Client(site).signIn("joy", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(ada.get("/admin").body()).doesNotContain("joy@example.org");
  }

  @Test
  void whatAdministratorsDoIsNoted() {
    Client kay = Client.reader(site, ada, "kay");
    String id = number("kay");
    ada.post("/admin/accounts/" + id + "/role", "role", "moderator");
    assertThat(kay.get("/admin").statusCode()).isEqualTo(403);
    assertThat(kay.get("/").body()).contains("Moderation").doesNotContain(">Admin<");
    ada.post("/admin/accounts/" + id + "/suspend");
    assertThat(ada.get("/admin/audit").body().replaceAll("<[^>]+>", " "))
        .contains("make moderator", "suspend", "kay (" + id + ")", "register", "set up");
    assertThat(ada.post("/admin/accounts/" + id + "/role", "role", "king").statusCode())
        .isEqualTo(422);
  }
}
