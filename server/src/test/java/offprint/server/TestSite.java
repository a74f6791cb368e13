package offprint.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import offprint.engine.Json;
import offprint.server.vector.VectorConfig;
import offprint.server.web.Binding;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A server on a free port over a folder, and a client of it. */
public final class TestSite implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 180_000;

  private final Handle handle;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestSite(Handle handle) {
    this.handle = handle;
  }

  public static TestSite start(Path home) {
    return start(home, config -> config);
  }

  public static TestSite start(Path home, UnaryOperator<ServerConfig> change) {
    ServerConfig config =
        ServerConfig.of(home, TestProcess.runner())
            .withDatabase(TestDatabase.url(home))
            .with(VectorConfig.OFF);
    ServerConfig changed = change.apply(config);
    return new TestSite(
        Server.start(changed.with(new Binding("127.0.0.1", 0, changed.binding().proxied()))));
  }

  /** Requests that the server has seen. */
  public long requests() {
    return handle.requests();
  }

  public int port() {
    return handle.port();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  public HttpResponse<String> get(String path) {
    return send(request(path));
  }

  public byte[] bytes(String path) throws IOException {
    return uri(path).toURL().openStream().readAllBytes();
  }

  public JsonNode json(String path) {
    return Json.MAPPER.readTree(get(path).body());
  }

  public HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> postForm(String path, String form) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Queues a run and returns its number. */
  public long run(String method, String params) {
    HttpResponse<String> answer =
        post("/api/v1/runs", "{\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    if (answer.statusCode() != 202) {
      throw new IllegalStateException(answer.body());
    }
    return Json.MAPPER.readTree(answer.body()).path("id").asLong();
  }

  JsonNode runState(long id) {
    return json("/api/v1/runs/" + id);
  }

  /** Waits until the run is in one of the states. */
  JsonNode await(long id, String... states) {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      JsonNode run = runState(id);
      if (java.util.List.of(states).contains(run.path("state").asString())) {
        return run;
      }
      if (System.currentTimeMillis() > deadline) {
        throw new AssertionError("run %d is still: %s".formatted(id, run));
      }
      pause(50);
    }
  }

  /** Waits until the run is over. */
  JsonNode await(long id) {
    return await(id, "done", "failed", "stopped");
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public String setupCode() {
    return handle.setupCode().orElseThrow();
  }

  public ConfigurableApplicationContext context() {
    return handle.context();
  }

  @Override
  public void close() {
    client.close();
    handle.close();
  }
}
