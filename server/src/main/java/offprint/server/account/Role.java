package offprint.server.account;

import java.util.Locale;

/** What an account may do beyond taking part; each may do all that those before it may. */
public enum Role {
  READER,
  MODERATOR,
  ADMINISTRATOR;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public boolean covers(Role other) {
    return compareTo(other) >= 0;
  }
}
