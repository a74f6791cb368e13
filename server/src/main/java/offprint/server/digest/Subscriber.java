package offprint.server.digest;

import java.time.Instant;
import offprint.server.mail.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address that gets mail, or asked for it.
 *
 * @param due the next mail, null where none is due
 * @param newestPaper the greatest row number that a mail has looked at
 * @param account that the mail belongs to, null for none
 */
public record Subscriber(
    long id,
    EmailAddress address,
    State state,
    Schedule schedule,
    DigestPreferences wishes,
    @Nullable Instant due,
    long newestPaper,
    @Nullable Long account) {

  /** Whether it gets mail. */
  enum State {
    /** Not yet: the link in the letter was not followed. */
    ASKED,
    ACTIVE,
    /** No more: it refused mail for good several times. */
    SUSPENDED
  }
}
