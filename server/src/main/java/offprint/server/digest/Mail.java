package offprint.server.digest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A mail to one subscriber.
 *
 * @param slot local day of a digest, or time of the request of another mail
 * @param messageId the same in every attempt
 * @param sections of a digest
 * @param created date of the mail, milliseconds since 1970, whenever it is sent
 * @param tries number of temporary refusals
 */
public record Mail(
    long id,
    long subscriber,
    Kind kind,
    String slot,
    String messageId,
    List<Section> sections,
    long created,
    int tries) {
  private static final List<Integer> PAUSES_MINUTES = List.of(1, 5, 15, 30, 60, 120);
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(4);

  /** What it says. */
  public enum Kind {
    /** A link that confirms the address. */
    CONFIRM,
    /** Tells an address that it is subscribed already. */
    KNOWN,
    DAILY,
    WEEKLY,
    /** Of an account. */
    NOTICES;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isDigest() {
      return this == DAILY || this == WEEKLY;
    }

    /** Whether the mail is recurring, so that it can be unsubscribed. */
    boolean isWished() {
      return isDigest() || this == NOTICES;
    }
  }

  /** Time of the next attempt after a temporary refusal. */
  long nextTry(long now) {
    int pause = PAUSES_MINUTES.get(Math.min(tries, PAUSES_MINUTES.size() - 1));
    return now + Duration.ofMinutes(pause).toMillis();
  }

  boolean isTooOld(long now) {
    return now - created > GIVEN_UP_AFTER.toMillis();
  }

  /** Numbers of the notices in it, oldest first. */
  List<Long> notices() {
    return sections.stream()
        .filter(section -> section.kind() == Section.Kind.NOTICES)
        .flatMap(section -> section.papers().stream())
        .toList();
  }

  /** The papers in it. */
  List<Long> papers() {
    return sections.stream()
        .filter(section -> section.kind() != Section.Kind.NOTICES)
        .flatMap(section -> section.papers().stream())
        .toList();
  }
}
