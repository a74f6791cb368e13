package offprint.server.digest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A mail to one subscriber.
 *
 * @param slot the local day a digest is for, or the time a letter was asked for
 * @param messageId the same however often it is tried
 * @param sections of a digest
 * @param created milliseconds since 1970; its date, whenever it is sent
 * @param tries that were refused for now
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
    /** To one who asks again: you have it already. */
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

    /** Whether it comes by itself, so that it can be ended. */
    boolean isWished() {
      return isDigest() || this == NOTICES;
    }
  }

  /** When to try again after a refusal for now. */
  long nextTry(long now) {
    int pause = PAUSES_MINUTES.get(Math.min(tries, PAUSES_MINUTES.size() - 1));
    return now + Duration.ofMinutes(pause).toMillis();
  }

  boolean isTooOld(long now) {
    return now - created > GIVEN_UP_AFTER.toMillis();
  }

  /** Numbers of the notices in it, the first first. */
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
