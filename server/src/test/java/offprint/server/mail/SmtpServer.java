package offprint.server.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A mail server on a free port that keeps what it takes. */
public final class SmtpServer implements AutoCloseable {
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  public SmtpServer() {
    server.start();
  }

  public int port() {
    return server.getSmtp().getPort();
  }

  public List<MimeMessage> mails() {
    return Arrays.asList(server.getReceivedMessages());
  }

  List<MimeMessage> to(String address) {
    return mails().stream().filter(mail -> recipient(mail).equals(address)).toList();
  }

  /** Message-IDs by recipient. */
  public Map<String, List<String>> ids() {
    return mails().stream()
        .collect(
            Collectors.groupingBy(
                SmtpServer::recipient,
                Collectors.mapping(mail -> header(mail, "Message-ID"), Collectors.toList())));
  }

  static String recipient(MimeMessage mail) {
    try {
      return mail.getRecipients(Message.RecipientType.TO)[0].toString();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String header(MimeMessage mail, String name) {
    try {
      return String.valueOf(mail.getHeader(name, null));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
