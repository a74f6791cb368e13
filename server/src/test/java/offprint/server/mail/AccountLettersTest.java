package offprint.server.mail;

import static offprint.server.account.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Accounts;
import offprint.server.account.Client;
import offprint.server.account.RegistrationPolicy;
import offprint.server.account.passkey.SoftKey;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters about accounts: links that prove an address, and links that make a new password. */
@Tag("sql")
class AccountLettersTest {
  private static final Pattern LINK =
      Pattern.compile("https://papers.example.org(/(?:reset|confirm)\\?word=[A-Za-z0-9_-]{43})");
  private static final String OTHER = "another horse battery";

  @TempDir static Path folder;
  private static SmtpServer post;
  private static TestSite site;

  @BeforeAll
  static void start() {
    post = new SmtpServer();
    AccountConfig.Limits wide = new AccountConfig.Limits(10, 10_000, 10_000, 20, 120);
    site =
        TestSite.start(
            folder,
            c ->
                c.with(AccountConfig.DEFAULT.with(wide).with(RegistrationPolicy.OPEN))
                    .with(
                        MailConfig.OFF
                            .with(
                                new MailConfig.Smtp(
                                    "127.0.0.1", post.port(), MailConfig.Security.NONE, "", ""))
                            .withFrom("papers@example.org")
                            .withSite("https://papers.example.org")));
    Client.administrator(site);
  }

  @AfterAll
  static void stop() {
    site.close();
    post.close();
  }

  private static Client join(String name, String email) {
    Client client = new Client(site);
    assertThat(
            client
                .post("/register", "name", name, "email", email, "password", PASSWORD)
                .statusCode())
        .isEqualTo(302);
    return client;
  }

  /** The letters to an address, once there are as many as expected. */
  private static List<MimeMessage> letters(String address, int many) throws InterruptedException {
    for (int i = 0; i < 600 && post.to(address).size() < many; i++) {
      Thread.sleep(50);
    }
    assertThat(post.to(address)).hasSize(many);
    return post.to(address);
  }

  private static String text(MimeMessage letter) throws Exception {
    return String.valueOf(((MimeMultipart) letter.getContent()).getBodyPart(0).getContent());
  }

  private static String link(MimeMessage letter) throws Exception {
    Matcher link = LINK.matcher(text(letter));
    assertThat(link.find()).as(text(letter)).isTrue();
    return link.group(1);
  }

  private static String word(String link) {
    return link.substring(link.indexOf('=') + 1);
  }

  private static HttpResponse<String> follow(String link) {
    return site.postForm("/confirm", "word=" + word(link));
  }

  /** Letters go out one after another, so whatever was asked for before this one has gone, too. */
  private static void flush(String name) throws InterruptedException {
    join(name, name + "@flush.example");
    letters(name + "@flush.example", 1);
  }

  private static String confirmed(String name) {
    long id =
        JdbcClient.create(site.context().getBean(Home.class).dataSource())
            .sql("select id from account where name = :name")
            .param("name", name)
            .query(Long.class)
            .single();
    return site.context().getBean(Accounts.class).confirmedAddress(id).orElse("");
  }

  @Test
  void aForgottenPasswordIsChosenAnewByTheLinkOfALetter() throws Exception {
    String address = "fay@example.org";
    join("fay", address);
    assertThat(follow(link(letters(address, 1).getFirst())).statusCode()).isEqualTo(200);
    assertThat(site.postForm("/reset", "email=nobody%40example.org").body())
        .isEqualTo(site.postForm("/reset", "email=fay%40example.org").body());
    MimeMessage letter = letters(address, 2).getLast();
    assertThat(letter.getSubject()).isEqualTo("A new password for fay");
    String path = link(letter);
    assertThat(site.get(path).body()).contains("password");
    Client client = new Client(site);
    assertThat(client.post("/reset", "word", word(path), "password", OTHER).statusCode())
        .isEqualTo(200);
    assertThat(client.post("/login", "name", "fay", "password", OTHER).statusCode()).isEqualTo(302);
    assertThat(client.post("/login", "name", "fay", "password", PASSWORD).statusCode())
        .isNotEqualTo(302);
  }

