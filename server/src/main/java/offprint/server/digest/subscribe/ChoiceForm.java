package offprint.server.digest.subscribe;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import offprint.server.digest.DigestPreferences;
import offprint.server.digest.Schedule;
import offprint.server.digest.Subscriber;
import offprint.server.mail.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The subscription form; every field may be missing. Topics, authors and searches are one per line.
 *
 * @param trending anything but null means yes, as for what belongs to an account: for-you,
 *     following, notices
 */
record ChoiceForm(
    @Nullable String address,
    @Nullable String rhythm,
    @Nullable String weekday,
    @Nullable String hour,
    @Nullable String zone,
    @Nullable String trending,
    @Nullable String topics,
    @Nullable String authors,
    @Nullable String searches,
    @Nullable String forYou,
    @Nullable String following,
    @Nullable String notices) {

  /** The initial form, prefilled from a link. */
  static ChoiceForm of(String topic, String author, String search) {
    boolean wished = !(topic + author + search).isBlank();
    return new ChoiceForm(
        "",
        "daily",
        "1",
        "7",
        "UTC",
        wished ? null : "on",
        topic,
        author,
        search,
        null,
        null,
        null);
  }

  static ChoiceForm of(Subscriber subscriber) {
    Schedule schedule = subscriber.schedule();
    DigestPreferences wishes = subscriber.wishes();
    return new ChoiceForm(
        subscriber.address().text(),
        schedule.rhythm().word(),
        "" + schedule.weekday().getValue(),
        "" + schedule.hour(),
        schedule.zone().getId(),
        wishes.trending() ? "on" : null,
        String.join("\n", wishes.topics()),
        String.join("\n", wishes.authors()),
        String.join("\n", wishes.searches()),
        wishes.forYou() ? "on" : null,
        wishes.following() ? "on" : null,
        wishes.notices() ? "on" : null);
  }

  /** A weekday for a menu. */
  public record Day(String value, String name) {}

  public List<Day> days() {
    return Arrays.stream(DayOfWeek.values())
        .map(
            day -> new Day("" + day.getValue(), day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
        .toList();
  }

  /**
   * The parsed form.
   *
   * @param address null if none is required or it is invalid
   * @param faults all faults; schedule and preferences are valid only if there are none
   */
  record Read(
      @Nullable EmailAddress address,
      Schedule schedule,
      DigestPreferences wishes,
      List<String> faults) {}

  /**
   * @param addressed true whether an address is required
   */
  Read read(boolean addressed) {
    List<String> faults = new ArrayList<>();
    EmailAddress to =
        addressed
            ? checked(() -> EmailAddress.parse("address", text(address)), faults, null)
            : null;
    Schedule schedule = checked(this::schedule, faults, Schedule.DEFAULT);
    DigestPreferences wishes = checked(this::wishes, faults, DigestPreferences.DEFAULT);
    return new Read(to, schedule, wishes, List.copyOf(faults));
  }

  private static <T extends @Nullable Object> T checked(
      Supplier<T> reading, List<String> faults, T otherwise) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  private Schedule schedule() {
    return new Schedule(
        howOften(),
        DayOfWeek.of(number("weekday", weekday, 1, 7)),
        number("hour", hour, 0, 23),
        Schedule.zone(text(zone).isEmpty() ? "UTC" : text(zone)));
  }

  private Schedule.Rhythm howOften() {
    return switch (text(rhythm)) {
      case "", "daily" -> Schedule.Rhythm.DAILY;
      case "weekly" -> Schedule.Rhythm.WEEKLY;
      default ->
          throw new IllegalArgumentException("rhythm must be daily or weekly: got " + rhythm);
    };
  }

  private static int number(String name, @Nullable String typed, int least, int greatest) {
    String text = text(typed);
    if (text.isEmpty()) {
      return name.equals("hour") ? Schedule.DEFAULT.hour() : least;
    }
    if (text.matches("[0-9]{1,2}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= greatest) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "%s must be from %d to %d: got %s".formatted(name, least, greatest, text));
  }

  private DigestPreferences wishes() {
    DigestPreferences wishes =
        new DigestPreferences(
            trending != null,
            DigestPreferences.lines(text(topics)),
            DigestPreferences.lines(text(authors)),
            DigestPreferences.lines(text(searches)),
            forYou != null,
            following != null,
            notices != null);
    if (wishes.isEmpty()) {
      throw new IllegalArgumentException(
          "one of trending, topics, authors and searches must be chosen: got none");
    }
    return wishes;
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
