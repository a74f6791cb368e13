package offprint.server.account.member;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Client;
import offprint.server.account.Role;
import offprint.server.account.session.Sessions;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class SignInTest {

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;
  private static Client bob;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
    bob = Client.reader(site, ada, "bob");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void aSessionIsACookieThatScriptsAndOtherSitesDoNotGet() {
    Client client = new Client(site);
    HttpResponse<String> answer = client.signIn("BOB", PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("session=[A-Za-z0-9_-]{43}; .*")
        .contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(client.get("/").body()).contains(">bob</a>", "Sign out").doesNotContain(">Admin<");
    assertThat(client.get("/").headers().firstValue("Cache-Control").orElseThrow())
        .contains("private");
    String word = client.cookie();
    assertThat(client.post("/logout").statusCode()).isEqualTo(302);
    assertThat(client.cookie()).isEmpty();
    client.setCookie(word);
    assertThat(client.isSignedIn()).as("the word of a session that ended").isFalse();
  }

  @Test
  void signingInMakesANewWordWhateverTheBrowserHad() {
    Client client = new Client(site);
    client.signIn("bob", PASSWORD);
    String first = client.cookie();
    client.signIn("bob", PASSWORD);
    assertThat(client.cookie()).isNotEqualTo(first);
    Client other = new Client(site);
    other.setCookie(first);
    assertThat(other.isSignedIn()).isFalse();
    other.setCookie("A".repeat(43));
    assertThat(other.isSignedIn()).as("a word of somebody's making").isFalse();
  }

  @Test
  void anUnknownNameAWrongPasswordAndASuspendedAccountAreAnsweredAlike() {
    Client eve = Client.reader(site, ada, "eve");
    String id = account("eve");
    ada.post("/admin/accounts/" + id + "/suspend");
    assertThat(eve.isSignedIn()).as("sessions of a suspended account").isFalse();
    HttpResponse<String> unknown = new Client(site).signIn("xxx", PASSWORD);
    HttpResponse<String> wrong = new Client(site).signIn("bob", "wrong horse battery");
    HttpResponse<String> suspended = new Client(site).signIn("eve", PASSWORD);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(suspended.statusCode()).isEqualTo(401);
    String page = unknown.body().replace("value=\"xxx\"", "");
    assertThat(wrong.body().replace("value=\"bob\"", "")).isEqualTo(page);
    assertThat(suspended.body().replace("value=\"eve\"", "")).isEqualTo(page);
    ada.post("/admin/accounts/" + id + "/restore");
    assertThat(new Client(site).signIn("eve", PASSWORD).statusCode()).isEqualTo(302);
  }

  /** Encodes as the real one, but faster, and counts. */
  private static final class Counting implements PasswordEncoder {
    private final PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 64, 1);
    private final AtomicInteger comparisons = new AtomicInteger();

    @Override
    public String encode(CharSequence raw) {
      return encoder.encode(raw);
    }

    @Override
    public boolean matches(CharSequence raw, String encoded) {
      comparisons.incrementAndGet();
      return encoder.matches(raw, encoded);
    }
  }

  @Test
  void anUnknownNameTakesOneComputationLikeAnyOther(@TempDir Path other) {
    try (Home home = TestDatabase.open(other)) {
      Counting encoder = new Counting();
      AccountTable table = new AccountTable(JdbcClient.create(home.dataSource()));
      long cy =
          table.insert("cy", "cy", "", encoder.encode(PASSWORD), Role.READER, 0).orElseThrow();
      long di =
          table.insert("di", "di", "", encoder.encode(PASSWORD), Role.READER, 0).orElseThrow();
      table.active(di, false);
      SignIn signIn =
          new SignIn(
              home,
              AccountConfig.DEFAULT.with(Client.WIDE),
              new Passwords(encoder),
              new Sessions(home));
      for (String name : new String[] {"cy", "di", "nobody", "nobody", "cy"}) {
        int before = encoder.comparisons.get();
        assertThat(signIn.check(name, "wrong horse battery", "::1")).isEmpty();
        assertThat(encoder.comparisons.get() - before).as(name).isEqualTo(1);
      }
      assertThat(signIn.check("cy", PASSWORD, "::1").orElseThrow().id()).isEqualTo(cy);
      assertThat(signIn.check("di", PASSWORD, "::1")).isEmpty();
    }
  }

  @Test
  void tooManyWrongPasswordsAreRefusedByNameAndAddress(@TempDir Path other) {
    try (Home home = TestDatabase.open(other)) {
      Counting encoder = new Counting();
      AccountTable table = new AccountTable(JdbcClient.create(home.dataSource()));
      var _ = table.insert("cy", "cy", "", encoder.encode(PASSWORD), Role.READER, 0);
      AccountConfig config = AccountConfig.DEFAULT.with(new Limits(3, 12, 1, 1, 1));
      SignIn signIn = new SignIn(home, config, new Passwords(encoder), new Sessions(home));
      for (int i = 0; i < 3; i++) {
        assertThat(signIn.check("cy", "wrong horse battery", "192.0.2.1")).isEmpty();
      }
      assertThatThrownBy(() -> signIn.check("cy", PASSWORD, "192.0.2.1"))
          .as("also with the right one")
          .isInstanceOf(Problem.class)
          .hasMessageContaining("at most 3 wrong passwords for one name in 15 minutes");
      SignIn elsewhere = new SignIn(home, config, new Passwords(encoder), new Sessions(home));
      assertThatThrownBy(() -> elsewhere.check("CY", PASSWORD, "192.0.2.1"))
          .as("nor at another server or after a restart")
          .hasMessageContaining("at most 3 wrong passwords for one name in 15 minutes");
      assertThat(elsewhere.check("cy", PASSWORD, "192.0.2.2")).isPresent();
      assertThat(signIn.check("cy", PASSWORD, "192.0.2.2"))
          .as("the owner elsewhere is not locked out")
          .isPresent();
      assertThat(signIn.check("cy", PASSWORD, "192.0.2.2")).as("right ones count not").isPresent();
      for (int i = 0; i < 8; i++) {
        assertThat(signIn.check("n" + i, PASSWORD, "192.0.2.1")).isEmpty();
      }
      assertThatThrownBy(() -> signIn.check("another", PASSWORD, "192.0.2.1"))
          .hasMessageContaining("at most 12 sign-ins in 15 minutes");
    }
  }

  @Test
  void thePageSaysWhenToTryAgain(@TempDir Path other) {
    try (TestSite strict =
        TestSite.start(
            other, c -> c.with(AccountConfig.DEFAULT.with(new Limits(2, 60, 9, 9, 9))))) {
      Client client = new Client(strict);
      client.signIn("ada", "wrong horse battery");
      client.signIn("ada", "wrong horse battery");
      HttpResponse<String> answer = client.signIn("ada", "wrong horse battery");
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
          .isBetween(1L, 900L);
      assertThat(answer.body()).contains("try again in");
    }
  }

  @Test
  void aSignInLeadsBackButNeverToAnotherSite() {
    assertThat(new Client(site).get("/settings?x=1").headers().firstValue("Location").orElseThrow())
        .endsWith("/login?next=%2Fsettings%3Fx%3D1");
    assertThat(next("/papers/srrw?x=1")).isEqualTo(site.uri("/papers/srrw?x=1").toString());
    for (String evil :
        new String[] {
          "https://evil.example",
          "//evil.example",
          "/\\evil.example",
          "\\\\evil.example",
          "/\tevil",
          "/{x}",
          "javascript:alert(1)",
          "",
          "/x\r\nSet-Cookie: a=b"
        }) {
      assertThat(next(evil)).as(evil).isEqualTo(site.uri("/").toString());
    }
  }

  private static String next(String next) {
    String location =
        new Client(site)
            .post("/login", "name", "bob", "password", PASSWORD, "next", next)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return site.uri("/").resolve(location).toString();
  }

  @Test
  void aChangeNeedsTheTokenOfItsOwnSession() {
    Client client = new Client(site);
    client.signIn("bob", PASSWORD);
    for (String token : new String[] {"", "x", ada.csrf()}) {
      HttpResponse<String> answer =
          client.postWith(token, "/opinions", "paper", "srrw", "opinion", "saved");
      assertThat(answer.statusCode()).as(token).isEqualTo(403);
      assertThat(answer.body()).contains("load its page again");
    }
    String one = client.csrf();
    String other = client.csrf();
    assertThat(one).as("masked anew").isNotEqualTo(other);
    for (String token : new String[] {one, other}) {
      assertThat(
              client.postWith(token, "/opinions", "paper", "srrw", "opinion", "saved").statusCode())
          .isEqualTo(302);
    }
    assertThat(new Client(site).postWith("", "/opinions", "paper", "srrw", "opinion", "saved"))
        .as("without an account nothing changes")
        .returns(302, HttpResponse::statusCode);
  }

  @Test
  void sessionsAreListedAndEndedButOnlyOnesOwn() {
    Client fay = Client.reader(site, ada, "fay");
    Client phone = new Client(site);
    phone.signIn("fay", PASSWORD);
    String page = fay.get("/settings").body();
    assertThat(page).contains("This browser", "Java-http-client", "End all others");
    String id = Client.find("/settings/sessions/([0-9]+)/end\"[^>]*>(?:(?!</form).)*>End<", page);
    assertThat(bob.post("/settings/sessions/" + id + "/end").statusCode()).isEqualTo(404);
    assertThat(phone.isSignedIn()).isTrue();
    assertThat(fay.post("/settings/sessions/" + id + "/end").statusCode()).isEqualTo(302);
    assertThat(phone.isSignedIn()).isFalse();
    phone.signIn("fay", PASSWORD);
    fay.post("/settings/sessions/end-others");
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(fay.isSignedIn()).isTrue();
  }

  /** The number of an account. */
  private static String account(String name) {
    return Client.find(
        "<strong>" + name + "</strong>(?s:.)*?/admin/accounts/([0-9]+)/role",
        ada.get("/admin").body());
  }
}
