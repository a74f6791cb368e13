package offprint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.account.ProviderConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The OpenID Connect provider at which people may sign in. */
final class ProviderOptions {
  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "Let people sign in at this OpenID Connect provider, too; send them back to"
              + " SITE/login/provider/back (default: $$OFFPRINT_OIDC_ISSUER, else none)")
  private @Nullable String issuer;

  @Option(
      names = "--oidc-client",
      paramLabel = "ID",
      description =
          "What the provider calls this site (default: $$OFFPRINT_OIDC_CLIENT); the secret stands"
              + " in $$OFFPRINT_OIDC_SECRET or in the file of --oidc-secret-file")
  private @Nullable String client;

  @Option(
      names = "--oidc-secret-file",
      paramLabel = "FILE",
      description =
          "File with the secret of this site at the provider (default:"
              + " $$OFFPRINT_OIDC_SECRET_FILE)")
  private @Nullable String secretFile;

  @Option(
      names = "--oidc-name",
      paramLabel = "NAME",
      description =
          "What the button for signing in there says (default: $$OFFPRINT_OIDC_NAME, else the host"
              + " of the issuer)")
  private @Nullable String name;

  /** Null where no provider is named. */
  @Nullable ProviderConfig config() throws IOException {
    String address = given(issuer, "OFFPRINT_OIDC_ISSUER");
    if (address.isEmpty()) {
      return null;
    }
    String called = given(name, "OFFPRINT_OIDC_NAME");
    return new ProviderConfig(
        address,
        given(client, "OFFPRINT_OIDC_CLIENT"),
        secret(),
        called.isEmpty() ? address.replaceFirst("^[a-z]+://([^/:]+).*$", "$1") : called);
  }

  private String secret() throws IOException {
    String file = given(secretFile, "OFFPRINT_OIDC_SECRET_FILE");
    if (file.isEmpty()) {
      return given(null, "OFFPRINT_OIDC_SECRET");
    }
    if (!Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "oidc-secret-file must be a file that can be read: got " + file);
    }
    return Files.readString(Path.of(file)).strip();
  }

  private static String given(@Nullable String typed, String variable) {
    String set = typed != null ? typed : System.getenv(variable);
    return set == null ? "" : set.strip();
  }
}
