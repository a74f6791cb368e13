package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.account.ProviderConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProviderOptionsTest {
  @TempDir Path folder;

  @CommandLine.Command(name = "any")
  private static final class Any {
    @CommandLine.Mixin private ProviderOptions provider = new ProviderOptions();
  }

  private static ProviderConfig config(String... options) throws IOException {
    Any any = new Any();
    new CommandLine(any).parseArgs(options);
    return any.provider.config();
  }

  @Test
  void everyOptionIsReadAndTheSecretOnlyFromAFile() throws IOException {
    assertThat(config()).isNull();
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    ProviderConfig config =
        config(
            "--oidc-issuer=https://id.example.org/realms/main",
            "--oidc-client=offprint",
            "--oidc-secret-file=" + secret,
            "--oidc-name=Example University");
    assertThat(config)
        .isEqualTo(
            new ProviderConfig(
                "https://id.example.org/realms/main", "offprint", "s3cret", "Example University"));
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config("--oidc-issuer=https://id.example.org:8443/x", "--oidc-client=a").name())
        .isEqualTo("id.example.org");
    assertThat(new CommandLine(new Any()).getCommandSpec().optionsMap().keySet())
        .noneMatch(name -> name.equals("--oidc-secret"));
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--oidc-issuer=https://id.example.org"))
        .withMessage("oidc-client must be given with oidc-issuer: got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--oidc-issuer=http://id.example.org", "--oidc-client=a"))
        .withMessageStartingWith("oidc-issuer must begin with https://");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> config("--oidc-issuer=https://id.example.org", "--oidc-secret-file=/no/such"))
        .withMessage("oidc-secret-file must be a file that can be read: got /no/such");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                config(
                    "--oidc-issuer=https://id.example.org",
                    "--oidc-client=a",
                    "--oidc-name=" + "x".repeat(41)))
        .withMessage("oidc-name must have from 1 to 40 characters: got 41");
  }
}
