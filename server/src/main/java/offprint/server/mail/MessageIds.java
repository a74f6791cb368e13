package offprint.server.mail;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Message-IDs that cannot be guessed: only readers of a mail know its ID. */
public final class MessageIds {
  private static final int BYTES = 16;

  private final String domain;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param domain of the sender
   */
  public MessageIds(String domain) {
    this.domain = domain;
  }

  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "<%s@%s>".formatted(HexFormat.of().formatHex(bytes), domain);
  }
}
