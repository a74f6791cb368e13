package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static Schedule daily(int hour, String zone) {
    return new Schedule(Schedule.Rhythm.DAILY, DayOfWeek.MONDAY, hour, ZoneId.of(zone));
  }

  /** The due times from one to another, as a sender comes to them. */
  private static List<Instant> dues(Schedule schedule, String from, String to) {
    List<Instant> dues = new ArrayList<>();
    Instant end = Instant.parse(to);
    for (Instant due = schedule.nextDue(Instant.parse(from));
        due.isBefore(end);
        due = schedule.nextDue(due)) {
      dues.add(due);
    }
    return dues;
  }

  @Test
  void theHourIsTheSubscribersInSummerAndWinter() {
    assertThat(dues(daily(7, "Europe/Berlin"), "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-03-28T06:00:00Z"),
            Instant.parse("2026-03-29T05:00:00Z"),
            Instant.parse("2026-03-30T05:00:00Z"));
  }

  @Test
  void anHourThatADaySkipsIsTheFirstAfterTheGap() {
    assertThat(dues(daily(2, "Europe/Berlin"), "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:00:00Z"));
  }

  @Test
  void ofAnHourThatADayHasTwiceTheFirstCounts() {
    assertThat(dues(daily(2, "Europe/Berlin"), "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-26T01:00:00Z"));
    assertThat(dues(daily(1, "America/New_York"), "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-11-01T05:00:00Z"), Instant.parse("2026-11-02T06:00:00Z"));
  }

  @Test
  void midnightThatADaySkipsIsOneOClock() {
    assertThat(dues(daily(0, "Africa/Cairo"), "2026-04-23T12:00:00Z", "2026-04-25T12:00:00Z"))
        .containsExactly(
            Instant.parse("2026-04-23T22:00:00Z"), Instant.parse("2026-04-24T21:00:00Z"));
  }

  @Test
  void whereTheLastHourOfADayIsSkippedTheMailIsStillThatDays() {
    Schedule nuuk = daily(23, "America/Nuuk");
    List<Instant> dues = dues(nuuk, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z");
    assertThat(dues)
        .containsExactly(
            Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:00:00Z"));
    assertThat(dues.stream().map(nuuk::lastDay))
        .containsExactly(LocalDate.parse("2026-03-28"), LocalDate.parse("2026-03-29"));
  }

  @Test
  void aWeeklyMailComesOnItsWeekday() {
    Schedule fridays =
        new Schedule(Schedule.Rhythm.WEEKLY, DayOfWeek.FRIDAY, 18, ZoneId.of("Asia/Kathmandu"));
    assertThat(dues(fridays, "2026-11-20T12:14:59Z", "2026-12-05T00:00:00Z"))
        .containsExactly(
            Instant.parse("2026-11-20T12:15:00Z"),
            Instant.parse("2026-11-27T12:15:00Z"),
            Instant.parse("2026-12-04T12:15:00Z"));
    assertThat(fridays.lastDay(Instant.parse("2026-11-29T00:00:00Z")))
        .isEqualTo(LocalDate.parse("2026-11-27"));
  }

  @Test
  void inEveryZoneAndAtEveryHourEachLocalDayHasOneMail() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant to = Instant.parse("2027-01-01T00:00:00Z");
    for (String zone : new HashSet<>(ZoneId.getAvailableZoneIds())) {
      for (int hour : new int[] {0, 1, 2, 3, 23}) {
        Schedule schedule = daily(hour, zone);
        Set<LocalDate> days = new HashSet<>();
        Instant before = from.minus(Duration.ofDays(1));
        for (Instant due : dues(schedule, from.toString(), to.toString())) {
          LocalDate day = schedule.lastDay(due);
          assertThat(days.add(day)).as("%s %d %s", zone, hour, due).isTrue();
          assertThat(schedule.lastDay(due.minusMillis(1))).isBefore(day);
          assertThat(Duration.between(before, due)).isLessThanOrEqualTo(Duration.ofHours(49));
          before = due;
        }
        assertThat(days).as("%s %d", zone, hour).hasSizeBetween(364, 366);
      }
    }
  }

  @Test
  void whatIsNoHourOrZoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> daily(24, "UTC"))
        .withMessage("hour must be from 0 to 23: got 24");
    for (String zone : new String[] {"Mars/Olympus", "", "+25:00", "UTC\r\nBcc: x"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Schedule.zone(zone))
          .withMessageStartingWith("zone must be a time zone like Europe/Berlin: got ");
    }
  }
}
