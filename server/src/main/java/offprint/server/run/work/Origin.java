package offprint.server.run.work;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Tells visitors without account apart, for the queue alone: by network address, which unlike a
 * cookie cannot be discarded for a better place. Of an IPv6 address only the network counts, since
 * one host can use all addresses in it.
 */
public final class Origin {
  private static final int NETWORK_BYTES = 8;

  private Origin() {}

  /**
   * @param address as the server sees it, in digits
   * @return a number below 0, unlike any account's
   */
  public static long of(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address.replaceFirst("%.*", "")).getAddress();
      byte[] network = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(network);
      return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
    } catch (IllegalArgumentException _) {
      return -1; // no address in digits, such as that of a socket in the file system
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
