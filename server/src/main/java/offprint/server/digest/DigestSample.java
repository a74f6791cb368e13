package offprint.server.digest;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import offprint.server.feed.Trending;
import offprint.server.home.Home;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.Letter;
import offprint.server.mail.MailConfig;
import offprint.server.mail.MailException;
import offprint.server.mail.MimeMessages;
import offprint.server.mail.SmtpConnection;
import offprint.server.method.Methods;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Today's mail as a new subscriber would get it. Needs no running server. */
public final class DigestSample {
  private static final String NOWHERE = "reader@example.org";
  private static final int MOST = 10;

  private final MailConfig config;
  private final Letter letter;
  private final int papers;
  private final boolean standIn;

  private DigestSample(MailConfig config, Letter letter, int papers, boolean standIn) {
    this.config = config;
    this.letter = letter;
    this.papers = papers;
    this.standIn = standIn;
  }

  /**
   * @param weekly the mail of a week instead of a day
   */
  public static DigestSample of(
      Home home,
      Papers papers,
      MailConfig config,
      List<String> topics,
      List<String> authors,
      boolean weekly) {
    Clock clock = Clock.systemUTC();
    MailConfig shown = config.site().isEmpty() ? config.withSite("http://localhost:8080") : config;
    Schedule.Rhythm rhythm = weekly ? Schedule.Rhythm.WEEKLY : Schedule.Rhythm.DAILY;
    Subscriber reader =
        new Subscriber(
            0,
            EmailAddress.parse("address", NOWHERE),
            Subscriber.State.ACTIVE,
            new Schedule(rhythm, DayOfWeek.MONDAY, 7, ZoneId.of("UTC")),
            new DigestPreferences(true, topics, authors, List.of()),
            null,
            0,
            null);
    Editions editions =
        new Editions(
            new NewPaperTable(JdbcClient.create(home.dataSource())),
            new Trending(home, papers),
            papers,
            _ -> List.of());
    List<Section> sections =
        editions
            .at(clock.instant(), 0, papers.last())
            .choose(reader, Interests.of(reader.wishes()), new PaperSet());
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    Mail mail =
        new Mail(
            0,
            0,
            weekly ? Mail.Kind.WEEKLY : Mail.Kind.DAILY,
            today.toString(),
            "",
            sections.isEmpty() ? newest(papers, today) : sections,
            clock.millis(),
            0);
    Letter letter =
        new LetterWriter(papers, new Methods(), shown).digest(mail, LetterWriter.Links.NONE);
    return new DigestSample(config, letter, mail.papers().size(), sections.isEmpty());
  }

  /** The newest papers, so that a mail server can be tested when nothing is new. */
  private static List<Section> newest(Papers papers, LocalDate today) {
    List<Long> ids =
        papers
            .newestDay(today)
            .map(day -> papers.listed(day, day, MOST, 0))
            .orElseGet(() -> papers.unlisted(MOST, 0))
            .stream()
            .map(StoredPaper::id)
            .toList();
    return ids.isEmpty() ? List.of() : List.of(new Section(Section.Kind.TRENDING, "", ids, 0));
  }

  /** True if no reader would get a mail today, and this shows the newest papers instead. */
  public boolean isStandIn() {
    return standIn;
  }

  /** Number of papers. */
  public int papers() {
    return papers;
  }

  public String subject() {
    return letter.subject();
  }

  /** Writes it as HTML, as text to a file that ends in .txt, or with its headers to one in .eml. */
  public void write(Path file) throws IOException {
    String name = file.getFileName().toString();
    byte[] content =
        name.endsWith(".eml")
            ? bytes(message(config.from().isEmpty() ? NOWHERE : config.from(), NOWHERE))
            : (name.endsWith(".txt") ? letter.text() : letter.html())
                .getBytes(StandardCharsets.UTF_8);
    Path partial = file.resolveSibling("." + name + ".partial");
    try {
      Files.write(partial, content);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private MimeMessage message(String from, String to) {
    EmailAddress sender = EmailAddress.parse("mail-from", from);
    return new MimeMessages(config.withFrom(from))
        .message(
            letter,
            EmailAddress.parse("address", to),
            "<%s@%s>".formatted(UUID.randomUUID(), sender.domain()),
            System.currentTimeMillis(),
            "");
  }

  private static byte[] bytes(MimeMessage message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (MessagingException e) {
      throw new IOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Sends it.
   *
   * @return the mail server's answer
   * @throws MailException if the server did not take it
   */
  public String send(String address) throws MailException {
    MailConfig.Smtp server = config.smtp();
    if (server == null || !config.isOn()) {
      throw new IllegalArgumentException("smtp, mail-from and site must be given: got none");
    }
    EmailAddress to = EmailAddress.parse("address", address);
    SmtpConnection smtpConnection =
        SmtpConnection.with(server, EmailAddress.parse("mail-from", config.from()));
    try {
      smtpConnection.open();
      SmtpConnection.Result result =
          smtpConnection.send(message(config.from(), to.text()), to, Free.COURSE);
      return switch (result) {
        case SmtpConnection.Result.Taken taken -> taken.answer();
        case SmtpConnection.Result.Refused refused -> throw notTaken(server, refused.answer());
        case SmtpConnection.Result.Postponed later -> throw notTaken(server, later.answer());
        case SmtpConnection.Result.Down down -> throw notTaken(server, down.answer());
        case SmtpConnection.Result.Gone _ -> throw notTaken(server, "nothing");
      };
    } catch (MessagingException e) {
      throw notTaken(server, SmtpConnection.line(e.getMessage()));
    } finally {
      close(smtpConnection);
    }
  }

  private static MailException notTaken(MailConfig.Smtp server, String answer) {
    return new MailException("the mail server %s did not take it: %s".formatted(server, answer));
  }

  private static void close(SmtpConnection smtpConnection) {
    try {
      smtpConnection.close();
    } catch (MessagingException _) {
      // the server closed the connection first
    }
  }

  /** Sends a mail outside the queue. */
  private enum Free implements SmtpConnection.Course {
    COURSE;

    @Override
    public void at(DeliveryStep deliveryStep) {}

    @Override
    public boolean mayEnd() {
      return true;
    }

    @Override
    public void ended() {}
  }
}
