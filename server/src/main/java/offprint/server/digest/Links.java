package offprint.server.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import offprint.server.home.Home;
import offprint.server.mail.MailConfig;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes and checks the links in mails. */
@Component
public final class Links {
  private static final Duration CONFIRMATION = Duration.ofDays(2);
  private static final int BYTES = 32;

  private final LinkTable table;
  private final LinkSigner linkSigner;
  private final String site;
  private final SecureRandom random = new SecureRandom();

  Links(Home home, MailConfig config) {
    this.table = new LinkTable(JdbcClient.create(home.dataSource()));
    this.site = config.site();
    byte[] offered = new byte[BYTES];
    random.nextBytes(offered);
    String key = table.key(HexFormat.of().formatHex(offered));
    this.linkSigner = new LinkSigner(HexFormat.of().parseHex(key));
  }

  /** A link that confirms an address; only its digest is stored, for a limited time. */
  String confirmation(long subscriber, long now) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    table.addConfirmation(digest(word), subscriber, now + CONFIRMATION.toMillis());
    return site + "/subscribe/confirm/" + word;
  }

  Optional<Long> confirmed(String word, long now) {
    return table.confirmed(digest(word), now);
  }

  private static String digest(String word) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** Path of the page that changes a subscription. */
  public String managePath(long subscriber) {
    return "/subscription/" + linkSigner.sign(LinkSigner.Purpose.SUBSCRIPTION, subscriber);
  }

  String manage(long subscriber) {
    return site + managePath(subscriber);
  }

  public String leavePath(long subscriber) {
    return "/unsubscribe/" + linkSigner.sign(LinkSigner.Purpose.LEAVE, subscriber);
  }

  String leave(long subscriber) {
    return site + leavePath(subscriber);
  }

  String quietPath(long subscriber) {
    return "/unsubscribe/notices/" + linkSigner.sign(LinkSigner.Purpose.QUIET, subscriber);
  }

  String quiet(long subscriber) {
    return site + quietPath(subscriber);
  }

  String read(long mail) {
    return site + "/digests/" + linkSigner.sign(LinkSigner.Purpose.READ, mail);
  }

  OptionalLong subscriber(LinkSigner.Purpose purpose, String word) {
    return linkSigner.read(purpose, word);
  }

  OptionalLong mail(String word) {
    return linkSigner.read(LinkSigner.Purpose.READ, word);
  }
}
