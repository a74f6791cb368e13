package offprint.server.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Random secrets, such as session words and links. Tables store only their digests. */
public final class Secret {
  private static final int BYTES = 32;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String LETTERS =
      "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; // 32 characters that are not mistaken for each other

  private Secret() {}

  /** 256 random bits in 43 characters that need no encoding in an address. */
  public static String word() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** 80 random bits that people can type, such as "ABCD-EFGH-JKLM-NPQR". */
  public static String code() {
    SecureRandom random = new SecureRandom();
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(32)));
    }
    return code.toString();
  }

  /** Whether a text has the form of a {@link #word}. */
  public static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** SHA-256 in hexadecimal digits; random words need no slower digest. */
  public static String digest(String word) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(word.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in constant time. */
  public static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
