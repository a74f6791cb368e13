package offprint.server.account.member;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Password strength: the number of characters left after removing what attackers try first (rows of
 * keys, sequences, years, common words, repetitions). Uses no list of stolen passwords.
 */
final class PasswordStrength {
  /** Least number of characters that must be left. */
  static final int LEAST = 6;

  private static final int SHORTEST_ROW = 3;

  /** Keyboard rows and sequences; doubled where they wrap around. */
  private static final List<String> ROWS =
      Stream.of(
              "12345678901234567890",
              "abcdefghijklmnopqrstuvwxyz",
              "qwertyuiop",
              "qwertzuiop",
              "asdfghjkl",
              "zxcvbnm",
              "yxcvbnm",
              "azertyuiop",
              "qsdfghjklm",
              "wxcvbn",
              "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
              "1q2w3e4r5t6y7u8i9o0p",
              "1q2w3e4r5t6z7u8i9o0p",
              "qazwsxedcrfvtgbyhnujm",
              "!@#$%^&*()",
              "!\"§$%&/()=")
          .flatMap(row -> Stream.of(row, new StringBuilder(row).reverse().toString()))
          .toList();

  private static final List<String> WORDS =
      List.of(
          "password",
          "passwort",
          "passcode",
          "kennwort",
          "passphrase",
          "offprint",
          "administrator",
          "admin",
          "root",
          "user",
          "username",
          "guest",
          "test",
          "testing",
          "default",
          "changeme",
          "change",
          "welcome",
          "willkommen",
          "letmein",
          "login",
          "signin",
          "access",
          "secret",
          "secure",
          "security",
          "hello",
          "hallo",
          "iloveyou",
          "love",
          "monkey",
          "dragon",
          "master",
          "shadow",
          "sunshine",
          "princess",
          "superman",
          "batman",
          "football",
          "baseball",
          "soccer",
          "summer",
          "winter",
          "spring",
          "autumn",
          "sommer",
          "monday",
          "friday",
          "january",
          "december",
          "computer",
          "internet",
          "server",
          "paper",
          "papers",
          "trustno1",
          "whatever",
          "please");

  private PasswordStrength() {}

  /** Whether a password is too weak: fewer than {@link #LEAST} characters are left. */
  static boolean is(String password) {
    String lower = password.toLowerCase(Locale.ROOT);
    return once(rest(lower)).length() < LEAST || once(rest(plain(lower))).length() < LEAST;
  }

  /** Replaces digits and signs by the letters they stand for. */
  private static String plain(String text) {
    return text.replace('0', 'o')
        .replace('1', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't')
        .replace('@', 'a')
        .replace('$', 's')
        .replace('!', 'i');
  }

  private static String rest(String text) {
    StringBuilder rest = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int known = known(text, i);
      if (known == 0) {
        rest.append(text.charAt(i));
      }
      i += Math.max(1, known);
    }
    return rest.toString();
  }

  /** Length of the longest guessable piece that begins at {@code from}, 0 for none. */
  private static int known(String text, int from) {
    int longest = 0;
    for (String word : WORDS) {
      if (word.length() > longest && text.startsWith(word, from)) {
        longest = word.length();
      }
    }
    for (String row : ROWS) {
      int length = Math.max(longest + 1, SHORTEST_ROW);
      while (from + length <= text.length() && row.contains(text.substring(from, from + length))) {
        longest = length++;
      }
    }
    boolean year =
        text.substring(from, Math.min(text.length(), from + 4)).matches("(19|20)[0-9]{2}");
    return year ? Math.max(4, longest) : longest;
  }

  /** The shortest text whose repetition gives this text. */
  private static String once(String text) {
    for (int period = 1; period <= text.length() / 2; period++) {
      if (text.startsWith(text.substring(period))) {
        return text.substring(0, period);
      }
    }
    return text;
  }
}
