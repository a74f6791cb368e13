package offprint.server.digest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import offprint.server.home.Home;
import offprint.server.mail.Bounce;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Records bounced mails. Needs no running server, but may run beside one. */
public final class Bounces {
  private final MailTable mails;
  private final Outbox outbox;

  public Bounces(Home home) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.mails = new MailTable(sql);
    this.outbox =
        new Outbox(
            mails,
            new SubscriberTable(sql),
            new TransactionTemplate(new JdbcTransactionManager(home.dataSource())),
            Clock.systemUTC());
  }

  /**
   * Records a bounce as a permanent refusal if it says so and names the Message-ID of one of our
   * mails, which only its recipient knows. Recording it again changes nothing.
   *
   * @return a message that says what was done
   * @throws IOException if the stream fails or holds no mail
   */
  public String take(InputStream returned) throws IOException {
    Bounce bounce = Bounce.read(returned);
    Optional<Mail> mail =
        bounce.messageId().isEmpty() ? Optional.empty() : mails.find(bounce.messageId());
    if (mail.isEmpty()) {
      return "not a mail of ours: nothing is changed";
    }
    if (!bounce.permanent()) {
      return "not a failure for good: nothing is changed";
    }
    return outbox.returned(mail.get(), bounce.status(), bounce.ofMailbox())
        ? "counted as refused: " + bounce.status()
        : "counted before: nothing is changed";
  }
}
