package offprint.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Json;
import offprint.server.TestSite;
import offprint.server.account.Access;
import offprint.server.account.AccountConfig;
import offprint.server.account.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("sql")
class OperationTest {
  @TempDir static Path folder;
  private static TestSite site;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    OperationConfig config =
        OperationConfig.DEFAULT
            .withMetrics(Integer.toString(port))
            .with(
                List.of(
                    new Setting("port", "8080", "default"),
                    new Setting("OFFPRINT_SMTP_PASSWORD", "hunter2", "environment"),
                    new Setting(
                        "database", "jdbc:postgresql://db/o?user=o&password=hunter2", "file")));
    site =
        TestSite.start(
            folder, c -> c.with(AccountConfig.DEFAULT.with(Access.PRIVATE)).with(config));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void healthIsOnAPortOfItsOwn() throws Exception {
    while (!get("/actuator/health/readiness").body().contains("\"UP\"")) {
      Thread.sleep(100); // until the index is made
    }
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    JsonNode health = Json.MAPPER.readTree(get("/actuator/health").body());
    assertThat(health.at("/components").propertyNames())
        .containsAll(List.of("database", "index", "disk", "queue", "mail"));
    assertThat(health.at("/components/index/details/detail").asString())
        .isEqualTo("has all papers");
  }

  @Test
  void metricsHaveOurFiguresAndTheRequests() throws Exception {
    site.get("/login");
    String metrics = get("/actuator/prometheus").body();
    assertThat(metrics)
        .contains(
            "offprint_papers 33.0",
            "offprint_runs{state=\"queued\"} 0.0",
            "offprint_mails{state=\"sent\"} 0.0",
            "offprint_disk_free_bytes",
            "jvm_memory_used_bytes",
            "http_server_requests_seconds_count{");
  }

  @Test
  void nothingElseIsThereAndNothingOfItOnThePublicPort() throws Exception {
    for (String path : List.of("/actuator/env", "/actuator/heapdump", "/", "/admin/operation")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    Client ada = administrator();
    for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus")) {
      assertThat(ada.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  private static Client administrator() {
    Client client = new Client(site);
    if (client.post("/login", "name", "ada", "password", Client.PASSWORD).statusCode() == 302) {
      return client;
    }
    return Client.administrator(site);
  }

  @Test
  void administratorsSeeHealthFiguresAndSettingsWithoutSecrets() {
    Client ada = administrator();
    String page = ada.get("/admin/operation").body();
    assertThat(page)
        .contains("Operation · Offprint", "database", "MB are free", "(set)", "environment")
        .contains("password=(hidden)")
        .doesNotContain("hunter2");
    Client bob = Client.reader(site, ada, "bob");
    assertThat(bob.get("/admin/operation").statusCode()).isEqualTo(403);
    assertThat(site.get("/admin/operation").statusCode()).isIn(302, 401);
  }

  @Test
  void wrongPortsAreRefusedByName() {
    assertThatThrownBy(() -> OperationConfig.DEFAULT.withMetrics("x"))
        .hasMessage(
            "--metrics must be a port like 9464, or an address and a port like 10.0.0.5:9464: got"
                + " x");
    assertThatThrownBy(() -> OperationConfig.DEFAULT.withMetrics("70000"))
        .hasMessage("the metrics port must be from 1 to 65535: got 70000");
    assertThat(OperationConfig.DEFAULT.withMetrics("::1:9464"))
        .isEqualTo(new OperationConfig("::1", 9464, List.of()));
  }
}
