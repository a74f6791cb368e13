package offprint.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import offprint.server.account.AccountMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Mails about accounts. They bypass the mail queue and are retried for minutes only, since people
 * who miss one ask again.
 */
@Component
final class AccountLetters implements AccountMail, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(AccountLetters.class);
  private static final List<Duration> PAUSES =
      List.of(Duration.ZERO, Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(10));

  private final MailConfig config;
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("account mail").daemon().factory());

  AccountLetters(MailConfig config) {
    this.config = config;
  }

  @Override
  public boolean isOn() {
    return config.isOn();
  }

  @Override
  public URI site() {
    return URI.create(config.site());
  }

  @Override
  public void send(String address, String subject, String text) {
    MailConfig.Smtp server = config.smtp();
    if (server == null) {
      throw new IllegalStateException("no mail is set up");
    }
    String id = new MessageIds(EmailAddress.parse("mail-from", config.from()).domain()).next();
    attempt(new Attempt(config, server, address, new Letter(subject, text, html(text)), id), 0);
  }

  private record Attempt(
      MailConfig config, MailConfig.Smtp server, String address, Letter letter, String messageId) {
    /** The server's refusal, "" if it took the mail. */
    String refusal() {
      EmailAddress from = EmailAddress.parse("mail-from", config.from());
      try (SmtpConnection smtpConnection = SmtpConnection.with(server, from)) {
        EmailAddress to = EmailAddress.parse("email", address);
        MimeMessage message =
            new MimeMessages(config).message(letter, to, messageId, Clock.systemUTC().millis(), "");
        smtpConnection.open();
        return switch (smtpConnection.send(message, to, SmtpConnection.Course.UNWATCHED)) {
          case SmtpConnection.Result.Taken _ -> "";
          case SmtpConnection.Result.Refused refused -> refused.answer();
          case SmtpConnection.Result.Postponed later -> later.answer();
          case SmtpConnection.Result.Down down -> down.answer();
          case SmtpConnection.Result.Gone _ -> "withdrawn";
        };
      } catch (MessagingException | IllegalArgumentException e) {
        return SmtpConnection.line(e.getMessage());
      }
    }
  }

  private void attempt(Attempt attempt, int number) {
    Future<?> _ =
        sender.schedule(
            () -> {
              String refusal = attempt.refusal();
              if (!refusal.isEmpty()) {
                boolean last = number + 1 == PAUSES.size();
                LOG.warn(
                    "a letter about an account is {}: {}", last ? "given up" : "late", refusal);
                if (!last) {
                  attempt(attempt, number + 1);
                }
              }
            },
            PAUSES.get(number).toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static String html(String text) {
    String escaped = HtmlUtils.htmlEscape(text, "UTF-8");
    String linked =
        escaped.replaceAll("(?m)^(https?://[^\\s<]+)$", "<a href=\"$1\">$1</a>").strip();
    return "<!doctype html><html lang=\"en\"><body><p>"
        + linked.replace("\n\n", "</p><p>").replace("\n", "<br>")
        + "</p></body></html>";
  }

  @Override
  public void destroy() {
    sender.shutdownNow();
  }
}
