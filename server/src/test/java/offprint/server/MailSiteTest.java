package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.home.Home;
import offprint.server.mail.MailConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** From asking for mail to leaving, over HTTP and SMTP. */
@Tag("sql")
class MailSiteTest {
  private static final Pattern PATH =
      Pattern.compile("https://papers\\.example\\.org(/[^\\s\"<>]+)");

  @TempDir static Path folder;
  private static GreenMail smtp;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    ObjectNode found = Archive.line(today, 2, "2611.00002", "Couplings of random walks");
    found.put("upvotes", 4);
    Archive.add(folder, Archive.line(today, 1, "2611.00001", "First"), found);
    smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    site = TestSite.start(folder, config -> config.with(settings(1_000)));
  }

  /** Every test waits for the letters that it causes, so none of the last arrives in the next. */
  @BeforeEach
  void forget() throws Exception {
    for (String table : List.of("mail", "confirmation", "subscriber")) {
      sql("delete from " + table);
    }
    smtp.purgeEmailFromAllMailboxes();
  }

  private static MailConfig settings(int asks) {
    return MailConfig.OFF
        .with(
            new MailConfig.Smtp(
                "127.0.0.1", smtp.getSmtp().getPort(), MailConfig.Security.NONE, "", ""))
        .withFrom("papers@offprint.example.org")
        .withSite("https://papers.example.org")
        .withPace(10_000, 1)
        .withAsksPerHour(asks);
  }

  @AfterAll
  static void stop() {
    site.close();
    smtp.stop();
  }

  private static MimeMessage mail(int number) {
    assertThat(smtp.waitForIncomingEmail(30_000, number)).isTrue();
    return Arrays.asList(smtp.getReceivedMessages()).get(number - 1);
  }

  private static String text(MimeMessage mail) throws Exception {
    return (String) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
  }

  /** Path of the first link of a mail that begins like this. */
  private static String link(MimeMessage mail, String start) throws Exception {
    Matcher links = PATH.matcher(text(mail));
    while (links.find()) {
      if (links.group(1).startsWith(start)) {
        return links.group(1);
      }
    }
    throw new AssertionError("no link to " + start + " in " + text(mail));
  }

  private static HttpResponse<String> ask(String address, String more) {
    return ask(site, address, more);
  }

  private static HttpResponse<String> ask(TestSite site, String address, String more) {
    return site.postForm(
        "/subscribe", "address=" + URLEncoder.encode(address, StandardCharsets.UTF_8) + more);
  }

  private static void sql(String statement) {
    try (Home home = TestDatabase.open(folder)) {
      JdbcClient.create(home.dataSource()).sql(statement).update();
    }
  }

  private static long count(String query) {
    return count(folder, query);
  }

  private static long count(Path of, String query) {
    try (Home home = TestDatabase.open(of)) {
      return JdbcClient.create(home.dataSource()).sql(query).query(Long.class).single();
    }
  }

  @Test
  void fromTheFormToTheMailAndOutAgain() throws Exception {
    assertThat(
            ask("ada@example.org", "&trending=on&topics=entropy&zone=Europe/Berlin").statusCode())
        .isEqualTo(200);
    MimeMessage letter = mail(1);
    assertThat(letter.getSubject()).isEqualTo("Confirm your address for Offprint's mail");
    String confirm = link(letter, "/subscribe/confirm/");
    assertThat(site.get(confirm).body()).contains("Start the mail", "ada@example.org");
    assertThat(count("select count(*) from subscriber where state = 'active'")).isZero();

    HttpResponse<String> confirmed = site.postForm(confirm, "");
    assertThat(confirmed.statusCode()).isEqualTo(302);
    assertThat(count("select count(*) from subscriber where state = 'active'")).isEqualTo(1);
    String manage = confirmed.headers().firstValue("Location").orElseThrow();
    manage = manage.substring(manage.indexOf("/subscription/"));
    assertThat(site.get(manage).body()).contains("Your address is confirmed", "Europe/Berlin");

    sql("update subscriber set due = 1");
    MimeMessage digest = mail(2);
    assertThat(digest.getSubject()).isEqualTo("Couplings of random walks and 1 more");
    String browser = link(digest, "/digests/");
    HttpResponse<String> read = site.get(browser);
    assertThat(read.body()).contains("Couplings of random walks").doesNotContain("unsubscribe");
    assertThat(read.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");

    HttpResponse<String> changed =
        site.postForm(
            link(digest, "/subscription/"), "rhythm=weekly&weekday=5&hour=18&zone=UTC&trending=on");
    assertThat(changed.statusCode()).isEqualTo(302);
    assertThat(site.get(link(digest, "/subscription/")).body())
        .contains("every Friday at 18:00 (UTC)");

    String header = digest.getHeader("List-Unsubscribe", null).replaceAll("[<>]", "");
    String leave = header.substring("https://papers.example.org".length());
    assertThat(site.get(leave).body()).contains("End the mail");
    assertThat(count("select count(*) from subscriber")).isEqualTo(1);
    assertThat(site.postForm(leave, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(count("select count(*) from subscriber")).isZero();
    assertThat(count("select count(*) from mail")).isZero();
    assertThat(site.postForm(leave, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(site.get(manage).statusCode()).isEqualTo(404);
    assertThat(site.get(browser).statusCode()).isEqualTo(404);
    assertThat(site.postForm(confirm, "").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyLearnsWhetherAnAddressIsKnown() throws Exception {
    String unknown = ask("ada@example.org", "&trending=on").body();
    site.postForm(link(mail(1), "/subscribe/confirm/"), "");
    sql("update subscriber set asked = 0, due = 4000000000000");
    String known = ask("ada@example.org", "&topics=other").body();
    assertThat(known).isEqualTo(unknown);
    MimeMessage letter = mail(2);
    assertThat(letter.getSubject()).isEqualTo("You get Offprint's mail already");
    assertThat(site.get(link(letter, "/subscription/")).body()).doesNotContain("other</textarea>");

    assertThat(ask("ADA@example.org", "&trending=on").body()).contains("ADA@example.org");
    assertThat(count("select count(*) from mail")).isEqualTo(2);
    assertThat(count("select count(*) from subscriber")).isEqualTo(1);
  }

  @Test
  void aLetterDoesNotCarryWhatAStrangerTyped() throws Exception {
    ask("ada@example.org", "&topics=Buy+at+https%3A%2F%2Fevil.example&searches=evil");
    assertThat(text(mail(1))).doesNotContain("evil");
  }

  @Test
  void wordsInLinksAreNotKept() throws Exception {
    ask("ada@example.org", "&trending=on");
    String word = link(mail(1), "/subscribe/confirm/").substring("/subscribe/confirm/".length());
    assertThat(word).hasSize(43);
    assertThat(count("select count(*) from confirmation where digest = '" + word + "'")).isZero();
    assertThat(count("select count(*) from confirmation")).isEqualTo(1);
    sql("update confirmation set until = 1");
    assertThat(site.postForm("/subscribe/confirm/" + word, "").statusCode()).isEqualTo(404);
  }

  @Test
  void madeUpLinksOpenNothing() throws Exception {
    ask("ada@example.org", "&trending=on");
    MimeMessage letter = mail(1);
    String manage =
        site.postForm(link(letter, "/subscribe/confirm/"), "")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String word = manage.replaceAll(".*/subscription/([^?]*).*", "$1");
    String flipped = (word.charAt(5) == 'A' ? "B" : "A") + word.substring(1);
    for (String path :
        List.of(
            "/subscription/" + flipped,
            "/subscription/" + word.substring(0, 20),
            "/subscription/x",
            "/subscription/%F0%9F%98%80",
            "/subscribe/confirm/" + word,
            "/subscribe/confirm/x",
            "/digests/" + word,
            "/digests/x")) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(site.postForm("/unsubscribe/" + word, "").statusCode()).isEqualTo(200);
    assertThat(count("select count(*) from subscriber")).isEqualTo(1);
  }

  @Test
  void wrongInputIsSaidFieldByField() {
    HttpResponse<String> answer =
        ask("ada@example.org\r\nBcc: eve@example.org", "&hour=25&zone=Mars&rhythm=hourly");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(
            "address must be an e-mail address like ada@example.org",
            "rhythm must be daily or weekly: got hourly",
            "one of trending, topics, authors and searches must be chosen: got none");
    assertThat(ask("ada@example.org", "&trending=on&hour=24").body())
        .contains("hour must be from 0 to 23: got 24");
    assertThat(ask("ada@example.org", "&trending=on&zone=%3Cb%3E").body())
        .contains("zone must be a time zone like Europe/Berlin: got &lt;b&gt;");
    assertThat(count("select count(*) from subscriber")).isZero();
  }

  @Test
  void oneComputerMayAskOnlySoOften(@TempDir Path own) {
    try (TestSite strict = TestSite.start(own, config -> config.with(settings(3)))) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(strict, "reader%d@example.org".formatted(i), "&trending=on").statusCode())
            .isEqualTo(200);
      }
      assertThat(ask(strict, "reader4@example.org", "&trending=on").statusCode()).isEqualTo(429);
      assertThat(count(own, "select count(*) from subscriber")).isEqualTo(3);
    }
  }

  @Test
  void aSearchBringsWhatComesAfterIt() throws Exception {
    ask("ada@example.org", "&searches=couplings+walks");
    site.postForm(link(mail(1), "/subscribe/confirm/"), "");
    sql("update subscriber set newest_paper = 0, due = 1");
    assertThat(text(mail(2))).contains("Search: couplings walks", "Couplings of random walks");
    assertThat(text(mail(2))).doesNotContain("First");
  }

  @Test
  void withoutAMailServerThePageSaysSo(@TempDir Path own) {
    try (TestSite silent = TestSite.start(own)) {
      assertThat(silent.get("/subscribe").body())
          .contains("This site sends no mail yet")
          .doesNotContain("<form method=\"post\"");
      assertThat(ask(silent, "ada@example.org", "&trending=on").statusCode()).isEqualTo(503);
      assertThat(count(own, "select count(*) from subscriber")).isZero();
    }
  }

  @Test
  void linksBringTopicsAuthorsAndSearchesIntoTheForm() {
    assertThat(site.get("/subscribe?topic=%3Cb%3Eentropy&search=a+b").body())
        .contains("&lt;b&gt;entropy</textarea>", "a b</textarea>");
  }
}
