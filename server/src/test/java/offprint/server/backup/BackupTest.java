package offprint.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.home.Home;
import offprint.server.home.StartException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One site at work; what is restored from its backups is compared with it. */
@Tag("sql")
class BackupTest {

  @TempDir static Path folder;
  private static TestSite site;
  private static Path home;
  private static Path file;
  private static Client ada;
  private static String upload;
  private static long run;

  @BeforeAll
  static void start() throws Exception {
    home = folder.resolve("home");
    site = TestSite.start(home, c -> c.with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
    Client bob = Client.reader(site, ada, "bob");
    bob.post("/votes", "paper", "srrw", "vote", "up");
    bob.post("/comments", "paper", "srrw", "text", "It holds: \u00e4 \ud83d\ude00 \"quoted\"");
    String form =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"walk.csv\"\r\n\r\n"
            + "1,2\n3,4\n\r\n--edge--\r\n";
    upload =
        Client.find(
            "upload:([0-9a-f]{32})",
            site.send(
                    site.request("/api/v1/uploads")
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .body());
    run = site.run("srrw/walk", "{}");
    site.json("/api/v1/runs/" + run);
    awaitRun();
    sql(
        "insert into paper_vector (paper, model, digest, seen, changed, vector)"
            + " select id, 'm', 'd', 1, 1, "
            + (TestDatabase.url(home).isEmpty() ? "x'00ff10'" : "'\\x00ff10'::bytea")
            + " from paper where slug = 'srrw'");
    file = write("whole");
  }

  private static void awaitRun() throws InterruptedException {
    while (!site.json("/api/v1/runs/" + run).path("state").asString().equals("done")) {
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static void sql(String statement) {
    try (Home opened = TestDatabase.open(home)) {
      JdbcClient.create(opened.dataSource()).sql(statement).update();
    }
  }

  private static Path write(String name) throws IOException {
    return write(home, TestDatabase.url(home), name);
  }

  private static Path write(Path of, String database, String name) throws IOException {
    Path written = folder.resolve(name + ".offprint");
    try (Home opened = Home.toRead(of, database)) {
      Backup.write(opened, written, _ -> {});
    }
    return written;
  }

  private static Path restore(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    Backup.restore(from, to, TestDatabase.url(to), _ -> {});
    return to;
  }

  /**
   * Entries but the manifest and the counters, which say that this is another installation; lines
   * in alphabetic order.
   */
  private static Map<String, List<String>> content(Path backup) throws IOException {
    Map<String, List<String>> content = new TreeMap<>();
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        content.put(entry.getName(), text.lines().sorted().toList());
      }
    }
    content.remove("manifest.json");
    content.remove("tables/counter.jsonl");
    return content;
  }

  private static void assertRestored(Path to, String database) throws IOException {
    assertThat(content(write(to, database, "again-" + to.getFileName()))).isEqualTo(content(file));
    assertThat(to.resolve(".restoring")).doesNotExist();
  }

  @Test
  void whatIsRestoredIsTheSameAndWorks() throws Exception {
    Map<String, List<String>> all = content(file);
    assertThat(all.get("tables/paper.jsonl")).hasSize(34);
    assertThat(all.get("tables/vote.jsonl")).hasSize(2);
    assertThat(all.get("tables/paper_vector.jsonl").getLast()).contains("{\"base64\":\"AP8Q\"}");
    assertThat(all).containsKey("files/runs/" + run + "/report.json");
    assertThat(all.get("files/uploads/" + upload + "/walk.csv")).containsExactly("1,2", "3,4");
    Path to = restore(file, "restored");
    assertRestored(to, TestDatabase.url(to));

    try (TestSite again = TestSite.start(to)) {
      Client client = new Client(again);
      assertThat(client.post("/login", "name", "bob", "password", Client.PASSWORD).statusCode())
          .isEqualTo(302);
      assertThat(client.get("/papers/srrw").body())
          .contains("It holds: \u00e4", "aria-pressed=\"true\"");
      assertThat(again.get("/runs/" + run + "/report.json").body())
          .isEqualTo(site.get("/runs/" + run + "/report.json").body());
      assertThat(again.run("srrw/walk", "{}")).as("numbers go on").isEqualTo(run + 1);
      while (!again.get("/api/v1/search?q=self-repellent").body().contains("\"srrw\"")) {
        Thread.sleep(50); // the index is made again
      }
    }
  }

  @Test
  void betweenTheDatabases() throws Exception {
    String url = TestDatabase.url(folder.resolve("other"));
    assumeFalse(url.isEmpty(), "needs PostgreSQL");
    Path sqlite = folder.resolve("sqlite");
    Backup.restore(file, sqlite, "", _ -> {});
    assertRestored(sqlite, "");
    Path back = folder.resolve("back");
    Backup.restore(write(sqlite, "", "of-sqlite"), back, url, _ -> {});
    assertRestored(back, url);
    TestSite.start(back, config -> config.withDatabase(url)).close();
  }

  @Test
  void numbersThatWereGivenAreNotGivenAgain() throws Exception {
    Client eve = Client.reader(site, ada, "eve");
    long given = account("eve", home);
    eve.post("/settings/delete", "password", Client.PASSWORD, "name", "eve");
    sql("delete from account where name = 'eve'");
    Path to = restore(write("numbers"), "numbers-home");
    try (TestSite again = TestSite.start(to)) {
      Client client = new Client(again);
      client.post("/login", "name", "ada", "password", Client.PASSWORD);
      Client.reader(again, client, "carl");
      assertThat(account("carl", to)).isEqualTo(given + 1);
    }
  }

  private static long account(String name, Path of) {
    try (Home opened = TestDatabase.open(of)) {
      return JdbcClient.create(opened.dataSource())
          .sql("select id from account where name = '" + name + "'")
          .query(Long.class)
          .single();
    }
  }

  @Test
  void takenUnderWritersItShowsOneMoment() throws Exception {
    List<Client> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      many.add(Client.reader(site, ada, "writer" + i));
    }
    AtomicInteger votes = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> backups = new ArrayList<>();
      AtomicInteger left = new AtomicInteger(3);
      for (Client client : many) {
        threads.submit(
            () -> {
              for (int i = 0; left.get() > 0; i++) {
                client.post("/votes", "paper", "uncomp", "vote", i % 2 == 0 ? "up" : "none");
                votes.incrementAndGet();
              }
            });
      }
      for (int i = 0; i < 3; i++) {
        int number = i;
        backups.add(threads.submit(() -> write("moment" + number)));
        backups.getLast().get();
        left.decrementAndGet();
      }
      for (int i = 0; i < 3; i++) {
        Path to = restore(backups.get(i).get(), "moment-home" + i);
        try (Home opened = TestDatabase.open(to)) {
          assertThat(
                  JdbcClient.create(opened.dataSource())
                      .sql(
                          "select (select upvotes from tally t where t.paper = p.id) - (select"
                              + " count(*) from vote v where v.paper = p.id) from paper p where"
                              + " slug = 'uncomp'")
                      .query((rs, _) -> rs.getInt(1))
                      .single())
              .isZero();
        }
      }
    }
    assertThat(votes.get()).isPositive();
  }

