package offprint.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.security.cert.CertPathBuilderException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmtpConnectionTest {
  private static final EmailAddress SENDER = EmailAddress.parse("from", "papers@example.org");

  private static MailConfig.Smtp server(int port, MailConfig.Security security, String word) {
    String user = word.isEmpty() ? "" : "papers@example.org";
    return new MailConfig.Smtp("127.0.0.1", port, security, user, word);
  }

  @Test
  void aServerThatCannotEncryptIsNotSpokenWithOpenly() throws Exception {
    try (StubbornServer server = new StubbornServer()) {
      SmtpConnection smtpConnection =
          SmtpConnection.with(server(server.port(), MailConfig.Security.STARTTLS, ""), SENDER);
      assertThatThrownBy(smtpConnection::open)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("STARTTLS is required");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    GreenMail smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    smtps.start();
    try {
      SmtpConnection smtpConnection =
          SmtpConnection.with(
              server(smtps.getSmtps().getPort(), MailConfig.Security.TLS, ""), SENDER);
      assertThatThrownBy(smtpConnection::open)
          .isInstanceOf(MessagingException.class)
          .hasRootCauseInstanceOf(CertPathBuilderException.class);
      assertThat(smtpConnection.isConnected()).isFalse();
    } finally {
      smtps.stop();
    }
  }

  @Test
  void aMailGoesThroughAnEncryptedConnection() throws Exception {
    GreenMail smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    smtps.start();
    try {
      MailConfig.Smtp server =
          new MailConfig.Smtp(
              "localhost", smtps.getSmtps().getPort(), MailConfig.Security.TLS, "", "");
      SmtpConnection smtpConnection =
          SmtpConnection.with(
              server, SENDER, Map.of("ssl.trust", "localhost", "ssl.checkserveridentity", "false"));
      smtpConnection.open();
      assertThat(smtpConnection.isSSL()).isTrue();
      EmailAddress to = EmailAddress.parse("to", "ada@example.org");
      MimeMessage message =
          new MimeMessages(MailConfig.OFF.withFrom(SENDER.text()))
              .message(new Letter("Subject", "text", "<p>text"), to, "<1@example.org>", 0, "");
      assertThat(smtpConnection.send(message, to, SmtpConnection.Course.UNWATCHED))
          .isInstanceOf(SmtpConnection.Result.Taken.class);
      smtpConnection.close();
      assertThat(smtps.getReceivedMessages()).hasSize(1);
    } finally {
      smtps.stop();
    }
  }

  @Test
  void thePasswordMustBeTheUsers() throws Exception {
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    try {
      smtp.setUser("papers@example.org", "papers@example.org", "right");
      int port = smtp.getSmtp().getPort();
      SmtpConnection right =
          SmtpConnection.with(server(port, MailConfig.Security.NONE, "right"), SENDER);
      right.open();
      assertThat(right.isConnected()).isTrue();
      right.close();
      SmtpConnection wrong =
          SmtpConnection.with(server(port, MailConfig.Security.NONE, "wrong"), SENDER);
      assertThatThrownBy(wrong::open).isInstanceOf(MessagingException.class);
    } finally {
      smtp.stop();
    }
  }
}
