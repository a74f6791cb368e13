package offprint.server.digest;

import java.time.Instant;
import offprint.server.mail.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address that is subscribed or asked to be.
 *
 * @param due the next mail, null where none is due
 * @param newestPaper greatest row number considered by a mail
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
    /** Not confirmed yet. */
    ASKED,
    ACTIVE,
    /** Suspended after several permanent refusals. */
    SUSPENDED
  }
}
