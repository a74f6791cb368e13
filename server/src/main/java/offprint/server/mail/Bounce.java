package offprint.server.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A delivery status notification (RFC 3464): which mail of ours failed, and whether for good.
 *
 * @param messageId of the mail that came back, "" if it does not say
 * @param permanent true if its status is 5.something
 * @param ofMailbox true if that is because of the address or the mailbox
 * @param status as the returning server says it, on one line
 */
public record Bounce(String messageId, boolean permanent, boolean ofMailbox, String status) {
  private static final Pattern ACTION = Pattern.compile("(?im)^action:\\s*failed\\s*$");
  private static final Pattern STATUS =
      Pattern.compile("(?im)^status:\\s*([245]\\.[0-9]{1,3}\\.[0-9]{1,3})");
  private static final Pattern DIAGNOSTIC = Pattern.compile("(?im)^diagnostic-code:\\s*(.*)$");
  private static final int LARGEST = 1 << 20;

  /**
   * @throws IOException if the stream fails or holds no mail
   */
  public static Bounce read(InputStream in) throws IOException {
    try {
      byte[] bytes = in.readNBytes(LARGEST);
      MimeMessage mail =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
      List<Part> parts = new ArrayList<>();
      collect(mail, parts);
      String report = text(parts, "message/delivery-status");
      Matcher status = STATUS.matcher(report);
      String code = status.find() ? status.group(1) : "";
      boolean failed = ACTION.matcher(report).find() && code.startsWith("5");
      Matcher diagnostic = DIAGNOSTIC.matcher(report);
      return new Bounce(
          messageId(parts),
          failed,
          failed && code.matches("5\\.[12]\\..*"),
          SmtpConnection.line(code + (diagnostic.find() ? " " + diagnostic.group(1) : "")));
    } catch (MessagingException e) {
      throw new IOException("this is no mail: " + e.getMessage(), e);
    }
  }

  private static void collect(Part part, List<Part> parts) throws MessagingException, IOException {
    parts.add(part);
    if (part.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/")
        && part.getContent() instanceof Multipart more) {
      for (int i = 0; i < more.getCount(); i++) {
        collect(more.getBodyPart(i), parts);
      }
    }
  }

  private static String text(List<Part> parts, String type) throws MessagingException, IOException {
    for (Part part : parts) {
      if (part.getContentType().toLowerCase(Locale.ROOT).startsWith(type)) {
        try (InputStream content = part.getInputStream()) {
          return new String(content.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        }
      }
    }
    return "";
  }

  /** Message-ID of the returned mail, which is attached whole or as headers. */
  private static String messageId(List<Part> parts) throws MessagingException, IOException {
    for (String type : List.of("message/rfc822", "text/rfc822-headers")) {
      String returned = text(parts, type);
      if (!returned.isEmpty()) {
        InternetHeaders headers =
            new InternetHeaders(
                new ByteArrayInputStream(returned.getBytes(StandardCharsets.UTF_8)));
        String id = headers.getHeader("Message-ID", null);
        return id == null ? "" : id.strip();
      }
    }
    return "";
  }
}
