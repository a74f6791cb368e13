package offprint.server.account;

import java.util.Locale;

/** How somebody gets an account. */
public enum RegistrationPolicy {
  /** By filling in a form. */
  OPEN,
  /** With a link that an administrator made. */
  INVITATION,
  /** Not at all. */
  CLOSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
