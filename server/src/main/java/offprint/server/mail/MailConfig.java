package offprint.server.mail;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How mail is sent. None is sent until a mail server, a sender and the site's address are set.
 *
 * @param smtp the mail server, null for none
 * @param from sender, such as {@code papers@example.org}, "" for none
 * @param site address that links in mails begin with, without a slash at its end; "" for none
 * @param perMinute most mails a minute of this process
 * @param connections to the mail server at once
 * @param asksPerHour subscription requests from one address in an hour
 * @param dkim what mails are signed with, null for nothing
 */
public record MailConfig(
    @Nullable Smtp smtp,
    String from,
    String site,
    int perMinute,
    int connections,
    int asksPerHour,
    @Nullable Dkim dkim) {
  public static final MailConfig OFF = new MailConfig(null, "", "", 300, 2, 20, null);

  /**
   * A mail server.
   *
   * @param user "" for none
   * @param password "" for none
   */
  public record Smtp(String host, int port, Security security, String user, String password) {
    public Smtp {
      if (host.isBlank()) {
        throw new IllegalArgumentException("smtp must name a host: got nothing");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("smtp port must be from 1 to 65535: got " + port);
      }
      if (user.isEmpty() != password.isEmpty()) {
        throw new IllegalArgumentException(
            "smtp user and password must be given together: got only the "
                + (user.isEmpty() ? "password" : "user"));
      }
      if (security == Security.NONE && !password.isEmpty() && !isHere(host)) {
        throw new IllegalArgumentException(
            "smtp password must not go over an open connection to another machine: got " + host);
      }
    }

    private static boolean isHere(String host) {
      return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "%s:%d (%s%s)"
          .formatted(
              host,
              port,
              security.name().toLowerCase(Locale.ROOT),
              user.isEmpty() ? "" : ", as " + user);
    }
  }

  /** Encryption of the connection. */
  public enum Security {
    /** Encrypted after a plain greeting; refused where the server cannot. */
    STARTTLS,
    /** Encrypted from the first byte. */
    TLS,
    /** Not at all, for a mail server on this machine. */
    NONE
  }

  /**
   * A signature of the sender's domain.
   *
   * @param key file with the private RSA key, PKCS #8 as PEM
   */
  public record Dkim(String domain, String selector, Path key) {
    public Dkim {
      if (!domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
        throw new IllegalArgumentException(
            "dkim domain must be like example.org: got '%s'".formatted(domain));
      }
      if (!selector.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*")) {
        throw new IllegalArgumentException(
            "dkim selector must be like mail2026: got '%s'".formatted(selector));
      }
    }
  }

  public MailConfig {
    if (!from.isEmpty()) {
      EmailAddress.parse("mail-from", from);
    }
    if (!site.isEmpty()) {
      site = checkedSite(site);
    }
    if (perMinute < 1 || perMinute > 1_000_000) {
      throw new IllegalArgumentException(
          "mails-per-minute must be from 1 to 1000000: got " + perMinute);
    }
    if (connections < 1 || connections > 32) {
      throw new IllegalArgumentException(
          "mail-connections must be from 1 to 32: got " + connections);
    }
    if (asksPerHour < 1 || asksPerHour > 1_000_000) {
      throw new IllegalArgumentException(
          "asks per hour must be from 1 to 1000000: got " + asksPerHour);
    }
  }

  private static String checkedSite(String site) {
    String message =
        "site must be an address that begins with https:// or http://, without a path: got " + site;
    URI address;
    try {
      address = URI.create(site.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(message, e);
    }
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http"))
        || address.getHost() == null
        || !address.getRawPath().isEmpty()
        || address.getRawQuery() != null
        || address.getRawFragment() != null
        || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(message);
    }
    return address.toString();
  }

  /** True if mail is sent. */
  public boolean isOn() {
    return smtp != null && !from.isEmpty() && !site.isEmpty();
  }

  /**
   * Checks that the configuration is complete or absent.
   *
   * @throws IllegalArgumentException if some but not all of smtp, from and site are set
   */
  public MailConfig checkWhole() {
    boolean nothing = smtp == null && from.isEmpty() && dkim == null;
    if (!nothing && !isOn()) {
      throw new IllegalArgumentException(
          "smtp, mail-from and site must be given together: %s missing"
              .formatted(smtp == null ? "smtp is" : from.isEmpty() ? "mail-from is" : "site is"));
    }
    return this;
  }

  public MailConfig with(@Nullable Smtp server) {
    return new MailConfig(server, from, site, perMinute, connections, asksPerHour, dkim);
  }

  public MailConfig withFrom(String sender) {
    return new MailConfig(smtp, sender, site, perMinute, connections, asksPerHour, dkim);
  }

  public MailConfig withSite(String address) {
    return new MailConfig(smtp, from, address, perMinute, connections, asksPerHour, dkim);
  }

  public MailConfig withPace(int mailsPerMinute, int parallel) {
    return new MailConfig(smtp, from, site, mailsPerMinute, parallel, asksPerHour, dkim);
  }

  public MailConfig withAsksPerHour(int asks) {
    return new MailConfig(smtp, from, site, perMinute, connections, asks, dkim);
  }

  public MailConfig with(@Nullable Dkim signature) {
    return new MailConfig(smtp, from, site, perMinute, connections, asksPerHour, signature);
  }
}
