package offprint.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ada@example.org, ada@example.org",
    "' Ada.Author+papers@Example.ORG ', Ada.Author+papers@Example.ORG",
    "o'hara_{x}@a-b.example, o'hara_{x}@a-b.example",
    "ada@bücher.example, ada@xn--bcher-kva.example"
  })
  void addressesAreTaken(String typed, String address) {
    assertThat(EmailAddress.parse("address", typed).text()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@localhost",
        "a b@example.org",
        "ada@exa mple.org",
        "ada@example..org",
        ".ada@example.org",
        "ada.@example.org",
        "ada@-example.org",
        "Ada <ada@example.org>",
        "\"ada\"@example.org",
        "ada(x)@example.org",
        "ada@[127.0.0.1]",
        "ada,bob@example.org",
        "ada@example.org,bob@example.org",
        "ada@example.org\r\nBcc: bob@example.org",
        "ada\r\nBcc: bob@example.org",
        "ada@example.org> RCPT TO:<bob@example.org",
        "ada\u0000@example.org",
        "ada@example.org\u2028x",
        "åda@example.org"
      })
  void whatCouldEndAHeaderOrACommandIsRefused(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.parse("address", typed))
        .withMessageStartingWith("address must be an e-mail address like ada@example.org: got ")
        .withMessageNotContainingAny("\r", "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 300})
  void longOnesAreRefused(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.parse("address", "a".repeat(length) + "@example.org"));
  }
}
