package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import offprint.server.mail.MailConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MailOptionsTest {

  @CommandLine.Command(name = "any")
  private static final class Any {
    @CommandLine.Mixin private MailOptions mail = new MailOptions();
  }

  private static MailConfig config(String... options) {
    Any any = new Any();
    new CommandLine(any).parseArgs(options);
    return any.mail.config();
  }

  @Test
  void withoutOptionsNoMailIsSent() {
    assertThat(config()).isEqualTo(MailConfig.OFF);
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            config(
                "--smtp=mail.example.org:465",
                "--smtp-security=tls",
                "--mail-from=papers@example.org",
                "--site=https://papers.example.org/",
                "--mails-per-minute=60",
                "--mail-connections=1",
                "--dkim=example.org:mail2026:/etc/key.pem"))
        .isEqualTo(
            new MailConfig(
                new MailConfig.Smtp("mail.example.org", 465, MailConfig.Security.TLS, "", ""),
                "papers@example.org",
                "https://papers.example.org",
                60,
                1,
                20,
                new MailConfig.Dkim("example.org", "mail2026", Path.of("/etc/key.pem"))));
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--smtp=mail.example.org"))
        .withMessage("smtp, mail-from and site must be given together: mail-from is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--smtp=mail.example.org:smtp"))
        .withMessage("--smtp must be a host like mail.example.org:587: got mail.example.org:smtp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--smtp=h", "--smtp-security=ssl"))
        .withMessage("--smtp-security must be starttls, tls or none: got ssl");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("--dkim=example.org"))
        .withMessageStartingWith("--dkim must be like example.org:mail2026:");
  }
}
