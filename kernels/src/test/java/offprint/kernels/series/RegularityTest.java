package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RegularityTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private static long day(LocalDate date) {
    return date.toEpochDay() * DAY;
  }

  @Test
  void evenStepsNeedNoSentence() {
    Regularity hours = Regularity.of(LongStream.range(0, 50).map(i -> i * HOUR).toArray());
    assertThat(hours.step()).isEqualTo("1 hour");
    assertThat(hours.steps()).isEqualTo(49);
    assertThat(hours.sentences()).isEmpty();
    assertThat(Regularity.of(new long[] {5}).sentences()).isEmpty();
  }

  @Test
  void gapsRepeatsAndShiftsAreCounted() {
    long[] rows = LongStream.range(0, 1001).map(i -> i * 15 * 60_000).toArray();
    for (int i = 500; i < rows.length; i++) {
      rows[i] += 5 * 15 * 60_000; // five rows missing before row 500
    }
    rows[800] = rows[799]; // repeats, and the next step is two rows long
    Regularity regularity = Regularity.of(rows);
    assertThat(regularity.gaps()).isEqualTo(2);
    assertThat(regularity.missing()).isEqualTo(6);
    assertThat(regularity.repeated()).isEqualTo(1);
    assertThat(regularity.sentences())
        .containsExactly(
            "3 of 1,000 steps are irregular; the usual step is 15 minutes.",
            "6 rows are missing in 2 gaps.",
            "1 row repeats the time before.");
  }

  @Test
  void unevenAndFallingTimesAreTold() {
    long[] rows = LongStream.range(0, 11).map(i -> i * DAY).toArray();
    rows[5] += HOUR;
    assertThat(Regularity.of(rows).uneven()).isEqualTo(2);
    rows[5] = 0;
    assertThat(Regularity.of(rows).sentences())
        .containsExactly(
            "2 of 10 steps are irregular; the usual step is 1 day.",
            "5 rows are missing in 1 gap.",
            "1 row is earlier than the row before.");
  }

  @Test
  void monthsAndYearsAreEvenAndTheirGapsAreFound() {
    LocalDate start = LocalDate.of(2019, 1, 31);
    long[] ends =
        LongStream.range(0, 30)
            .map(i -> day(start.plusMonths(i).withDayOfMonth(start.plusMonths(i).lengthOfMonth())))
            .toArray();
    assertThat(Regularity.of(ends).sentences()).isEmpty();
    assertThat(Regularity.of(ends).step()).isEqualTo("1 month");
    LocalDate first = LocalDate.of(2019, 1, 1);
    long[] quarters =
        LongStream.range(0, 20).map(i -> day(first.plusMonths(3 * (i < 9 ? i : i + 1)))).toArray();
    assertThat(Regularity.of(quarters).sentences())
        .containsExactly(
            "1 of 19 steps is irregular; the usual step is 3 months.",
            "1 row is missing in 1 gap.");
    long[] years = LongStream.range(0, 9).map(i -> day(first.plusYears(i))).toArray();
    assertThat(Regularity.of(years).step()).isEqualTo("1 year");
    assertThat(Regularity.of(years).sentences()).isEmpty();
  }

  @Test
  void weekendsAreNoGapsOfWorkingDays() {
    LocalDate monday = LocalDate.of(2024, 1, 1);
    long[] days =
        LongStream.range(0, 100)
            .filter(i -> i % 7 < 5 && i != 31)
            .map(i -> day(monday.plusDays(i)))
            .toArray();
    Regularity regularity = Regularity.of(days);
    assertThat(regularity.step()).isEqualTo("1 working day");
    assertThat(regularity.irregular()).isEqualTo(1); // the Thursday left out
    assertThat(monday.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()).isEqualTo(days[0]);
  }
}
