package offprint.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MailConfigTest {
  private static final MailConfig.Smtp SERVER =
      new MailConfig.Smtp(
          "mail.example.org", 587, MailConfig.Security.STARTTLS, "papers", "s3cret-word");

  @Test
  void theDefaultsSendNothing() {
    assertThat(MailConfig.OFF).isEqualTo(new MailConfig(null, "", "", 300, 2, 20, null));
    assertThat(MailConfig.OFF.isOn()).isFalse();
    assertThat(MailConfig.OFF.checkWhole()).isSameAs(MailConfig.OFF);
  }

  @Test
  void itIsOnOnceServerSenderAndSiteAreSet() {
    MailConfig half = MailConfig.OFF.with(SERVER).withFrom("papers@example.org");
    assertThatIllegalArgumentException()
        .isThrownBy(half::checkWhole)
        .withMessage("smtp, mail-from and site must be given together: site is missing");
    MailConfig whole = half.withSite("https://papers.example.org/");
    assertThat(whole.isOn()).isTrue();
    assertThat(whole.site()).isEqualTo("https://papers.example.org");
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(MailConfig.OFF.with(SERVER).toString())
        .contains("mail.example.org:587")
        .doesNotContain("s3cret-word");
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    for (String site :
        new String[] {
          "papers.example.org",
          "ftp://x.example.org",
          "https://x.example.org/papers",
          "https://u:p@x.example.org",
          "https://x.example.org?y",
          "https://x y"
        }) {
      assertThatIllegalArgumentException()
          .as(site)
          .isThrownBy(() -> MailConfig.OFF.withSite(site))
          .withMessageStartingWith("site must be an address that begins with https:// or http://");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailConfig.OFF.withFrom("papers"))
        .withMessageStartingWith("mail-from must be an e-mail address");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MailConfig.OFF.withPace(0, 2))
        .withMessage("mails-per-minute must be from 1 to 1000000: got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MailConfig.Smtp("host", 25, MailConfig.Security.NONE, "me", ""))
        .withMessage("smtp user and password must be given together: got only the user");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MailConfig.Smtp("host", 25, MailConfig.Security.NONE, "me", "word"))
        .withMessageStartingWith("smtp password must not go over an open connection");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MailConfig.Dkim("example.org;", "mail", Path.of("key.pem")))
        .withMessageStartingWith("dkim domain must be like example.org");
  }
}
