package offprint.server.account.passkey;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.mail.MailConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class PasskeyTest {
  /** A signature in form, DER with r = s = 1. */
  private static final String FORGED = "MAYCAQECAQE";

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

  private static String origin() {
    return "http://localhost:" + site.port();
  }

  private static JsonNode entering() {
    return Json.MAPPER.readTree(new Client(site).post("/login/passkey/options").body());
  }

  private static HttpResponse<String> enter(String credential) {
    return new Client(site).post("/login/passkey", "credential", credential, "next", "/runs");
  }

  @Test
  void aPasskeySignsInWithoutANameAndEveryChallengeCountsOnce() {
    Client bob = Client.reader(site, ada, "bob");
    SoftKey key = SoftKey.added(bob, origin(), "Bob's <laptop>");
    assertThat(bob.get("/settings").body()).contains("Bob&#39;s &lt;laptop&gt;", "never used");
    Client fresh = new Client(site);
    JsonNode options = entering();
    assertThat(options.path("userVerification").asString()).isEqualTo("required");
    assertThat(options.path("allowCredentials").size()).isZero();
    String answer = key.sign(options);
    HttpResponse<String> in = fresh.post("/login/passkey", "credential", answer, "next", "/runs");
    assertThat(in.statusCode()).isEqualTo(302);
    assertThat(in.headers().firstValue("Location").orElseThrow()).endsWith("/runs");
    assertThat(fresh.get("/settings").body()).contains(">bob<", "last used");
    assertThat(enter(answer).statusCode()).as("sent again").isEqualTo(401);
    assertThat(enter(key.sign(entering())).statusCode()).isEqualTo(302);
    assertThat(
            new Client(site)
                .post(
                    "/login/passkey", "credential", key.sign(entering()), "next", "//evil.example")
                .headers()
                .firstValue("Location")
                .orElseThrow())
        .doesNotContain("evil");
  }

  @Test
  void anAnswerThatIsNotForThisSiteOrNotVerifiedOpensNothing() {
    Client cy = Client.reader(site, ada, "cy");
    SoftKey key = SoftKey.added(cy, origin(), "cy's");
    key.moveTo("https://offprint.evil.example");
    assertThat(enter(key.sign(entering())).statusCode()).as("another origin").isEqualTo(401);
    key.moveTo(origin().replace("http:", "https:"));
    assertThat(enter(key.sign(entering())).statusCode()).as("another scheme").isEqualTo(401);
    key.moveTo(origin());
    JsonNode options = entering();
    String elsewhere = options.toString().replace("\"localhost\"", "\"evil.example\"");
    assertThat(enter(key.sign(Json.MAPPER.readTree(elsewhere))).statusCode())
        .as("another party")
        .isEqualTo(401);
    String unknown =
        options.toString().replace(options.path("challenge").asString(), Secret.word());
    assertThat(enter(key.sign(Json.MAPPER.readTree(unknown))).statusCode())
        .as("a challenge of its own")
        .isEqualTo(401);
    assertThat(enter(new SoftKey(origin()).sign(entering())).statusCode())
        .as("an unknown passkey")
        .isEqualTo(401);
    JsonNode adding = SoftKey.asked(cy);
    assertThat(enter(key.sign(adding)).statusCode()).as("a challenge for adding").isEqualTo(401);
    List<UnaryOperator<String>> breaks =
        List.of(
            _ -> "",
            _ -> "{",
            _ -> "{}",
            _ -> "[1]",
            _ -> "null",
            good -> good.substring(0, good.length() / 2),
            good -> good.replaceFirst("clientDataJSON\":\"", "clientDataJSON\":\"AAAA"),
            good -> good.replaceFirst("authenticatorData\":\"[^\"]+", "authenticatorData\":\"AAAA"),
            good -> good.replaceFirst("signature\":\"", "signature\":\"!"),
            good -> good.replaceFirst("signature\":\"[^\"]+", "signature\":\"AAAA"),
            good -> good.replaceFirst("signature\":\"[^\"]+", "signature\":\"" + FORGED),
            good -> good.replaceFirst("userHandle\":\"[^\"]+\"", "userHandle\":{}"));
    for (UnaryOperator<String> each : breaks) {
      String broken = each.apply(key.sign(entering()));
      assertThat(enter(broken).statusCode()).as(broken).isIn(401, 422);
      assertThat(cy.post("/settings/passkeys", "name", "x", "credential", broken).statusCode())
          .as(broken)
          .isEqualTo(422);
    }
    assertThat(enter(key.sign(entering())).statusCode()).as("as it should be").isEqualTo(302);
    key.stopVerifying();
    assertThat(enter(key.sign(entering())).statusCode()).as("nobody verified").isEqualTo(401);
  }

  @Test
  void anotherAccountsPasskeyOrChallengeIsOfNoUse() {
    Client di = Client.reader(site, ada, "di");
    Client eve = Client.reader(site, ada, "eve");
    SoftKey ofDi = SoftKey.added(di, origin(), "di's");
    SoftKey ofEve = SoftKey.added(eve, origin(), "eve's");
    assertThat(ofDi.handle()).isNotEqualTo(ofEve.handle());
    String own = ofEve.handle();
    ofEve.pretend(ofDi.handle());
    assertThat(enter(ofEve.sign(entering())).statusCode()).as("of another").isEqualTo(401);
    ofEve.pretend("");
    assertThat(enter(ofEve.sign(entering())).statusCode()).as("of nobody").isEqualTo(401);
    ofEve.pretend(own);
    assertThat(enter(ofEve.sign(entering())).statusCode()).isEqualTo(302);

    String made = new SoftKey(origin()).make(SoftKey.asked(di));
    HttpResponse<String> stolen =
        eve.post("/settings/passkeys", "name", "stolen", "credential", made);
    assertThat(stolen.statusCode()).as("made for another").isEqualTo(422);
    assertThat(stolen.body()).contains("the passkey was not added");
    assertThat(di.post("/settings/passkeys", "name", "mine", "credential", made).statusCode())
        .isEqualTo(302);
    assertThat(di.post("/settings/passkeys", "name", "again", "credential", made).statusCode())
        .as("sent again")
        .isEqualTo(422);
    JsonNode again = SoftKey.asked(eve);
    assertThat(
            eve.post("/settings/passkeys", "name", "x", "credential", ofDi.make(again))
                .statusCode())
        .as("a passkey that is di's")
        .isEqualTo(422);
    String id = Client.find("/settings/passkeys/([0-9]+)/revoke", di.get("/settings").body());
    assertThat(eve.post("/settings/passkeys/" + id + "/revoke").statusCode()).isEqualTo(404);
  }

  @Test
  void aNewPasskeyMustBeOfThisSiteAndVerifiedAndNeedsThePassword() {
    Client fay = Client.reader(site, ada, "fay");
    assertThat(fay.post("/settings/passkeys/options", "current", "wrong").statusCode())
        .isEqualTo(422);
    assertThat(new Client(site).post("/settings/passkeys/options").statusCode()).isEqualTo(302);
    SoftKey foreign = new SoftKey("https://evil.example");
    SoftKey unverified = new SoftKey(origin());
    unverified.stopVerifying();
    for (SoftKey key : new SoftKey[] {foreign, unverified}) {
      HttpResponse<String> refused =
          fay.post("/settings/passkeys", "name", "x", "credential", key.make(SoftKey.asked(fay)));
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("the passkey was not added");
    }
    assertThat(
            fay.post(
                    "/settings/passkeys",
                    "name",
                    " ",
                    "credential",
                    new SoftKey(origin()).make(SoftKey.asked(fay)))
                .body())
        .contains("name must have from 1 to 60 characters: got 0");
    assertThat(fay.get("/settings").body()).doesNotContain("/revoke\"><button");
  }

  @Test
  void aRevokedPasskeyASuspendedAccountAndACounterThatGoesBackOpenNothing() {
    Client gus = Client.reader(site, ada, "gus");
    SoftKey key = SoftKey.added(gus, origin(), "gus's");
    key.count(10);
    assertThat(enter(key.sign(entering())).statusCode()).isEqualTo(302);
    key.count(10);
    assertThat(enter(key.sign(entering())).statusCode()).as("a copy").isEqualTo(401);
    assertThat(ada.get("/admin/audit").body()).contains("passkey refused: its counter went back");
    key.count(12);
    assertThat(enter(key.sign(entering())).statusCode()).isEqualTo(302);
    String id =
        Client.find(
            "<strong>gus</strong>(?s:.)*?/admin/accounts/([0-9]+)/role", ada.get("/admin").body());
    ada.post("/admin/accounts/" + id + "/suspend");
    assertThat(enter(key.sign(entering())).statusCode()).as("suspended").isEqualTo(401);
    ada.post("/admin/accounts/" + id + "/restore");
    gus.signIn("gus", PASSWORD);
    String row = Client.find("/settings/passkeys/([0-9]+)/revoke", gus.get("/settings").body());
    assertThat(gus.post("/settings/passkeys/" + row + "/revoke").statusCode()).isEqualTo(302);
    assertThat(enter(key.sign(entering())).statusCode()).as("revoked").isEqualTo(401);
  }

  @Test
  void deletingAnAccountTakesItsPasskeysAlong() {
    Client hal = Client.reader(site, ada, "hal");
    SoftKey key = SoftKey.added(hal, origin(), "hal's");
    assertThat(hal.get("/settings/export").body()).contains("hal's").doesNotContain(key.handle());
    hal.post("/settings/delete", "current", PASSWORD);
    assertThat(enter(key.sign(entering())).statusCode()).isEqualTo(401);
    assertThat(
            JdbcClient.create(site.context().getBean(Home.class).dataSource())
                .sql("select count(*) from passkey where name = 'hal''s'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void passkeysBelongToTheAddressThatIsSet(@TempDir Path one, @TempDir Path other) {
    try (TestSite named =
        TestSite.start(one, c -> c.with(MailConfig.OFF.withSite("https://papers.example.org")))) {
      Client client = Client.administrator(named);
      assertThat(client.get("/login").body()).doesNotContain("/login/passkey/options");
      assertThat(new Client(named).get("/login").body())
          .contains("data-site=\"https://papers.example.org\"");
      SoftKey key = SoftKey.added(client, "https://papers.example.org", "at the site");
      JsonNode options =
          Json.MAPPER.readTree(new Client(named).post("/login/passkey/options").body());
      assertThat(options.path("rpId").asString()).isEqualTo("papers.example.org");
      String answer = key.sign(options);
      assertThat(new Client(named).post("/login/passkey", "credential", answer).statusCode())
          .isEqualTo(302);
    }
    try (TestSite bare =
        TestSite.start(other, c -> c.with(MailConfig.OFF.withSite("http://papers.example.org")))) {
      assertThat(bare.get("/login").body()).doesNotContain("/login/passkey");
      assertThat(new Client(bare).post("/login/passkey/options").statusCode()).isEqualTo(409);
      assertThat(Client.administrator(bare).get("/settings").body())
          .contains("Passkeys need an address of the site with a name");
    }
  }
}
