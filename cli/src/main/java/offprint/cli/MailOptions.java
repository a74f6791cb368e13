package offprint.cli;

import java.nio.file.Path;
import java.util.Locale;
import offprint.server.mail.MailConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How mail is sent: the same options for the server and for the command {@code digest}. */
final class MailOptions {
  @Option(
      names = "--smtp",
      paramLabel = "HOST[:PORT]",
      description =
          "Mail server; port 587 if none is given (default: $$OFFPRINT_SMTP, else no mail is sent)")
  private @Nullable String smtp;

  @Option(
      names = "--smtp-security",
      paramLabel = "KIND",
      description =
          "starttls, tls, or none for a mail server on this machine (default:"
              + " $$OFFPRINT_SMTP_SECURITY, else starttls)")
  private @Nullable String security;

  @Option(
      names = "--smtp-user",
      paramLabel = "NAME",
      description =
          "User at the mail server (default: $$OFFPRINT_SMTP_USER); the password stands in"
              + " $$OFFPRINT_SMTP_PASSWORD")
  private @Nullable String user;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "Sender of mails, such as papers@example.org (default: $$OFFPRINT_MAIL_FROM)")
  private @Nullable String from;

  @Option(
      names = "--site",
      paramLabel = "URL",
      description =
          "Where readers find this site, such as https://papers.example.org, for links in mails"
              + " (default: $$OFFPRINT_SITE)")
  private @Nullable String site;

  @Option(
      names = "--mails-per-minute",
      paramLabel = "N",
      defaultValue = "300",
      description = "Mails sent at most (default: ${DEFAULT-VALUE})")
  private int perMinute;

  @Option(
      names = "--mail-connections",
      paramLabel = "N",
      defaultValue = "2",
      description = "Connections to the mail server at once (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--dkim",
      paramLabel = "DOMAIN:SELECTOR:FILE",
      description =
          "Sign mails with the RSA key in FILE (PKCS #8, PEM; default: $$OFFPRINT_DKIM, else mails"
              + " are not signed here)")
  private @Nullable String dkim;

  MailConfig config() {
    MailConfig config =
        MailConfig.OFF
            .withFrom(given(from, "OFFPRINT_MAIL_FROM"))
            .withSite(given(site, "OFFPRINT_SITE"))
            .withPace(perMinute, connections);
    String server = given(smtp, "OFFPRINT_SMTP");
    if (!server.isEmpty()) {
      config = config.with(server(server));
    }
    String signature = given(dkim, "OFFPRINT_DKIM");
    if (!signature.isEmpty()) {
      config = config.with(signature(signature));
    }
    return config.checkWhole();
  }

  private MailConfig.Smtp server(String server) {
    MailConfig.Security kind = kind(given(security, "OFFPRINT_SMTP_SECURITY"));
    int colon = server.lastIndexOf(':');
    boolean withPort = colon > 0 && server.indexOf(':') == colon;
    String port = withPort ? server.substring(colon + 1) : "587";
    if (!port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "--smtp must be a host like mail.example.org:587: got " + server);
    }
    return new MailConfig.Smtp(
        withPort ? server.substring(0, colon) : server,
        Integer.parseInt(port),
        kind,
        given(user, "OFFPRINT_SMTP_USER"),
        given(null, "OFFPRINT_SMTP_PASSWORD"));
  }

  private static MailConfig.Security kind(String typed) {
    return switch (typed.toLowerCase(Locale.ROOT)) {
      case "", "starttls" -> MailConfig.Security.STARTTLS;
      case "tls" -> MailConfig.Security.TLS;
      case "none" -> MailConfig.Security.NONE;
      default ->
          throw new IllegalArgumentException(
              "--smtp-security must be starttls, tls or none: got " + typed);
    };
  }

  private static MailConfig.Dkim signature(String typed) {
    String[] parts = typed.split(":", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException(
          "--dkim must be like example.org:mail2026:/etc/offprint/dkim.pem: got " + typed);
    }
    return new MailConfig.Dkim(parts[0], parts[1], Path.of(parts[2]));
  }

  private static String given(@Nullable String typed, String variable) {
    String set = typed != null ? typed : System.getenv(variable);
    return set == null ? "" : set.strip();
  }
}
