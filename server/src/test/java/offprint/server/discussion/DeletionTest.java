package offprint.server.discussion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Client;
import offprint.server.home.Home;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sql")
class DeletionTest {
  private static final int ACCOUNTS = 8;
  private static final List<String> PAPERS = List.of("srrw", "uncomp", "mec-b", "timemixer");

  @TempDir Path folder;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Integer> answers = new ConcurrentSkipListSet<>();
  private final Set<Integer> others = new ConcurrentSkipListSet<>();

  @Test
  void anAccountThatVotesAndCommentsWhileItIsDeletedLeavesCountsRight() throws Exception {
    Limits wide = new Limits(10_000, 10_000, 10_000, 10_000, 10_000);
    try (TestSite site = TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(wide)))) {
      Client ada = Client.administrator(site);
      for (int i = 0; i < ACCOUNTS; i++) {
        deleteWhileItVotes(site, ada, i + 2); // the administrator is 1
      }
      assertThat(new TreeSet<>(answers)).isSubsetOf(200, 201, 204, 401, 404).contains(200, 401);
    }
    assertThat(others).as("who names somebody that is being deleted").containsExactly(201);
    try (Home home = TestDatabase.open(folder)) {
      JdbcClient sql = JdbcClient.create(home.dataSource());
      assertThat(sql.sql("select count(*) from account").query(Long.class).single()).isEqualTo(1);
      assertThat(sql.sql("select count(*) from vote").query(Long.class).single()).isZero();
      assertThat(sql.sql("select coalesce(sum(upvotes), 0) from tally").query(Long.class).single())
          .isZero();
      assertThat(
              sql.sql(
                      "select count(*) from tally t where comments <> (select count(*) from comment"
                          + " c where c.paper = t.paper and c.state = 'shown')")
                  .query(Long.class)
                  .single())
          .isZero();
    }
  }

  private void deleteWhileItVotes(TestSite site, Client ada, long id) throws Exception {
    Client reader = Client.reader(site, ada, "reader" + id);
    String page =
        reader.post("/settings/tokens", "name", "x", "scopes", "read,discuss", "days", "2").body();
    String token = Client.find("(offprint_[A-Za-z0-9_-]{43})", page);
    String adas =
        Client.find(
            "(offprint_[A-Za-z0-9_-]{43})",
            ada.post("/settings/tokens", "name", "x", "scopes", "discuss", "days", "2").body());
    AtomicBoolean deleted = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> busy = new ArrayList<>();
      for (String paper : PAPERS) {
        busy.add(
            threads.submit(
                () -> {
                  for (int i = 0; !deleted.get(); i++) {
                    take(site, token, i % 2 == 0 ? "PUT" : "DELETE", paper + "/vote", "");
                    take(site, token, "POST", paper + "/comments", "{\"text\":\"x\"}");
                  }
                }));
      }
      busy.add(
          threads.submit(
              () -> {
                while (!deleted.get()) {
                  String named = "{\"text\":\"@reader%d\"}".formatted(id);
                  others.add(take(site, adas, "POST", "srrw/comments", named));
                }
              }));
      try {
        for (int enough = taken.get() + 10; taken.get() < enough; ) {
          Thread.sleep(5); // until they are all at it
        }
        assertThat(ada.post("/admin/accounts/" + id + "/delete").statusCode()).isEqualTo(302);
        take(site, token, "PUT", "srrw/vote", "");
      } finally {
        deleted.set(true);
      }
      for (Future<?> one : busy) {
        one.get();
      }
    }
  }

  private int take(TestSite site, String token, String method, String path, String body) {
    int status =
        site.send(
                site.request("/api/v1/papers/" + path)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body)))
            .statusCode();
    answers.add(status);
    taken.incrementAndGet();
    return status;
  }
}
