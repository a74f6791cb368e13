package offprint.server.account;

import java.net.URI;
import java.util.Set;

/**
 * An OpenID Connect provider that people may sign in with.
 *
 * @param issuer identifier in its tokens, such as {@code https://id.example.org}
 * @param client client identifier of this site
 * @param secret client secret, "" for a public client
 * @param name label of the button, such as "Example University"
 */
public record ProviderConfig(String issuer, String client, String secret, String name) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int MOST_LETTERS = 40;

  public ProviderConfig {
    URI address;
    try {
      address = URI.create(issuer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("oidc-issuer must be an address: got " + issuer, e);
    }
    String host = String.valueOf(address.getHost());
    boolean here = "http".equals(address.getScheme()) && HERE.contains(host);
    if (!here && !("https".equals(address.getScheme()) && address.getHost() != null)) {
      throw new IllegalArgumentException(
          "oidc-issuer must begin with https:// (http:// on this machine only): got " + issuer);
    }
    if (client.isBlank()) {
      throw new IllegalArgumentException("oidc-client must be given with oidc-issuer: got none");
    }
    if (name.isBlank() || name.length() > MOST_LETTERS) {
      throw new IllegalArgumentException(
          "oidc-name must have from 1 to 40 characters: got " + name.length());
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "%s (%s as %s)".formatted(name, issuer, client);
  }
}
