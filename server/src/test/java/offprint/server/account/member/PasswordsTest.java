package offprint.server.account.member;

import static org.assertj.core.api.Assertions.assertThat;

import offprint.engine.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qwertyuiop12",
        "123456789012",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "passwordpassword",
        "Password1234!",
        "P@ssw0rd2024!",
        "offprint-admin-2026",
        "poiuytrewq0987",
        "brownbrownbrown",
        "abcdefghijklmno",
        "Welcome2Offprint!",
        "azertyuiop123!",
        "letmein!letmein!"
      })
  void whatIsTriedFirstIsRefused(String password) {
    assertThat(Passwords.faults("password", password, "ada"))
        .extracting(Fault::message)
        .containsExactly(
            "password must have at least 6 characters that are no keyboard row, sequence, year,"
                + " repetition or very common word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "yet another battery",
        "eve wants in here",
        "k8#vQ2!mZx7w",
        "monkeys shall not pass",
        "gfhjvaklenqwerty",
        "пароль из пяти слов",
        "𝓊𝓃𝒾𝒸𝑜𝒹𝑒 works, too"
      })
  void othersAreTaken(String password) {
    assertThat(Passwords.faults("password", password, "ada")).isEmpty();
  }
}
