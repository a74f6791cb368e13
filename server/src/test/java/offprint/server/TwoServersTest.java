package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import offprint.engine.Json;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import offprint.server.home.Home;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two servers, processes of their own, on one PostgreSQL; one is killed while both are used. */
@Tag("sql")
class TwoServersTest {
  private static final int SUBSCRIBERS = 60;
  private static final int WRITERS = 6;
  private static final List<String> PAPERS = List.of("srrw", "uncomp", "mec-b", "timemixer");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  /** Comments whose writing was answered, and those whose writing may have been. */
  private final Set<String> said = new ConcurrentSkipListSet<>();

  private final Set<String> perhapsSaid = new ConcurrentSkipListSet<>();

  @Test
  void everyVoteCommentRunMailAndIngestIsThereOnceThoughOneServerIsKilled() throws Exception {
    Path first = folder.resolve("first");
    String url = TestDatabase.url(first);
    assumeFalse(url.isEmpty(), "needs PostgreSQL");
    prepare(first, url);
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.start();
    try (ReplayServer mirror = new ReplayServer(ReplayServer.text(200, "application/json", "[]"))) {
      for (String name : List.of("first", "second")) {
        start(folder.resolve(name), url, smtp.getSmtp().getPort(), mirror.uri("/"));
      }
      for (Process process : processes) {
        BufferedReader out = process.inputReader();
        ports.add(Integer.parseInt(out.readLine()));
      }
      List<Long> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(submit(ports.get(i % 2)));
      }
      AtomicBoolean ended = new AtomicBoolean();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          int writer = i;
          writers.add(threads.submit(() -> write(writer, ended)));
        }
        assertThat(smtp.waitForIncomingEmail(60_000, SUBSCRIBERS)).isTrue();
        while (said.size() < 10 * WRITERS) {
          Thread.sleep(20);
        }
        for (long run : runs) {
          assertRunOnce(run);
        }
        processes.getFirst().destroyForcibly().waitFor();
        int before = said.size();
        while (said.size() < before + 5 * WRITERS) {
          Thread.sleep(20);
        }
        ended.set(true);
        for (Future<?> writer : writers) {
          writer.get();
        }
      }
      assertMails(smtp);
      assertIngests(mirror);
      assertCounts(url);
      assertFound(url);
    } finally {
      processes.forEach(process -> process.destroyForcibly());
      smtp.stop();
    }
  }

  /** Accounts with tokens, a paper of today, and subscribers whose mail is due. */
  private void prepare(Path home, String url) throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    Archive.add(home, Archive.line(today, 1, "2611.00001", "First").put("upvotes", 3));
    AccountConfig.Limits wide = new AccountConfig.Limits(9999, 9999, 9999, 9999, 9999);
    try (TestSite site = TestSite.start(home, c -> c.with(AccountConfig.DEFAULT.with(wide)))) {
      Client ada = Client.administrator(site);
      for (int i = 0; i < WRITERS; i++) {
        String page =
            Client.reader(site, ada, "writer" + i)
                .post("/settings/tokens", "name", "x", "scopes", "read,discuss", "days", "2")
                .body();
        tokens.add(Client.find("(offprint_[A-Za-z0-9_-]{43})", page));
      }
    }
    Path second = Files.createDirectory(folder.resolve("second"));
    for (String shared : List.of("runs", "uploads")) {
      Files.createSymbolicLink(second.resolve(shared), home.resolve(shared));
    }
    try (Home opened = Home.open(home, url)) {
      JdbcClient sql = JdbcClient.create(opened.dataSource());
      for (int i = 0; i < SUBSCRIBERS; i++) {
        sql.sql(
                "insert into subscriber (address, key, state, rhythm, weekday, hour, zone, wishes,"
                    + " asked, letters, confirmed, due, newest_paper) values (:address, :address,"
                    + " 'active', 'daily', 1, 0, 'UTC', '{\"trending\": true, \"topics\": [],"
                    + " \"authors\": [], \"searches\": []}', 1, 1, 1, 1, 0)")
            .param("address", "reader%d@example.org".formatted(i))
            .update();
      }
    }
  }

  private long submit(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/runs".formatted(port)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"srrw/walk\",\"params\":{}}"))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Json.MAPPER.readTree(answer.body()).path("id").asLong();
  }

  /** Waits until it is done, at the server that it may not have been asked of. */
  private void assertRunOnce(long run) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d/api/v1/runs/%d".formatted(ports.get(1), run)))
            .build();
    String state = "queued";
    while (List.of("queued", "running").contains(state)) {
      Thread.sleep(50);
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      state = Json.MAPPER.readTree(answer).path("state").asString();
    }
    assertThat(state).isEqualTo("done");
    String events = Files.readString(folder.resolve("first/runs/" + run + "/events.jsonl"));
    assertThat(events.split("\"state\":\"running\"", -1)).hasSize(2);
  }

  private void start(Path home, String url, int smtp, URI mirror) throws IOException {
    processes.add(
        TestProcess.builder(SharingMain.class, home.toString(), url, "" + smtp, mirror.toString())
            .start());
  }

  /** Votes for every paper and comments, turn by turn at both servers, until told to end. */
  private void write(int writer, AtomicBoolean ended) {
    for (int i = 0; !ended.get() || i < 2 * PAPERS.size(); i++) {
      String paper = PAPERS.get(i % PAPERS.size());
      while (!send(i, writer, "PUT", paper + "/vote", "")) {
        // a vote may be given again
      }
      String text = "writer %d says %d".formatted(writer, i);
      boolean answered =
          send(i + 1, writer, "POST", paper + "/comments", "{\"text\":\"" + text + "\"}");
      (answered ? said : perhapsSaid).add(text);
    }
  }

  /** False if there was no answer. */
  private boolean send(int turn, int writer, String method, String path, String body) {
    int server = processes.getFirst().isAlive() ? turn % 2 : 1;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/api/v1/papers/%s".formatted(ports.get(server), path)))
            .header("Authorization", "Bearer " + tokens.get(writer))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertMails(GreenMail smtp) throws Exception {
    Set<String> to = new HashSet<>();
    for (MimeMessage mail : Arrays.asList(smtp.getReceivedMessages())) {
      assertThat(to.add(mail.getAllRecipients()[0].toString())).isTrue();
    }
    assertThat(to).hasSize(SUBSCRIBERS);
  }

  private static void assertIngests(ReplayServer mirror) {
    List<String> asked = mirror.asked().stream().map(a -> a.address().toString()).toList();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(7).doesNotHaveDuplicates();
  }

  private void assertCounts(String url) {
    try (Home home = Home.open(folder.resolve("third"), url)) {
      JdbcClient sql = JdbcClient.create(home.dataSource());
      assertThat(sql.sql("select count(*) from vote").query(Integer.class).single())
          .isEqualTo(WRITERS * PAPERS.size());
      assertThat(sql.sql("select upvotes from tally where upvotes > 0").query(Integer.class).list())
          .hasSize(PAPERS.size())
          .containsOnly(WRITERS);
      List<String> stored = sql.sql("select text from comment").query(String.class).list();
      assertThat(stored).doesNotHaveDuplicates().containsAll(said);
      Set<String> all = new HashSet<>(said);
      all.addAll(perhapsSaid);
      assertThat(all).containsAll(stored);
      assertThat(sql.sql("select sum(comments) from tally").query(Integer.class).single())
          .isEqualTo(stored.size());
    }
  }

  /** What another process puts into the database the server that is left finds. */
  private void assertFound(String url) throws Exception {
    try (Home home = Home.open(folder.resolve("third"), url)) {
      Archive.addTo(home, Archive.line("2026-01-05", 1, "2601.00009", "Quokkas in transit"));
    }
    HttpRequest search =
        HttpRequest.newBuilder(
                URI.create("http://localhost:%d/api/v1/search?q=quokkas".formatted(ports.get(1))))
            .build();
    while (!client
        .send(search, HttpResponse.BodyHandlers.ofString())
        .body()
        .contains("2601.00009")) {
      Thread.sleep(100);
    }
  }
}
