package offprint.server.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offprint.engine.Json;
import offprint.server.TestDatabase;
import offprint.server.TestProcess;
import offprint.server.home.Home;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Two servers that execute runs of one database: each run once, whatever becomes of either. */
@Tag("sql")
class TwoRunnersTest {
  private static final long PATIENCE_MILLIS = 120_000;

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Home home;
  private Runs here;
  private JdbcClient sql;

  @BeforeEach
  void start() {
    home = TestDatabase.open(folder);
    open.add(home);
    sql = JdbcClient.create(home.dataSource());
    here = runner(home, 1, Duration.ofSeconds(30));
  }

  private Runs runner(Home on, int parallel, Duration lease) {
    Runs runs = RunnerMain.runner(on, parallel, lease);
    runs.start();
    open.addFirst(runs::stop);
    return runs;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** Another server as a process; ready once it takes runs. */
  private Process process(Duration lease) throws Exception {
    assumeFalse(TestDatabase.url(folder).isEmpty(), "a server on SQLite is alone");
    Process process =
        TestProcess.builder(
                RunnerMain.class,
                folder.toString(),
                TestDatabase.url(folder),
                Long.toString(lease.toSeconds()))
            .start();
    open.addFirst(() -> process.destroyForcibly().waitFor());
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("ready");
    return process;
  }

  private static long submit(Runs runs, int rest) {
    return submit(runs, rest, 0);
  }

  private static long submit(Runs runs, int rest, long origin) {
    ObjectNode params = Json.MAPPER.createObjectNode().put("rest", rest);
    return runs.submit(
            new RunRequest("srrw/walk", "quick", params, 1, 0, origin, Visibility.PUBLIC, ""))
        .id();
  }

  private StoredRun await(long id, RunState... states) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      StoredRun run = here.find(id).orElseThrow();
      if (List.of(states).contains(run.state())) {
        return run;
      }
      assertThat(System.currentTimeMillis()).as("run %s", run).isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** How often a run came to a state, once it has: the row says so a moment before the log. */
  private long events(long id, RunState state) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (count(id, state) == 0 && System.currentTimeMillis() < end) {
      Thread.sleep(50);
    }
    return count(id, state);
  }

  private long count(long id, RunState state) throws Exception {
    return Files.readString(folder.resolve("runs/" + id + "/events.jsonl"))
        .lines()
        .filter(line -> line.contains("\"state\":\"" + state.word() + "\""))
        .count();
  }

  @Test
  void eachRunIsExecutedOnceWhoeverTakesIt() throws Exception {
    Home second = TestDatabase.open(folder);
    open.add(second);
    Runs there = runner(second, 1, Duration.ofSeconds(30));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(submit(here, 5));
      ids.add(submit(there, 5));
    }
    for (long id : ids) {
      assertThat(await(id, RunState.DONE, RunState.FAILED).state()).isEqualTo(RunState.DONE);
      assertThat(events(id, RunState.RUNNING)).isEqualTo(1);
      assertThat(events(id, RunState.DONE)).isEqualTo(1);
    }
    assertThat(sql.sql("select distinct node from run").query(String.class).list()).hasSize(2);
  }

  @Test
  void theRunOfAKilledServerIsSettledByTheOther() throws Exception {
    long ours = submit(here, 1_000);
    await(ours, RunState.RUNNING);
    Process other = process(Duration.ofMinutes(10));
    long theirs = submit(here, 1_000);
    await(theirs, RunState.RUNNING);
    awaitProgress(theirs);
    other.destroyForcibly().waitFor();
    StoredRun settled = await(theirs, RunState.FAILED);
    assertThat(settled.reason()).isEqualTo("the server was stopped while it ran");
    assertThat(events(theirs, RunState.FAILED)).isEqualTo(1);
    assertThat(here.find(ours).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    assertThat(here.stop(ours)).isTrue();
  }

  private void awaitProgress(long id) throws Exception {
    while (!Files.readString(folder.resolve("runs/" + id + "/events.jsonl"))
        .contains("hundredth")) {
      Thread.sleep(50);
    }
  }

  @Test
  void aRunIsStoppedAndDeletedThroughTheServerThatDoesNotHaveIt() throws Exception {
    long ours = submit(here, 1_000);
    await(ours, RunState.RUNNING);
    Process other = process(Duration.ofMinutes(10));
    long stopped = submit(here, 1_000);
    await(stopped, RunState.RUNNING);
    assertThat(here.stop(stopped)).isTrue();
    await(stopped, RunState.STOPPED);
    long deleted = submit(here, 1_000);
    await(deleted, RunState.RUNNING);
    awaitProgress(deleted);
    here.delete(deleted);
    assertThat(here.find(deleted)).isEmpty();
    while (other.descendants().findAny().isPresent()
        || Files.exists(folder.resolve("runs/" + deleted))) {
      Thread.sleep(50); // until the run's process is gone, or the test's time is up
    }
  }

  @Test
  void aServerThatFellSilentLosesItsRunAndDoesNotTakeItBack() throws Exception {
    long ours = submit(here, 1_000);
    await(ours, RunState.RUNNING);
    Process other = process(Duration.ofSeconds(3));
    long theirs = submit(here, 20);
    await(theirs, RunState.RUNNING);
    signal(other, "STOP");
    StoredRun lost = await(theirs, RunState.FAILED);
    signal(other, "CONT");
    while (other.descendants().findAny().isPresent()) {
      Thread.sleep(50);
    }
    Thread.sleep(2_500); // it looks after its runs once a second
    assertThat(here.find(theirs).orElseThrow().finished()).isEqualTo(lost.finished());
    assertThat(events(theirs, RunState.FAILED)).isEqualTo(1);
    assertThat(count(theirs, RunState.DONE)).isZero();
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  @Test
  void whoseLeaseStillRunsElsewhereIsLeftAlone() throws Exception {
    long ours = submit(here, 1_000);
    await(ours, RunState.RUNNING);
    long theirs = submit(here, 0);
    long inAnHour = System.currentTimeMillis() + 3_600_000;
    sql.sql(
            "update run set state = 'running', node = 'elsewhere/1/1/x', lease = :lease where id ="
                + " :id")
        .param("lease", inAnHour)
        .param("id", theirs)
        .update();
    Thread.sleep(2_500);
    assertThat(here.find(theirs).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    sql.sql("update run set lease = 1 where id = :id").param("id", theirs).update();
    await(theirs, RunState.FAILED);
  }

  @Test
  void readersWithoutAnAccountTakeTurns() throws Exception {
    long busy = submit(here, 1_000);
    await(busy, RunState.RUNNING);
    long first = submit(here, 1_000, -5);
    long second = submit(here, 1_000, -5);
    long third = submit(here, 1_000, -5);
    long other = submit(here, 1_000, -9);
    assertThat(List.of(here.ahead(first), here.ahead(other), here.ahead(second)))
        .containsExactly(0, 1, 2);
    assertThat(here.ahead(third)).isEqualTo(3);
    here.stop(busy);
    await(first, RunState.RUNNING);
    assertThat(here.ahead(other)).as("who was served waits for who was not").isZero();
    here.stop(first);
    await(other, RunState.RUNNING);
    List.of(second, third, other).forEach(here::stop);
    sql.sql("update run set started = 1 where id = :id").param("id", first).update();
    here.stop(submit(here, 1_000, -5));
    assertThat(origins()).as("forgotten after a day").startsWith(0L, 0L, -5L, -5L, -9L, -5L);
  }

  private List<Long> origins() {
    return sql.sql("select coalesce(origin, 0) from run order by id").query(Long.class).list();
  }
}
