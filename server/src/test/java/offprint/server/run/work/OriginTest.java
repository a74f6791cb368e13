package offprint.server.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.home.Home;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sql")
class OriginTest {
  @TempDir Path folder;

  @Test
  void isOneForAnAddressAndForANetworkOfTheNewKind() {
    assertThat(Origin.of("192.0.2.7")).isNegative().isEqualTo(Origin.of("192.0.2.7"));
    assertThat(Origin.of("192.0.2.8")).isNotEqualTo(Origin.of("192.0.2.7"));
    assertThat(Origin.of("2001:db8:1:2:3:4:5:6"))
        .isNegative()
        .isEqualTo(Origin.of("2001:db8:1:2::1"))
        .isNotEqualTo(Origin.of("2001:db8:1:3::1"));
    assertThat(Origin.of("fe80::1%eth0")).isEqualTo(Origin.of("fe80::1"));
    assertThat(Origin.of("")).isEqualTo(-1);
    assertThat(Origin.of("a.name.example")).as("nobody is asked").isEqualTo(-1);
  }

  @Test
  void runsOfNobodyBearIt() throws Exception {
    try (TestSite site = TestSite.start(folder);
        Home home = TestDatabase.open(folder)) {
      for (String from : List.of("127.0.0.1", "127.0.0.2", "127.0.0.1")) {
        try (HttpClient client =
            HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
          HttpRequest ask =
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/api/v1/runs"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"srrw/walk\"}"))
                  .build();
          assertThat(client.send(ask, HttpResponse.BodyHandlers.ofString()).statusCode())
              .isEqualTo(202);
        }
      }
      assertThat(
              JdbcClient.create(home.dataSource())
                  .sql("select origin from run order by id")
                  .query(Long.class)
                  .list())
          .containsExactly(Origin.of("127.0.0.1"), Origin.of("127.0.0.2"), Origin.of("127.0.0.1"));
    }
  }
}
