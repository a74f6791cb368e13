package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import offprint.server.mail.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final DigestPreferences TRENDING = DigestPreferences.DEFAULT;

  @TempDir Path folder;
  private Mailroom room;

  @BeforeEach
  void open() {
    room = new Mailroom(folder, 25, "2026-11-24T12:00:00Z");
    room.list(
        "2026-11-24",
        "2611.00001|First|9|entropy|Ada Author",
        "2611.00002|Second|3|transport|Bob Author");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static DigestPreferences wishes(
      List<String> topics, List<String> authors, List<String> searches) {
    return new DigestPreferences(false, topics, authors, searches);
  }

  @Test
  void whatTrendsComesAtTheHourAndEachPaperOnce() {
    room.subscribe("ada@example.org", Mailroom.daily(7, "Europe/Berlin"), TRENDING);
    room.clock.set("2026-11-25T05:59:59Z");
    room.prepare();
    assertThat(room.queue()).isEmpty();
    room.clock.set("2026-11-25T06:00:00Z");
    room.prepare();
    assertThat(room.queue()).containsExactly("ada@example.org: Trending [2611.00001, 2611.00002]");

    room.list("2026-11-25", "2611.00003|Third|30|entropy|Cy Author");
    room.clock.set("2026-11-26T06:00:00Z");
    room.prepare();
    assertThat(room.queue())
        .containsExactly(
            "ada@example.org: Trending [2611.00001, 2611.00002]",
            "ada@example.org: Trending [2611.00003]");
  }

  @Test
  void onADayWithNothingNewNoMailIsMade() {
    room.subscribe("ada@example.org", Mailroom.daily(7, "UTC"), TRENDING);
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    room.clock.set("2026-11-27T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(1);
    room.list("2026-11-27", "2611.00004|Late|1|entropy|Ada Author");
    room.clock.set("2026-11-28T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(2).last().isEqualTo("ada@example.org: Trending [2611.00004]");
  }

  @Test
  void afterDaysOffOneMailHasWhatSeveralWouldHaveHad() {
    room.subscribe(
        "ada@example.org",
        Mailroom.daily(7, "UTC"),
        wishes(List.of("entropy"), List.of(), List.of()));
    room.list("2026-11-25", "2611.00011|A|1|entropy|X");
    room.list("2026-11-26", "2611.00012|B|2|entropy|X");
    room.clock.set("2026-11-28T13:00:00Z");
    room.prepare();
    assertThat(room.queue()).containsExactly("ada@example.org: entropy [2611.00012, 2611.00011]");
    Subscriber after =
        room.subscribers.find(EmailAddress.parse("a", "ada@example.org")).orElseThrow();
    assertThat(after.due()).isEqualTo("2026-11-29T07:00:00Z");
  }

  @Test
  void topicsAuthorsAndSearchesBringWhatCameSinceEachPaperUnderOneHeading() {
    room.questions =
        question ->
            question.equals("entropy has:code")
                ? room.papers.withIds(List.of(1L, 2L, 3L, 4L, 5L, 6L)).stream()
                    .map(p -> p.id())
                    .toList()
                : List.of();
    room.subscribe(
        "ada@example.org",
        Mailroom.daily(7, "UTC"),
        wishes(
            List.of("Éntropy", "transport"),
            List.of("ada  author"),
            List.of("entropy has:code", "none")));
    room.list(
        "2026-11-25",
        "2611.00021|By Ada|1|entropy|Ada Author",
        "2611.00022|Found|1|search|Zed",
        "2611.00023|Topic|7|entropy|Zed",
        "2611.00024|Moved|7|transport|Zed");
    room.questions =
        question ->
            question.equals("entropy has:code")
                ? List.of(id("2611.00022"), id("2611.00021"), id("2611.00001"))
                : List.of();
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    assertThat(room.queue())
        .containsExactly(
            "ada@example.org: By ada author [2611.00021]",
            "ada@example.org: Search: entropy has:code [2611.00022]",
            "ada@example.org: Éntropy [2611.00023]",
            "ada@example.org: transport [2611.00024]");
  }

  private long id(String arxiv) {
    return room.papers.find(arxiv).orElseThrow().id();
  }

  @Test
  void anOldPaperThatIsImportedIsNoNews() {
    room.subscribe(
        "ada@example.org",
        Mailroom.daily(7, "UTC"),
        wishes(List.of("entropy"), List.of(), List.of()));
    room.list("2019-01-02", "1901.00001|Old|50|entropy|X");
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).isEmpty();
  }

  @Test
  void aSectionHasTenPapersAndSaysHowManyMoreThereAre() {
    room.subscribe(
        "ada@example.org", Mailroom.daily(7, "UTC"), wishes(List.of("many"), List.of(), List.of()));
    room.list(
        "2026-11-25",
        IntStream.range(0, 13)
            .mapToObj("2611.001%02d|P|1|many|X"::formatted)
            .toArray(String[]::new));
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    assertThat(room.queue())
        .singleElement()
        .asString()
        .startsWith("ada@example.org: many [")
        .endsWith(" +3");
    room.clock.set("2026-11-27T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(1);
  }

  @Test
  void aWeeklyMailHasTheWeeksMostVoted() {
    Schedule fridays = new Schedule(Schedule.Rhythm.WEEKLY, DayOfWeek.FRIDAY, 7, ZoneId.of("UTC"));
    room.subscribe("ada@example.org", fridays, TRENDING);
    room.list("2026-11-25", "2611.00031|Wednesday|50|entropy|X");
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).isEmpty();
    room.clock.set("2026-11-27T07:00:00Z");
    room.prepare();
    assertThat(room.queue())
        .containsExactly("ada@example.org: Trending [2611.00031, 2611.00001, 2611.00002]");
  }

  @Test
  void anotherHourChosenAfterTheMailMakesNoSecondOneThatDay() {
    Subscriber ada =
        room.subscribe(
            "ada@example.org",
            Mailroom.daily(7, "UTC"),
            wishes(List.of("entropy"), List.of(), List.of()));
    room.list("2026-11-25", "2611.00041|A|1|entropy|X");
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(1);
    room.list("2026-11-26", "2611.00042|B|1|entropy|X");
    room.subscriptions.change(ada, Mailroom.daily(9, "UTC"), ada.wishes());
    room.clock.set("2026-11-26T09:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(1);
    room.clock.set("2026-11-27T09:00:00Z");
    room.prepare();
    assertThat(room.queue()).hasSize(2).last().isEqualTo("ada@example.org: entropy [2611.00042]");
  }

  @Test
  void twoProcessesMakeOneMailOfAnAddress() throws Exception {
    for (int i = 0; i < 250; i++) {
      room.subscribe("reader%d@example.org".formatted(i), Mailroom.daily(7, "UTC"), TRENDING);
    }
    room.clock.set("2026-11-25T07:00:00Z");
    List<Thread> threads = IntStream.range(0, 4).mapToObj(_ -> new Thread(room::prepare)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(room.queue()).hasSize(250).doesNotHaveDuplicates();
  }
}
