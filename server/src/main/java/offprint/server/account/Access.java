package offprint.server.account;

import java.util.Locale;

/** What visitors without an account may do. */
public enum Access {
  /** Anyone who reaches the server may read, run, upload and submit. */
  OPEN,
  /** Anyone may read; everything else needs an account. */
  ACCOUNTS,
  /** Visitors see only the sign-in page. */
  PRIVATE;

  /** The name used in settings and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
