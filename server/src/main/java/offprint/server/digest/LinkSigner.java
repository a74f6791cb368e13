package offprint.server.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs row numbers in links with 128 bits of an HMAC-SHA-256 over purpose and number, so that
 * links can be neither forged nor used for another purpose.
 */
public final class LinkSigner {
  private static final int MAC_BYTES = 16;

  private final byte[] key;

  LinkSigner(byte[] key) {
    this.key = key.clone();
  }

  /** Purpose of a link. */
  public enum Purpose {
    /** Changes or ends a subscription. */
    SUBSCRIPTION,
    /** End it. */
    LEAVE,
    /** End the notices. */
    QUIET,
    /** Read one mail in a browser. */
    READ
  }

  String sign(Purpose purpose, long id) {
    byte[] mac = mac(purpose, id);
    byte[] word = ByteBuffer.allocate(Long.BYTES + MAC_BYTES).putLong(id).put(mac).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(word);
  }

  /** The row number in a signed word; empty if the signature is wrong. */
  OptionalLong read(Purpose purpose, String word) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(word);
    } catch (IllegalArgumentException _) {
      return OptionalLong.empty();
    }
    if (bytes.length != Long.BYTES + MAC_BYTES) {
      return OptionalLong.empty();
    }
    long id = ByteBuffer.wrap(bytes).getLong();
    byte[] given = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return MessageDigest.isEqual(given, mac(purpose, id))
        ? OptionalLong.of(id)
        : OptionalLong.empty();
  }

  private byte[] mac(Purpose purpose, long id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(purpose.name().getBytes(StandardCharsets.US_ASCII));
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
      return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HmacSHA256
    }
  }
}
