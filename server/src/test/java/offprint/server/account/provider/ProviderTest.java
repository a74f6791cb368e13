package offprint.server.account.provider;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Accounts;
import offprint.server.account.Client;
import offprint.server.account.ProviderConfig;
import offprint.server.account.RegistrationPolicy;
import offprint.server.account.Secret;
import offprint.server.account.member.SignIn;
import offprint.server.account.passkey.SoftKey;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sql")
class ProviderTest {
  @TempDir static Path folder;
  private static TestProvider provider;
  private static TestSite site;
  private static Client ada;

  @BeforeAll
  static void start() {
    provider = new TestProvider();
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE).with(provider.config());
    site = TestSite.start(folder, c -> c.with(config.with(RegistrationPolicy.INVITATION)));
    ada = Client.administrator(site);
  }

  @AfterAll
  static void stop() {
    site.close();
    provider.close();
  }

  @BeforeEach
  void nothingIsSpoilt() {
    provider.spoil(claims -> claims);
    provider.signWithAnother(false);
  }

  private static String to(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  /** What the browser is sent back to after signing in there. */
  private static String there(Client client, String query) {
    URI back = provider.visit(to(client.get("/login/provider" + query)));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  private static HttpResponse<String> enter(Client client, String query) {
    return client.get(there(client, query));
  }

  /** Somebody whose account was made through the provider. */
  private static Client join(String subject, String name) {
    provider.signedIn("sub", subject, "preferred_username", name);
    Client client = new Client(site);
    assertThat(to(enter(client, "?next=/runs&invitation=" + ada.invitation())))
        .endsWith("/login/provider/join");
    HttpResponse<String> made = client.post("/login/provider/join", "name", name, "email", "");
    assertThat(to(made)).as(made.body()).endsWith("/runs");
    return client;
  }

  private static String row(Client client) {
    return Client.find("/settings/provider/([0-9]+)/remove", client.get("/settings").body());
  }

  @Test
  void aNewcomerWithAnInvitationJoinsAndComesBack() {
    assertThat(site.get("/login").body()).contains("Sign in with Example University");
    provider.signedIn(
        "sub",
        "bob-7",
        "preferred_username",
        "bob@example.edu",
        "email",
        "bob@example.edu",
        "email_verified",
        true);
    Client bob = new Client(site);
    HttpResponse<String> uninvited = enter(bob, "");
    assertThat(uninvited.statusCode()).isEqualTo(403);
    assertThat(uninvited.body()).contains("need an invitation");
    String word = ada.invitation();
    assertThat(site.get("/register?invitation=" + word).body())
        .contains("/login/provider?next=/&amp;invitation=" + word);
    assertThat(to(enter(bob, "?next=/runs&invitation=" + word))).endsWith("/login/provider/join");
    assertThat(bob.get("/login/provider/join").body())
        .contains("Example University", "value=\"bob\"", "value=\"bob@example.edu\"");
    assertThat(bob.post("/login/provider/join", "name", "ADA").body())
        .contains("name must be free");
    HttpResponse<String> made =
        bob.post("/login/provider/join", "name", "bob", "email", "bob@example.edu");
    assertThat(to(made)).endsWith("/runs");
    assertThat(bob.get("/settings").body())
        .contains("bob-7", "Choose a password", "has no password");
    assertThat(site.context().getBean(Accounts.class).confirmedAddress(number("bob")))
        .as("proven by the provider")
        .hasValue("bob@example.edu");
    assertThat(site.get("/register?invitation=" + word).body()).contains("has been used");

    Client again = new Client(site);
    assertThat(to(enter(again, "?next=/runnable"))).endsWith("/runnable");
    assertThat(again.get("/settings").body()).contains(">bob<");
    assertThat(new Client(site).signIn("bob", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(new Client(site).signIn("bob", "").statusCode()).isEqualTo(401);
    assertThat(to(new Client(site).get("/login/provider?next=//evil.example")))
        .startsWith(provider.issuer());
  }

  private static long number(String name) {
    return JdbcClient.create(site.context().getBean(Home.class).dataSource())
        .sql("select id from account where name = :name")
        .param("name", name)
        .query(Long.class)
        .single();
  }

  @Test
  void aTokenThatIsNotAsItMustBeOpensNothing() {
    join("cy-1", "cy");
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> spoilt = new LinkedHashMap<>();
    spoilt.put("another nonce", c -> c.claim("nonce", Secret.word()));
    spoilt.put("no nonce", c -> c.claim("nonce", null));
    spoilt.put("another audience", c -> c.audience("another-site"));
    spoilt.put("another issuer", c -> c.issuer("https://id.evil.example"));
    spoilt.put(
        "expired",
        c ->
            c.issueTime(Date.from(Instant.now().minusSeconds(7_200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(3_600))));
    spoilt.put("no end", c -> c.expirationTime(null));
    spoilt.put("of nobody", c -> c.subject(null));
    spoilt.forEach(
        (what, spoil) -> {
          provider.spoil(spoil);
          Client client = new Client(site);
          HttpResponse<String> answer = enter(client, "");
          assertThat(answer.statusCode()).as(what).isEqualTo(403);
          assertThat(answer.body()).as(what).contains("does not count");
          assertThat(client.isSignedIn()).as(what).isFalse();
        });
    provider.spoil(claims -> claims);
    provider.signWithAnother(true);
    Client forged = new Client(site);
    assertThat(enter(forged, "").statusCode()).as("another key").isEqualTo(403);
    assertThat(forged.isSignedIn()).isFalse();
    provider.signWithAnother(false);
    assertThat(enter(forged, "").statusCode()).as("as it must be").isEqualTo(302);
    assertThat(forged.isSignedIn()).isTrue();
  }

  @Test
  void anAnswerCountsOnceAndInItsOwnBrowserOnly() {
    join("di-1", "di");
    Client one = new Client(site);
    String back = there(one, "");
    Client other = new Client(site);
    assertThat(other.get(back).statusCode()).as("a browser that never asked").isEqualTo(409);
    there(other, "");
    assertThat(other.get(back).statusCode()).as("another's errand").isEqualTo(409);
    assertThat(other.isSignedIn()).isFalse();
    assertThat(one.get(back).statusCode()).isEqualTo(302);
    Client again = new Client(site);
    String good = there(again, "");
    String forged = good.replaceFirst("state=[^&]+", "state=" + Secret.word());
    assertThat(again.get(forged).statusCode()).as("another state").isEqualTo(409);
    assertThat(again.get(good).statusCode()).as("an errand that is over").isEqualTo(409);
    Client refused = new Client(site);
    there(refused, "");
    assertThat(refused.get("/login/provider/back?error=access_denied&state=x").body())
        .contains("Example University did not sign you in (access_denied)");
    assertThat(refused.get("/login/provider/back?error=%3Cb%3E").body()).doesNotContain("<b>");
    Client stale = new Client(site);
    String wrong = there(stale, "").replaceFirst("code=[^&]+", "code=guessed");
    assertThat(stale.get(wrong).statusCode()).as("a code of its own").isEqualTo(403);
  }

  @Test
  void anEMailAddressOpensNothing() {
    Client eve = Client.reader(site, ada, "eve");
    eve.post("/settings/email", "current", PASSWORD, "email", "eve@example.org");
    provider.signedIn("sub", "mallory", "email", "eve@example.org", "email_verified", true);
    Client mallory = new Client(site);
    assertThat(enter(mallory, "").statusCode()).isEqualTo(403);
    assertThat(mallory.isSignedIn()).isFalse();
    assertThat(to(enter(mallory, "?invitation=" + ada.invitation())))
        .as("an account of its own")
        .endsWith("/login/provider/join");
  }

  private static String leaving(Client client, String password) {
    HttpResponse<String> page = client.post("/settings/provider", "current", password);
    assertThat(page.statusCode()).isEqualTo(200);
    String refresh = page.headers().firstValue("Refresh").orElseThrow();
    assertThat(page.body()).contains("Go on to Example University");
    URI back = provider.visit(refresh.substring(refresh.indexOf('=') + 1));
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  @Test
  void anAccountIsLinkedByItsOwnerAndUnlinked() {
    Client fay = Client.reader(site, ada, "fay");
    assertThat(fay.post("/settings/provider", "current", "wrong").statusCode()).isEqualTo(422);
    provider.signedIn("sub", "fay-1");
    String back = leaving(fay, PASSWORD);
    Client thief = Client.reader(site, ada, "thief");
    assertThat(thief.get(back).statusCode()).isEqualTo(409);
    assertThat(to(fay.get(back))).endsWith("/settings#provider");
    assertThat(fay.get("/settings").body()).contains("fay-1");
    Client other = new Client(site);
    assertThat(enter(other, "").statusCode()).isEqualTo(302);
    assertThat(other.get("/settings").body()).contains(">fay<");

    HttpResponse<String> taken = thief.get(leaving(thief, PASSWORD));
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body()).contains("is linked to another account here");
    assertThat(thief.post("/settings/provider/" + row(fay) + "/remove").statusCode())
        .isEqualTo(404);
    assertThat(fay.get("/settings/export").body()).contains("\"subject\":\"fay-1\"");
    assertThat(fay.post("/settings/provider/" + row(fay) + "/remove").statusCode()).isEqualTo(302);
    assertThat(enter(new Client(site), "").statusCode()).as("unlinked").isEqualTo(403);
  }

  @Test
  void theLastWayInStaysOpen() {
    Client gus = join("gus-1", "gus");
    String link = row(gus);
    HttpResponse<String> last = gus.post("/settings/provider/" + link + "/remove");
    assertThat(last.statusCode()).isEqualTo(409);
    assertThat(last.body()).contains("this is the only way into the account");
    SoftKey key = new SoftKey("http://localhost:" + site.port());
    String options = gus.post("/settings/passkeys/options").body();
    gus.post(
        "/settings/passkeys",
        "name",
        "laptop",
        "credential",
        key.make(offprint.engine.Json.MAPPER.readTree(options)));
    assertThat(gus.post("/settings/provider/" + link + "/remove").statusCode()).isEqualTo(302);
    String passkey = Client.find("/settings/passkeys/([0-9]+)/rev", gus.get("/settings").body());
    assertThat(gus.post("/settings/passkeys/" + passkey + "/revoke").statusCode()).isEqualTo(409);
    assertThat(gus.post("/settings/password", "password", PASSWORD).statusCode()).isEqualTo(200);
    assertThat(gus.post("/settings/passkeys/" + passkey + "/revoke").statusCode()).isEqualTo(302);
    assertThat(new Client(site).signIn("gus", PASSWORD).statusCode()).isEqualTo(302);
  }

  @Test
  void withoutAPasswordOnlyAFreshSessionChangesWhoGetsIn() {
    Client hal = join("hal-1", "hal");
    JdbcClient sql = JdbcClient.create(site.context().getBean(Home.class).dataSource());
    long old = System.currentTimeMillis() - SignIn.FRESH.toMillis() - 1_000;
    sql.sql("update account_session set created = :old where account = :id")
        .param("old", old)
        .param("id", number("hal"))
        .update();
    HttpResponse<String> stale = hal.post("/settings/password", "password", PASSWORD);
    assertThat(stale.statusCode()).isEqualTo(422);
    assertThat(stale.body()).contains("within 10 minutes of signing in");
    assertThat(hal.post("/settings/delete").statusCode()).isEqualTo(422);
    Client fresh = new Client(site);
    enter(fresh, "");
    assertThat(fresh.post("/settings/password", "password", PASSWORD).statusCode()).isEqualTo(200);
    assertThat(fresh.post("/settings/delete", "current", "").statusCode())
        .as("now there is one")
        .isEqualTo(422);
  }

  @Test
  void aSuspendedAccountStaysOut() {
    Client ida = join("ida-1", "ida");
    ada.post("/admin/accounts/" + number("ida") + "/suspend");
    assertThat(ida.isSignedIn()).isFalse();
    HttpResponse<String> answer = enter(new Client(site), "");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("this account is suspended");
  }

  @Test
  void whoMayJoinIsTheSameSetting(@TempDir Path one, @TempDir Path other) {
    AccountConfig config = AccountConfig.DEFAULT.with(Client.WIDE).with(provider.config());
    provider.signedIn("sub", "new", "preferred_username", "new");
    try (TestSite closed =
        TestSite.start(one, c -> c.with(config.with(RegistrationPolicy.CLOSED)))) {
      String word = Client.administrator(closed).invitation();
      HttpResponse<String> answer = enter(new Client(closed), "?invitation=" + word);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("new accounts are not made");
    }
    try (TestSite open = TestSite.start(other, c -> c.with(config.with(RegistrationPolicy.OPEN)))) {
      Client early = new Client(open);
      assertThat(to(enter(early, ""))).endsWith("/login/provider/join");
      assertThat(early.post("/login/provider/join", "name", "new").statusCode())
          .as("the administrator first")
          .isEqualTo(409);
      Client.administrator(open);
      Client client = new Client(open);
      enter(client, "");
      assertThat(client.post("/login/provider/join", "name", "new").statusCode()).isEqualTo(302);
      assertThat(client.get("/admin").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aProviderThatDoesNotAnswerIsSaidSo(@TempDir Path other) {
    ProviderConfig gone = new ProviderConfig("http://127.0.0.1:1", "offprint", "", "Nowhere");
    try (TestSite lonely = TestSite.start(other, c -> c.with(AccountConfig.DEFAULT.with(gone)))) {
      HttpResponse<String> answer = lonely.get("/login/provider");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("Nowhere does not answer", "name=\"password\"");
    }
    assertThat(provider.config().toString()).doesNotContain(TestProvider.SECRET);
  }
}
