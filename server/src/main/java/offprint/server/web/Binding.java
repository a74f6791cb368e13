package offprint.server.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address that the server listens on.
 *
 * @param address host name or IP address, default 127.0.0.1: this machine only
 * @param port 0 for any free one
 * @param proxied whether a proxy on a private address stands before it, whose headers
 *     X-Forwarded-For and X-Forwarded-Proto are trusted
 */
public record Binding(String address, int port, boolean proxied) {
  public static final Binding DEFAULT = new Binding("127.0.0.1", 8080);

  public Binding(String address, int port) {
    this(address, port, false);
  }

  public Binding {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535: got " + port);
    }
    try {
      InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "address must be an address of this machine: got " + address, e);
    }
  }

  /** True if only this machine can reach the server. */
  public boolean isLoopback() {
    if (proxied) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
