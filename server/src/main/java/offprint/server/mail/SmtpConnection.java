package offprint.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the mail server that reports each step. The line with a dot that ends a mail is
 * the point of no return: before it no server keeps the mail, after it the server may.
 */
public final class SmtpConnection extends SMTPTransport {
  private static final String TIMEOUT_MILLIS = "30000";
  private static final String READ_TIMEOUT_MILLIS = "600000"; // RFC 5321, 4.5.3.2.6

  private final MailConfig.Smtp server;
  private @Nullable Course course;
  private boolean ending;
  private boolean dotted;

  /** Observes and controls the sending of a mail. */
  public interface Course {
    /** Observes nothing. */
    Course UNWATCHED =
        new Course() {
          @Override
          public void at(DeliveryStep deliveryStep) {}

          @Override
          public boolean mayEnd() {
            return true;
          }

          @Override
          public void ended() {}
        };

    void at(DeliveryStep deliveryStep);

    /** Whether the mail may still be completed. */
    boolean mayEnd();

    void ended();
  }

  /** The mail was withdrawn before it was completed. */
  static final class Withdrawn extends MessagingException {
    private static final long serialVersionUID = 1;
  }

  /** Result of sending a mail. */
  public sealed interface Result {
    /** The server accepted it. */
    record Taken(String answer) implements Result {}

    /** The server refused it for good; {@code address} if because of the recipient. */
    record Refused(String answer, boolean address) implements Result {}

    /** The server refused it for now. */
    record Postponed(String answer) implements Result {}

    /** The connection or the server's policy towards this sender failed, not this mail. */
    record Down(String answer) implements Result {}

    /** The mail is no longer ours to send. */
    record Gone() implements Result {}
  }

  private SmtpConnection(MailConfig.Smtp server, Session session) {
    super(session, new URLName(protocol(server), server.host(), server.port(), null, null, null));
    this.server = server;
  }

  private static String protocol(MailConfig.Smtp server) {
    return server.security() == MailConfig.Security.TLS ? "smtps" : "smtp";
  }

  /**
   * @param sender envelope sender, to which bounces are returned
   */
  public static SmtpConnection with(MailConfig.Smtp server, EmailAddress sender) {
    return with(server, sender, Map.of());
  }

  /**
   * @param more settings of the transport, without the protocol's prefix
   */
  public static SmtpConnection with(
      MailConfig.Smtp server, EmailAddress sender, Map<String, String> more) {
    Properties settings = new Properties();
    String prefix = "mail." + protocol(server) + ".";
    settings.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
    settings.put(prefix + "timeout", READ_TIMEOUT_MILLIS);
    settings.put(prefix + "socketFactory", new PromptSockets());
    settings.put(prefix + "from", sender.text());
    settings.put(prefix + "localhost", sender.domain());
    settings.put(prefix + "quitwait", "false");
    settings.put(prefix + "userset", "true");
    settings.put(prefix + "ssl.checkserveridentity", "true");
    if (server.security() == MailConfig.Security.TLS) {
      settings.put(prefix + "ssl.enable", "true");
    }
    if (server.security() == MailConfig.Security.STARTTLS) {
      settings.put(prefix + "starttls.enable", "true");
      settings.put(prefix + "starttls.required", "true");
    }
    if (!server.user().isEmpty()) {
      settings.put(prefix + "auth", "true");
    }
    more.forEach((name, value) -> settings.put(prefix + name, value));
    return new SmtpConnection(server, Session.getInstance(settings));
  }

  /**
   * @throws MessagingException if the server does not answer or refuses the user
   */
  public void open() throws MessagingException {
    boolean named = !server.user().isEmpty();
    connect(
        server.host(),
        server.port(),
        named ? server.user() : null,
        named ? server.password() : null);
  }

  /** Hands over a mail to one recipient. */
  public Result send(MimeMessage message, EmailAddress recipient, Course followed) {
    course = followed;
    ending = false;
    dotted = false;
    try {
      sendMessage(message, new InternetAddress[] {new InternetAddress(recipient.text())});
      return new Result.Taken(line(getLastServerResponse()));
    } catch (Withdrawn _) {
      return new Result.Gone();
    } catch (MessagingException e) {
      return failed(e);
    } finally {
      course = null;
    }
  }

  private Result failed(MessagingException failure) {
    if (failure.getNextException() instanceof Withdrawn) {
      return new Result.Gone();
    }
    SMTPAddressFailedException address = ofAddress(failure);
    if (address != null) {
      return refusal(address.getReturnCode(), line(address.getMessage()), true);
    }
    int code = getLastReturnCode();
    if (dotted && code >= 400 && failure instanceof SendFailedException) {
      return refusal(code, line(failure.getMessage()), false);
    }
    return new Result.Down(line(failure.getMessage()));
  }

  private static @Nullable SMTPAddressFailedException ofAddress(MessagingException failure) {
    for (Exception next = failure;
        next instanceof MessagingException e;
        next = e.getNextException()) {
      if (next instanceof SMTPAddressFailedException address) {
        return address;
      }
    }
    return null;
  }

  /**
   * Classifies a refusal: it concerns the recipient where the enhanced status (RFC 3463) names the
   * address or mailbox, or a plain status answered the recipient command.
   */
  private static Result refusal(int code, String answer, boolean ofRecipient) {
    if (code == 421) {
      return new Result.Down(answer);
    }
    if (code < 500) {
      return new Result.Postponed(answer);
    }
    boolean enhanced = answer.matches("(?s).*\\b5\\.[0-9]{1,3}\\.[0-9]{1,3}\\b.*");
    boolean ofMailbox = answer.matches("(?s).*\\b5\\.[12]\\.[0-9]{1,3}\\b.*");
    return new Result.Refused(answer, enhanced ? ofMailbox : ofRecipient);
  }

  public static String line(@Nullable String answer) {
    String text = String.valueOf(answer).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  @Override
  protected void mailFrom() throws MessagingException {
    super.mailFrom();
    tell(DeliveryStep.SENDER);
  }

  @Override
  protected void rcptTo() throws MessagingException {
    super.rcptTo();
    tell(DeliveryStep.RECIPIENT);
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    tell(DeliveryStep.CONTENT);
    Course followed = course;
    if (followed != null && !followed.mayEnd()) {
      cut();
      throw new Withdrawn();
    }
    tell(DeliveryStep.ENDING);
    ending = true;
    super.finishData();
    ending = false;
    tell(DeliveryStep.ANSWERED);
  }

  /** Breaks the connection, the only way to withdraw a mail that was begun. */
  private void cut() {
    try {
      close();
    } catch (MessagingException _) {
      // it is closed
    }
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    super.sendCommand(command);
    Course followed = course;
    if (ending && command.equals(".") && followed != null) {
      dotted = true;
      followed.at(DeliveryStep.DOT);
      followed.ended();
      followed.at(DeliveryStep.ENDED);
    }
  }

  private void tell(DeliveryStep deliveryStep) {
    Course followed = course;
    if (followed != null) {
      followed.at(deliveryStep);
    }
  }
}
