package offprint.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/** Makes MIME messages: headers, text and HTML parts, DKIM signature. */
public final class MimeMessages {
  private static final String UTF_8 = "UTF-8";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final Session session = Session.getInstance(new Properties());
  private final EmailAddress from;
  private final String listId;
  private final MailConfig.@Nullable Dkim dkim;
  private final @Nullable RSAPrivateKey key;

  /**
   * @throws IllegalArgumentException if the key cannot be read
   */
  public MimeMessages(MailConfig config) {
    this.from = EmailAddress.parse("mail-from", config.from());
    this.listId = "digest." + from.domain();
    this.dkim = config.dkim();
    this.key = dkim == null ? null : readKey(dkim);
  }

  private static RSAPrivateKey readKey(MailConfig.Dkim dkim) {
    try {
      String pem = Files.readString(dkim.key(), StandardCharsets.US_ASCII);
      String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "dkim key must be a file with an RSA key, PKCS #8 as PEM: got " + dkim.key(), e);
    }
  }

  /**
   * @param sent its date, milliseconds since 1970
   * @param leave address that unsubscribes, "" for none
   */
  public MimeMessage message(
      Letter letter, EmailAddress to, String messageId, long sent, String leave) {
    try {
      MimeMessage message = new Identified(session, messageId);
      message.setFrom(new InternetAddress(from.text(), "Offprint", UTF_8));
      message.setRecipient(
          jakarta.mail.Message.RecipientType.TO, new InternetAddress(to.text(), true));
      message.setSubject(letter.subject(), UTF_8);
      message.setHeader("Date", DATE.format(Instant.ofEpochMilli(sent).atOffset(ZoneOffset.UTC)));
      message.setHeader("Auto-Submitted", "auto-generated");
      if (!leave.isEmpty()) {
        message.setHeader("List-Id", "Offprint <" + listId + ">");
        message.setHeader("List-Unsubscribe", "<" + leave + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.setHeader("Precedence", "bulk");
      }
      MimeMultipart parts = new MimeMultipart("alternative");
      parts.addBodyPart(part(letter.text(), "plain"));
      parts.addBodyPart(part(letter.html(), "html"));
      message.setContent(parts);
      message.saveChanges();
      return signed(message);
    } catch (MessagingException | UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, UTF_8, subtype);
    return part;
  }

  private MimeMessage signed(MimeMessage message) throws MessagingException {
    if (dkim == null || key == null) {
      return message;
    }
    try {
      DkimSigner signer = new DkimSigner(dkim.domain(), dkim.selector(), key);
      signer.setHeaderCanonicalization(Canonicalization.RELAXED);
      signer.setBodyCanonicalization(Canonicalization.RELAXED);
      signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
      signer.setLengthParam(false);
      signer.setCheckDomainKey(false); // would ask the DNS for each mail
      signer.addHeaderToSign("List-Unsubscribe"); // RFC 8058, section 4
      signer.addHeaderToSign("List-Unsubscribe-Post");
      return new DkimMessage(message, signer);
    } catch (DkimException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message that keeps the Message-ID it was given. */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
