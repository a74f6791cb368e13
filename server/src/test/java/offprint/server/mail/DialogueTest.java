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

class DialogueTest {
  private static final EmailAddress SENDER = EmailAddress.parse("from", "papers@example.org");

  private static MailConfig.Smtp server(int port, MailConfig.Security security, String word) {
    String user = word.isEmpty() ? "" : "papers@example.org";
    return new MailConfig.Smtp("127.0.0.1", port, security, user, word);
  }

  @Test
  void aServerThatCannotEncryptIsNotSpokenWithOpenly() throws Exception {
    try (StubbornServer server = new StubbornServer()) {
      Dialogue dialogue =
          Dialogue.with(server(server.port(), MailConfig.Security.STARTTLS, ""), SENDER);
      assertThatThrownBy(dialogue::open)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("STARTTLS is required");
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    GreenMail smtps = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    smtps.start();
    try {
      Dialogue dialogue =
          Dialogue.with(server(smtps.getSmtps().getPort(), MailConfig.Security.TLS, ""), SENDER);
      assertThatThrownBy(dialogue::open)
          .isInstanceOf(MessagingException.class)
          .hasRootCauseInstanceOf(CertPathBuilderException.class);
      assertThat(dialogue.isConnected()).isFalse();
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
      Dialogue dialogue =
          Dialogue.with(
              server, SENDER, Map.of("ssl.trust", "localhost", "ssl.checkserveridentity", "false"));
      dialogue.open();
      assertThat(dialogue.isSSL()).isTrue();
      EmailAddress to = EmailAddress.parse("to", "ada@example.org");
      MimeMessage message =
          new Postage(MailConfig.OFF.withFrom(SENDER.text()))
              .message(new Letter("Subject", "text", "<p>text"), to, "<1@example.org>", 0, "");
      assertThat(dialogue.send(message, to, Dialogue.Course.UNWATCHED))
          .isInstanceOf(Dialogue.Result.Taken.class);
      dialogue.close();
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
      Dialogue right = Dialogue.with(server(port, MailConfig.Security.NONE, "right"), SENDER);
      right.open();
      assertThat(right.isConnected()).isTrue();
      right.close();
      Dialogue wrong = Dialogue.with(server(port, MailConfig.Security.NONE, "wrong"), SENDER);
      assertThatThrownBy(wrong::open).isInstanceOf(MessagingException.class);
    } finally {
      smtp.stop();
    }
  }
}
