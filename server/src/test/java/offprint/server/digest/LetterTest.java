package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import offprint.server.mail.MimeMessages;
import offprint.server.mail.SmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterTest {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>]+");

  @TempDir Path folder;
  private SmtpServer server;
  private Mailroom room;

  @BeforeEach
  void open() {
    server = new SmtpServer();
    room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z");
  }

  @AfterEach
  void close() {
    room.close();
    server.close();
  }

  private MimeMessage deliver(DigestPreferences digestPreferences, String... papers)
      throws Exception {
    room.subscribe("ada@example.org", Mailroom.daily(7, "UTC"), digestPreferences);
    room.list("2026-11-25", papers);
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    room.carry();
    assertThat(server.mails()).hasSize(1);
    return server.mails().getFirst();
  }

  private static String part(MimeMessage mail, String type) throws Exception {
    Multipart parts = (Multipart) mail.getContent();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    BodyPart part = parts.getBodyPart(type.equals("text/plain") ? 0 : 1);
    assertThat(part.getContentType()).startsWith(type).contains("UTF-8");
    return (String) part.getContent();
  }

  @Test
  void bothPartsSayTheSameAndLinkToTheSite() throws Exception {
    MimeMessage mail =
        deliver(
            new DigestPreferences(true, List.of("entropy"), List.of(), List.of()),
            "2611.00001|On $H(X) \\\\leq \\\\log n$|9|entropy|Ada Author",
            "2611.00002|Zwei Bücher & <b>mehr</b>|3|transport|Bob Äuthor");
    assertThat(mail.getSubject()).isEqualTo("On H(X)≤log n and 1 more");
    String text = part(mail, "text/plain");
    String html = part(mail, "text/html");
    assertThat(text)
        .contains(
            "Wednesday, 25 November",
            "== entropy ==",
            "On H(X)≤log n",
            "== Trending ==",
            "Zwei Bücher & <b>mehr</b>",
            "Bob Äuthor · 25 Nov 2026",
            "https://papers.example.org/papers/2611.00002");
    assertThat(html)
        .contains(
            "On H(X)≤log n",
            "Zwei Bücher &amp; &lt;b&gt;mehr&lt;/b&gt;",
            "href=\"https://papers.example.org/papers/2611.00002\"",
            "The abstract of 2611.00001.");
    assertThat(ADDRESS.matcher(text + html).results().map(MatchResult::group))
        .allSatisfy(link -> assertThat(link).startsWith(Mailroom.SITE));
  }

  @Test
  void itHasNoPictureNoScriptNoTrackedLink() throws Exception {
    String html =
        part(
            deliver(DigestPreferences.DEFAULT, "2611.00001|First|9|entropy|Ada Author"),
            "text/html");
    assertThat(html.toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("<img", "<script", "<link", "<iframe", "url(", "onclick", "src=");
    assertThat(html).doesNotContain("utm_", "redirect", "ada@example.org");
  }

  @Test
  void itsHeadersUnsubscribeAtOneClick() throws Exception {
    MimeMessage mail = deliver(DigestPreferences.DEFAULT, "2611.00001|First|9|entropy|Ada Author");
    assertThat(SmtpServer.header(mail, "List-Unsubscribe"))
        .matches("<https://papers\\.example\\.org/unsubscribe/[A-Za-z0-9_-]{32}>");
    assertThat(SmtpServer.header(mail, "List-Unsubscribe-Post"))
        .isEqualTo("List-Unsubscribe=One-Click");
    assertThat(SmtpServer.header(mail, "Message-ID"))
        .matches("<[0-9a-f]{32}@offprint\\.example\\.org>");
    assertThat(SmtpServer.header(mail, "From")).isEqualTo("Offprint <papers@offprint.example.org>");
    assertThat(SmtpServer.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(SmtpServer.header(mail, "Date")).isEqualTo("Wed, 25 Nov 2026 07:00:00 +0000");
  }

  @Test
  void aTitleCannotAddAHeader() throws Exception {
    MimeMessage mail =
        deliver(
            new DigestPreferences(true, List.of("x"), List.of(), List.of()),
            "2611.00001|One\\r"
                + "\\n"
                + "Bcc: eve@example.org\\r"
                + "\\n"
                + "\\r"
                + "\\n"
                + "<script>alert(1)</script>\\u2028X|9|x|A");
    List<String> names =
        Collections.list(mail.getAllHeaders()).stream().map(jakarta.mail.Header::getName).toList();
    assertThat(names).doesNotContain("Bcc", "bcc");
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getSubject()).startsWith("One Bcc: eve@example.org <script>");
    assertThat(part(mail, "text/html")).doesNotContain("<script>");
    assertThat(server.ids()).containsOnlyKeys("ada@example.org");
  }

  @Test
  void aLineWithADotAloneDoesNotEndTheMail() throws Exception {
    MimeMessage mail =
        deliver(
            DigestPreferences.DEFAULT, "2611.00001|.|9|entropy|.", "2611.00002|Next|1|entropy|B");
    assertThat(part(mail, "text/plain")).contains("\r\n.\r\n", "Next");
    assertThat(server.mails()).hasSize(1);
  }

  @Test
  void aLongTitleIsCutInTheSubjectBetweenCharacters() {
    String subject = LetterWriter.subject("𝒳".repeat(200), " and 3 more");
    assertThat(subject).endsWith("𝒳… and 3 more");
    assertThat(subject.codePointCount(0, subject.length())).isEqualTo(120);
    assertThat(new String(subject.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(subject);
  }

  @Test
  void theSameMailComposedAgainIsTheSame() throws Exception {
    deliver(DigestPreferences.DEFAULT, "2611.00001|First|9|entropy|Ada Author");
    Mail mail = room.mails.find(1).orElseThrow();
    Subscriber ada = room.subscribers.find(mail.subscriber()).orElseThrow();
    MessageComposer messageComposer =
        new MessageComposer(
            room.writer, room.links, new MimeMessages(room.config), room.clock, _ -> List.of());
    String first = bytes(messageComposer.message(mail, ada));
    assertThat(withoutBoundary(bytes(messageComposer.message(mail, ada))))
        .isEqualTo(withoutBoundary(first));
  }

  private static String bytes(MimeMessage message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String withoutBoundary(String message) {
    return message.replaceAll("----=_Part_[0-9_.]+", "boundary");
  }
}
