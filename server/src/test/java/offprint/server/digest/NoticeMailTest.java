package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.follow.Notices;
import offprint.server.home.Home;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.mail.MessageIds;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mail that belongs to an account: notices, what it follows, its list For you. */
@Tag("sql")
class NoticeMailTest {
  private static final Pattern PATH =
      Pattern.compile("https://papers\\.example\\.org(/[^\\s\"<>]+)");

  @TempDir static Path folder;
  private static GreenMail smtp;
  private static TestSite site;
  private static Client ada;
  private static JdbcClient sql;
  private static SubscriberTable subscribers;
  private static MailTable mails;

  @BeforeAll
  static void start() {
    smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    MailConfig mail =
        MailConfig.OFF
            .with(
                new MailConfig.Smtp(
                    "127.0.0.1", smtp.getSmtp().getPort(), MailConfig.Security.NONE, "", ""))
            .withFrom("papers@offprint.example.org")
            .withSite("https://papers.example.org")
            .withPace(10_000, 1)
            .withAsksPerHour(1_000);
    site = TestSite.start(folder, c -> c.with(mail).with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
    sql = JdbcClient.create(site.context().getBean(Home.class).dataSource());
    subscribers = new SubscriberTable(sql);
    mails = new MailTable(sql);
  }

  @AfterAll
  static void stop() {
    site.close();
    smtp.stop();
  }

  private static List<MimeMessage> to(String address, int least) throws Exception {
    long deadline = System.nanoTime() + 180_000_000_000L;
    while (true) {
      List<MimeMessage> got =
          java.util.Arrays.stream(smtp.getReceivedMessages())
              .filter(message -> isTo(message, address))
              .toList();
      if (got.size() >= least) {
        return got;
      }
      assertThat(System.nanoTime()).as("mail to " + address + " " + got).isLessThan(deadline);
      smtp.waitForIncomingEmail(500, smtp.getReceivedMessages().length + 1);
    }
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return message.getAllRecipients()[0].toString().equals(address);
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(MimeMessage mail, int part) throws Exception {
    return (String) ((Multipart) mail.getContent()).getBodyPart(part).getContent();
  }

  private static String link(MimeMessage mail, String start) throws Exception {
    Matcher links = PATH.matcher(text(mail, 0));
    while (links.find()) {
      if (links.group(1).startsWith(start)) {
        return links.group(1);
      }
    }
    throw new AssertionError("no link to " + start + " in " + text(mail, 0));
  }

  /** Asks for mail, confirms it and connects it with the account. */
  private static Subscriber connected(Client client, String address, String... wishes)
      throws Exception {
    String[] fields = new String[2 + 2 * wishes.length];
    fields[0] = "address";
    fields[1] = address;
    for (int i = 0; i < wishes.length; i++) {
      fields[2 + 2 * i] = wishes[i];
      fields[3 + 2 * i] = "on";
    }
    HttpResponse<String> asked = client.post("/subscribe", fields);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    String confirm = link(to(address, 1).getFirst(), "/subscribe/confirm/");
    assertThat(client.get(confirm).body()).contains("It belongs to my account");
    assertThat(client.post(confirm, "connect", "on").statusCode()).isEqualTo(302);
    return subscribers.find(EmailAddress.parse("address", address)).orElseThrow();
  }

  private static String say(Client client, String paper, String text) {
    HttpResponse<String> answer = client.post("/comments", "paper", paper, "text", text);
    return Client.find("#comment-([0-9]+)", answer.headers().firstValue("Location").orElseThrow());
  }

  private static long count(String query) {
    return sql.sql(query).query(Long.class).single();
  }

  @Test
  void noticesComeByMailOnceAnHourAndEndAtOneClick() throws Exception {
    Client bob = Client.reader(site, ada, "bob");
    Subscriber to = connected(bob, "bob@example.org", "notices");
    assertThat(to.account()).isNotNull();
    assertThat(bob.get("/notifications").body()).contains("Mail goes to", "bob@example.org");
    String first = say(ada, "srrw", "What does @bob say to <this>?");
    List<MimeMessage> got = to("bob@example.org", 2);
    MimeMessage notice = got.get(1);
    assertThat(notice.getSubject()).isEqualTo("ada named you");
    assertThat(text(notice, 0))
        .contains("What does @bob say to <this>?", "#comment-" + first, "No notices by mail:");
    assertThat(text(notice, 1)).contains("say to &lt;this&gt;?").doesNotContain("<img", "<script");
    assertThat(notice.getHeader("List-Unsubscribe-Post", null))
        .isEqualTo("List-Unsubscribe=One-Click");

    say(ada, "srrw", "And again @bob");
    say(ada, "srrw", "And once more @bob");
    assertThat(count("select count(*) from notice where mailed = 1")).isEqualTo(2);
    sql.sql("update subscriber set notices_due = 0 where id = :id").param("id", to.id()).update();
    got = to("bob@example.org", 3);
    assertThat(got.get(2).getSubject()).isEqualTo("ada named you and 1 more");
    assertThat(text(got.get(2), 0)).contains("And again", "And once more").doesNotContain("<this>");

    String leave = notice.getHeader("List-Unsubscribe", null).replaceAll("[<>]", "").substring(26);
    assertThat(site.get(leave).body()).contains("End the notices", "bob@example.org");
    assertThat(site.postForm(leave, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(subscribers.find(to.id())).as("it was wished for nothing else").isEmpty();
    assertThat(site.postForm(leave, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
    assertThat(bob.get("/notifications").body()).contains("No address is connected");
  }

  @Test
  void aCommentOnMyRunComesByMail() throws Exception {
    Client ron = Client.reader(site, ada, "ron");
    connected(ron, "ron@example.org", "notices");
    String token =
        Client.find(
            "(offprint_[A-Za-z0-9_-]{43})",
            ron.post("/settings/tokens", "name", "t", "scopes", "run", "days", "2").body());
    String wanted =
        "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":4,\"steps\":100},\"visibility\":\"public\"}";
    HttpResponse<String> asked =
        site.send(
            site.request("/api/v1/runs")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wanted)));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    String run = Client.find("\"id\":\"?([0-9]+)", asked.body());
    HttpResponse<String> said = ada.post("/runs/" + run + "/comments", "text", "Which seed?");
    String place = said.headers().firstValue("Location").orElseThrow();
    MimeMessage notice = to("ron@example.org", 2).get(1);
    assertThat(notice.getSubject()).isEqualTo("ada commented on your run");
    assertThat(text(notice, 0))
        .contains("Which seed?", "Run " + run + ", srrw/walk")
        .contains("/runs/" + run + place.substring(place.indexOf("#comment-")));
    assertThat(text(notice, 1)).contains("Which seed?", "/runs/" + run);
  }

  @Test
  void aKillBetweenAnyTwoStepsLosesNothingAndMailsNothingTwice() throws Exception {
    Client kim = Client.reader(site, ada, "kim");
    Subscriber to = connected(kim, "kim@example.org", "notices");
    long later = System.currentTimeMillis() + 7_200_000;
    sql.sql("update subscriber set notices_due = :later where id = :id")
        .param("later", later - 3_600_000)
        .param("id", to.id())
        .update(); // the site itself leaves them alone
    say(ada, "uncomp", "one @kim");
    say(ada, "uncomp", "two @kim");
    Mailroom.TestClock clock = new Mailroom.TestClock("2026-01-01T00:00:00Z");
    clock.set(java.time.Instant.ofEpochMilli(later).toString());
    String mailsOf = "select count(*) from mail where kind = 'notices' and subscriber = " + to.id();
    NoticePreparation killed =
        preparation(
            clock,
            (step, _) -> {
              if (step == DeliveryStep.PREPARING) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(killed::prepare).hasMessage("killed");
    assertThat(count(mailsOf)).isZero();
    assertThat(count("select count(*) from notice where mailed = 1")).isEqualTo(2);
    NoticePreparation killedAfter =
        preparation(
            clock,
            (step, _) -> {
              if (step == DeliveryStep.PREPARED) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(killedAfter::prepare).hasMessage("killed");
    assertThat(count(mailsOf)).isEqualTo(1);
    assertThat(preparation(clock, DeliveryStep.Watch.NONE).prepare()).isZero();
    say(ada, "uncomp", "three @kim");
    assertThat(preparation(clock, DeliveryStep.Watch.NONE).prepare())
        .as("within the hour")
        .isZero();
    clock.set(java.time.Instant.ofEpochMilli(later + 3_600_000).toString());
    assertThat(preparation(clock, DeliveryStep.Watch.NONE).prepare()).isEqualTo(1);
    assertThat(count(mailsOf)).isEqualTo(2);
  }

  private static NoticePreparation preparation(Mailroom.TestClock clock, DeliveryStep.Watch watch) {
    return new NoticePreparation(
        subscribers,
        mails,
        site.context().getBean(Notices.class),
        new TransactionTemplate(
            new JdbcTransactionManager(site.context().getBean(Home.class).dataSource())),
        new MessageIds("offprint.example.org"),
        clock,
        watch);
  }

  @Test
  void theMorningMailHasWhatTheAccountFollowsAndItsList() throws Exception {
    Client sue = Client.reader(site, ada, "sue");
    Subscriber to = connected(sue, "sue@example.org", "following", "forYou");
    for (int i = 0; i < 30; i++) {
      sue.post("/following", "kind", "topic", "name", "topic " + i, "follow", "yes");
    }
    sue.post("/following", "kind", "author", "name", "Emmy Noether", "follow", "yes");
    for (String paper : List.of("timemixer", "srrw", "uncomp")) {
      sue.post("/opinions", "paper", paper, "opinion", "saved");
    }
    Interests interests = site.context().getBean(InterestSource.class).of(to);
    assertThat(interests.topics()).hasSize(30).contains("topic 29");
    assertThat(interests.authors()).containsExactly("Emmy Noether");
    assertThat(interests.trending()).isFalse();
    assertThat(interests.forYou()).hasSizeGreaterThan(9);
    List<Long> saved =
        java.util.stream.Stream.of("timemixer", "srrw", "uncomp")
            .map(slug -> site.context().getBean(Papers.class).find(slug).orElseThrow().id())
            .toList();
    assertThat(interests.forYou()).doesNotContainAnyElementsOf(saved);

    long newest = site.context().getBean(Papers.class).last();
    Edition edition =
        new Edition(
            new NewPapers(
                newest,
                newest + 2,
                java.util.Map.of(newest + 1, 0, newest + 2, 1),
                java.util.Map.of("topic 3", List.of(newest + 2)),
                java.util.Map.of("emmy noether", List.of(newest + 1, newest + 2))),
            java.util.Map.of(),
            _ -> List.of());
    List<Section> sections = edition.choose(to, interests, new PaperSet());
    assertThat(sections).extracting(Section::title).containsExactly("By Emmy Noether", "For you");
    assertThat(sections.getFirst().papers()).containsExactly(newest + 1, newest + 2);
    assertThat(sections.get(1).papers()).isEqualTo(interests.forYou().subList(0, 10));
    PaperSet mailed = new PaperSet();
    mailed.addAll(sections.get(1).papers());
    assertThat(edition.choose(to, interests, mailed).get(1).papers())
        .as("each paper once")
        .doesNotContainAnyElementsOf(sections.get(1).papers());

    assertThat(sue.get("/subscribe").body()).contains("authors, topics and searches that I follow");
    assertThat(site.get("/subscribe").body()).doesNotContain("that I follow");
  }

  @Test
  void mailGoesWithItsAccountUnlessItHasMoreInIt() throws Exception {
    Client tom = Client.reader(site, ada, "tom");
    Subscriber toms = connected(tom, "tom@example.org", "following", "notices");
    Client lea = Client.reader(site, ada, "lea");
    Subscriber leas = connected(lea, "lea@example.org", "trending", "following");
    String export = tom.get("/settings/export").body();
    assertThat(export).contains("\"address\":\"tom@example.org\"", "\"following\":true");
    tom.post("/settings/delete", "current", Client.PASSWORD);
    lea.post("/settings/delete", "current", Client.PASSWORD);
    assertThat(subscribers.find(toms.id())).isEmpty();
    Subscriber rest = subscribers.find(leas.id()).orElseThrow();
    assertThat(rest.account()).isNull();
    assertThat(rest.wishes().words()).isEqualTo("what trends");
  }

  @Test
  void anAccountIsConnectedByALinkOfTheAddressAndASessionOfItsOwn() throws Exception {
    Client max = Client.reader(site, ada, "max");
    site.postForm("/subscribe", "address=max%40example.org&trending=on");
    String confirm = link(to("max@example.org", 1).getFirst(), "/subscribe/confirm/");
    HttpResponse<String> confirmed = site.postForm(confirm, "connect=on");
    Subscriber to = subscribers.find(EmailAddress.parse("a", "max@example.org")).orElseThrow();
    assertThat(to.account()).as("nobody was signed in").isNull();
    String manage = confirmed.headers().firstValue("Location").orElseThrow();
    manage = manage.substring(manage.indexOf("/subscription/")).replace("?new", "");
    assertThat(site.postForm(manage + "/account", "connect=yes").headers().firstValue("Location"))
        .hasValueSatisfying(place -> assertThat(place).contains("/login"));
    assertThat(max.get(manage).body()).contains("Connect with my account max");
    max.post(manage + "/account", "connect", "yes");
    assertThat(subscribers.find(to.id()).orElseThrow().account()).isNotNull();
    assertThat(max.get(manage).body()).contains("Disconnect from my account");
    assertThat(site.get(manage).body()).doesNotContain("account max");
    String other = manage.replaceFirst("/subscription/.", "/subscription/_");
    assertThat(max.post(other + "/account", "connect", "yes").statusCode()).isEqualTo(404);
    max.post(manage + "/account", "connect", "no");
    assertThat(subscribers.find(to.id()).orElseThrow().account()).isNull();
  }

  @Test
  void aConfirmedAddressOfTheAccountNeedsNoOtherLetter() throws Exception {
    Client pat = Client.reader(site, ada, "pat");
    assertThat(pat.post("/settings/mail").statusCode()).as("no address").isEqualTo(409);
    long id = count("select id from account where name = 'pat'");
    sql.sql("update account set email = 'pat@example.org' where id = :id").param("id", id).update();
    assertThat(pat.post("/settings/mail").statusCode()).as("not confirmed").isEqualTo(409);
    assertThat(pat.get("/notifications").body()).contains("No address is connected");
    sql.sql("update account set confirmed = 1 where id = :id").param("id", id).update();
    site.postForm("/subscribe", "address=pat%40example.org&searches=typed+by+a+stranger");
    assertThat(pat.get("/notifications").body()).contains("Send it to pat@example.org");
    assertThat(pat.post("/settings/mail").statusCode()).isEqualTo(302);
    Subscriber to = subscribers.ofAccount(id).orElseThrow();
    assertThat(to.state()).isEqualTo(Subscriber.State.ACTIVE);
    assertThat(to.wishes().words()).isEqualTo("notices");
    say(ada, "mec-b", "hello @pat");
    assertThat(to("pat@example.org", 2)).anyMatch(NoticeMailTest::namesSomebody);
    subscribers.suspend(to.id());
    assertThat(pat.post("/settings/mail").statusCode()).as("it refuses mail").isEqualTo(409);
  }

  private static boolean namesSomebody(MimeMessage mail) {
    try {
      return "ada named you".equals(mail.getSubject());
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