  @Test
  void anAddressIsConfirmedOnceByItsLinkAndNotByLookingAtIt() throws Exception {
    String address = "bob@example.org";
    Client bob = join("bob", address);
    MimeMessage letter = letters(address, 1).getFirst();
    assertThat(letter.getSubject()).isEqualTo("Confirm the address of bob");
    String link = link(letter);
    HttpResponse<String> page = site.get(link);
    assertThat(page.body()).contains(address, ">bob<", "Confirm the address");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(bob.get("/settings").body()).contains("is not confirmed");
    assertThat(confirmed("bob")).isEmpty();

    site.postForm("/reset", "email=bob%40example.org");
    flush("flush-one");
    letters(address, 1); // no link for a new password to an address that nobody has proven

    assertThat(
            JdbcClient.create(site.context().getBean(Home.class).dataSource())
                .sql("select digest from email_confirmation")
                .query(String.class)
                .list())
        .isNotEmpty()
        .doesNotContain(word(link));
    assertThat(follow(link).body()).contains("The address is confirmed");
    assertThat(confirmed("bob")).isEqualTo(address);
    assertThat(bob.get("/settings").body()).contains("is confirmed").doesNotContain("not confirm");
    assertThat(follow(link).statusCode()).isEqualTo(404);
    assertThat(site.get(link).statusCode()).isEqualTo(404);
    assertThat(site.get("/confirm?word=x").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherAddressCountsOnlyOnceItIsProvenAndTheOldOneIsTold() throws Exception {
    String old = "cy@example.org";
    Client cy = join("cy", old);
    follow(link(letters(old, 1).getFirst()));
    String fresh = "cy@example.net";
    HttpResponse<String> asked = cy.post("/settings/email", "current", PASSWORD, "email", fresh);
    assertThat(asked.body()).contains("A link is on its way to " + fresh, "is not confirmed");
    String told = text(letters(old, 2).getLast());
    assertThat(told).contains("account cy", "replaced by another").doesNotContain(fresh);
    assertThat(confirmed("cy")).isEqualTo(old);
    site.postForm("/reset", "email=cy%40example.net");
    site.postForm("/reset", "email=cy%40example.org");
    letters(old, 3);

    String first = link(letters(fresh, 1).getFirst());
    assertThat(cy.post("/settings/email/again").body()).contains("Another link is on its way");
    String second = link(letters(fresh, 2).getLast());
    assertThat(follow(first).statusCode()).as("an earlier link").isEqualTo(404);
    assertThat(follow(second).statusCode()).isEqualTo(200);
    assertThat(confirmed("cy")).isEqualTo(fresh);
    site.postForm("/reset", "email=cy%40example.org");
    flush("flush-two");
    letters(old, 3);
  }

  @Test
  void aNewPasswordDropsAnAddressThatWaits() throws Exception {
    String old = "di@example.org";
    Client di = join("di", old);
    follow(link(letters(old, 1).getFirst()));
    di.post("/settings/email", "current", PASSWORD, "email", "thief@example.org");
    String link = link(letters("thief@example.org", 1).getFirst());
    di.post("/settings/password", "current", PASSWORD, "password", OTHER);
    assertThat(text(letters(old, 3).getLast())).contains("Another password was chosen");
    assertThat(follow(link).statusCode()).isEqualTo(404);
    assertThat(confirmed("di")).isEqualTo(old);
    String options = di.post("/settings/passkeys/options", "current", OTHER).body();
    String key = new SoftKey("https://papers.example.org").make(Json.MAPPER.readTree(options));
    di.post("/settings/passkeys", "name", "laptop", "credential", key);
    assertThat(text(letters(old, 4).getLast())).contains("A passkey was added: the account di");
    assertThat(di.post("/settings/email", "current", OTHER, "email", "").body())
        .contains("The address is removed");
    assertThat(text(letters(old, 5).getLast())).contains("was removed");
    assertThat(confirmed("di")).isEmpty();
  }

  @Test
  void whoGivesAnAddressLearnsNothingOfOthersWhoGaveIt() throws Exception {
    String address = "eve@example.org";
    for (int i = 0; i < 7; i++) {
      Client client = join("eve" + i, address);
      assertThat(client.get("/settings").body()).contains(address, "is not confirmed");
    }
    flush("flush-three");
    letters(address, 5); // nobody's mailbox is filled by whoever knows its address
    Client hal = join("hal", "");
    for (int i = 0; i < 6; i++) {
      int status =
          hal.post("/settings/email", "current", PASSWORD, "email", "hal" + i + "@example.org")
              .statusCode();
      assertThat(status).isEqualTo(i < 5 ? 200 : 429);
    }
  }
}
