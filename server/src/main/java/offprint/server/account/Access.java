package offprint.server.account;

import java.util.Locale;

/** Who may do what without an account. */
public enum Access {
  /** Whoever reaches the server reads, runs, uploads and submits. */
  OPEN,
  /** Whoever reaches it reads; for the rest there must be an account. */
  ACCOUNTS,
  /** Nothing but the page for signing in. */
  PRIVATE;

  /** The name as settings and messages write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