  @Test
  void aFileThatIsCutOffOrChangedIsRefusedAndNothingWritten() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> wrong = new ArrayList<>();
    for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 30}) {
      wrong.add(java.util.Arrays.copyOf(bytes, length));
    }
    for (int i = 1; i < 8; i++) {
      byte[] changed = bytes.clone();
      changed[(int) ((long) bytes.length * i / 8)] ^= 0x40;
      wrong.add(changed);
    }
    for (int i = 0; i < wrong.size(); i++) {
      Path bad = Files.write(folder.resolve("bad" + i), wrong.get(i));
      Path to = folder.resolve("bad-home" + i);
      assertThatThrownBy(() -> Backup.restore(bad, to, TestDatabase.url(to), _ -> {}))
          .as("file %d", i)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a whole backup");
      assertThat(to).doesNotExist();
    }
  }

  @Test
  void anEntryThatWasExchangedOrAddedIsRefused() throws Exception {
    Path to = folder.resolve("exchanged-home");
    String account = "tables/account.jsonl";
    assertThatThrownBy(
            () -> Backup.restore(changed(account, "reader", "moderator"), to, "", _ -> {}))
        .hasMessageContaining("tables/account.jsonl is not what was written");
    assertThatThrownBy(
            () ->
                Backup.restore(
                    changed(Manifest.ENTRY, "files/runs/", "files/runs/../../"), to, "", _ -> {}))
        .hasMessageContaining("it has an entry named files/runs/../../");
    assertThatThrownBy(
            () ->
                Backup.restore(
                    changed(Manifest.ENTRY, "\"format\" : 1", "\"format\" : 9"), to, "", _ -> {}))
        .hasMessageContaining("has format 9, this program reads 1");
    assertThatThrownBy(
            () ->
                Backup.restore(
                    changed(Manifest.ENTRY, "\" ],\n  \"created\"", "999\" ],\n  \"created\""),
                    to,
                    "",
                    _ -> {}))
        .hasMessageContaining("the backup is of a newer Offprint: its tables have version");
    assertThat(to)
        .satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyDirectory());
  }

  /** The backup with another word in an entry. */
  private static Path changed(String name, String from, String to) throws IOException {
    Path changed = Files.createTempFile(folder, "changed", "");
    try (ZipFile zip = new ZipFile(file.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(name)) {
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(text).contains(from);
          bytes = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(bytes);
      }
    }
    return changed;
  }

  @Test
  void whatIsNotEmptyIsLeftAlone() throws Exception {
    Path other = Files.createDirectory(folder.resolve("documents"));
    Files.writeString(other.resolve("thesis.tex"), "dear");
    assertThatThrownBy(() -> Backup.restore(file, other, "", _ -> {}))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("is not empty");
    assertThat(other.resolve("thesis.tex")).hasContent("dear");
    assertThatThrownBy(() -> Backup.restore(file, home, TestDatabase.url(home), _ -> {}))
        .hasMessageContaining("is not empty");
    String url = TestDatabase.url(home);
    if (!url.isEmpty()) {
      Path to = folder.resolve("new-home");
      assertThatThrownBy(() -> Backup.restore(file, to, url, _ -> {}))
          .hasMessageContaining("a server or another command uses this database");
      Path restored = restore(file, "taken");
      assertThatThrownBy(
              () -> Backup.restore(write("later"), to, TestDatabase.url(restored), _ -> {}))
          .hasMessageContaining("the database is not empty");
      assertThat(to).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table paper", "name"})
  void killedWhileItIsWrittenTheFileBeforeStays(String step) throws Exception {
    Path target = Files.writeString(folder.resolve("old.offprint"), "the one before");
    BackupMain.kill("write", target, home, TestDatabase.url(home), step);
    assertThat(target).hasContent("the one before");
    assertThat(content(write("old"))).isEqualTo(content(write("older")));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(f -> f.toString().endsWith(".partial"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "table comment", "commit", "end"})
  void killedWhileItIsRestoredItIsDoneAgain(String step) throws Exception {
    Path to = folder.resolve("killed-" + step.replace(' ', '-'));
    String url = TestDatabase.url(to);
    BackupMain.kill("restore", file, to, url, step);
    assertThatThrownBy(() -> Home.open(to, url).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("has not ended");
    Backup.restore(file, to, url, _ -> {});
    assertRestored(to, url);
  }

  @Test
  void whileItIsRestoredNobodyElseOpensTheDatabase() throws Exception {
    String url = TestDatabase.url(folder.resolve("besieged"));
    assumeFalse(url.isEmpty(), "needs PostgreSQL");
    Path to = folder.resolve("besieged");
    Path other = folder.resolve("other-server");
    Process restore = BackupMain.at("restore", file, to, url, "table comment");
    try {
      for (ThrowingCallable act :
          List.<ThrowingCallable>of(
              () -> Home.open(other, url).close(), // as import and other commands do
              () -> Home.toRead(other, url).close(),
              () -> TestSite.start(other, c -> c.withDatabase(url)).close())) {
        assertThatThrownBy(act)
            .isInstanceOf(StartException.class)
            .hasMessageContaining("a restore into this database is under way");
      }
    } finally {
      restore.destroyForcibly().waitFor();
    }
    Backup.restore(file, to, url, _ -> {});
    assertRestored(to, url);
    try (Home opened = Home.open(other, url)) {
      assertThat(opened.folder()).isDirectory();
      assertThatThrownBy(() -> Backup.restore(file, folder.resolve("late"), url, _ -> {}))
          .as("a command at work is not disturbed either")
          .hasMessageContaining("a server or another command uses this database");
    }
  }
}
