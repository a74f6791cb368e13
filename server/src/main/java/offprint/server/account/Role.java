package offprint.server.account;

import java.util.Locale;

/**
 * Permissions of an account, in increasing order: each role may do all that the roles before it
 * may.
 */
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
