package offprint.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DkimTest {
  @TempDir Path folder;

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    return generator.generateKeyPair();
  }

  private MimeMessages postage(KeyPair keys) throws Exception {
    Path file = folder.resolve("key.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys.getPrivate().getEncoded())));
    return new MimeMessages(
        MailConfig.OFF
            .withFrom("papers@example.org")
            .with(new MailConfig.Dkim("example.org", "mail2026", file)));
  }

  /** Checks a signature as RFC 6376 says, canonicalisation relaxed/relaxed. */
  private static void verify(String raw, KeyPair keys) throws Exception {
    int split = raw.indexOf("\r\n\r\n");
    List<String> headers = new ArrayList<>();
    for (String line : raw.substring(0, split).split("\r\n(?![ \t])")) {
      headers.add(line);
    }
    String signature =
        headers.stream().filter(h -> h.startsWith("DKIM-Signature:")).findFirst().orElseThrow();
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : signature.substring(signature.indexOf(':') + 1).split(";")) {
      String[] parts = tag.split("=", 2);
      if (parts.length == 2) {
        tags.put(parts[0].strip(), parts[1].replaceAll("\\s", ""));
      }
    }
    assertThat(tags)
        .containsEntry("d", "example.org")
        .containsEntry("s", "mail2026")
        .containsEntry("c", "relaxed/relaxed")
        .containsEntry("a", "rsa-sha256");
    String body =
        raw.substring(split + 4)
                .replaceAll("[ \t]+\r\n", "\r\n")
                .replaceAll("[ \t]+", " ")
                .replaceAll("(\r\n)*\\z", "")
            + "\r\n";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(tags.get("bh")).isEqualTo(Base64.getEncoder().encodeToString(hash));
    List<String> signed = List.of(tags.get("h").toLowerCase(Locale.ROOT).split(":"));
    assertThat(signed)
        .contains("from", "to", "subject", "list-unsubscribe", "list-unsubscribe-post");
    StringBuilder text = new StringBuilder();
    for (String name : signed) {
      headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .findFirst()
          .ifPresent(h -> text.append(relaxed(h)).append("\r\n"));
    }
    text.append(relaxed(signature.replaceAll("\\bb=[^;]*$", "b=")));
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(keys.getPublic());
    check.update(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(check.verify(Base64.getDecoder().decode(tags.get("b")))).isTrue();
  }

  private static String relaxed(String header) {
    int colon = header.indexOf(':');
    return header.substring(0, colon).strip().toLowerCase(Locale.ROOT)
        + ":"
        + header.substring(colon + 1).replaceAll("[ \t\r\n]+", " ").strip();
  }

  @Test
  void theDomainSignsWhatIsReadAndTheLinkThatUnsubscribes() throws Exception {
    KeyPair keys = keys();
    MimeMessage message =
        postage(keys)
            .message(
                new Letter("Zwölf Bücher and 3 more", "Ein Text – ohne Bild\n", "<p>Ein Text</p>"),
                EmailAddress.parse("to", "ada@example.org"),
                "<1@example.org>",
                1_795_000_000_000L,
                "https://papers.example.org/unsubscribe/word");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    String raw = out.toString(StandardCharsets.ISO_8859_1);
    assertThat(raw).contains("Message-ID: <1@example.org>");
    verify(raw, keys);
  }

  @Test
  void whatIsNoKeyIsRefusedAtTheStart() throws Exception {
    Path file = folder.resolve("none.pem");
    Files.writeString(file, "no key");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new MimeMessages(
                    MailConfig.OFF
                        .withFrom("papers@example.org")
                        .with(new MailConfig.Dkim("example.org", "mail", file))))
        .withMessage("dkim key must be a file with an RSA key, PKCS #8 as PEM: got " + file);
  }
}
