package offprint.server.account;

import java.util.Locale;

/** How people get an account. */
public enum RegistrationPolicy {
  /** By a form open to all. */
  OPEN,
  /** By a link that an administrator made. */
  INVITATION,
  /** Not at all: registration is closed. */
  CLOSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
