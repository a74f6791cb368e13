package offprint.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import offprint.engine.Json;
import tools.jackson.databind.JsonNode;

/** A server process started from the distribution, and a client to it. */
final class Site implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("target", "offprint", "offprint").toAbsolutePath();

  private final Process process;
  private final URI address;
  private final String said;
  private final HttpClient http = HttpClient.newHttpClient();

  private Site(Process process, URI address, String said) {
    this.process = process;
    this.address = address;
    this.said = said;
  }

  /** What a command printed and how it ended. */
  record Ended(int code, String out, String err) {}

  static ProcessBuilder command(String... words) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  static Ended run(Path folder, String... words) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        command(words)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("still running after 3 minutes: " + String.join(" ", words));
    }
    int code = process.exitValue();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  static Site start(Path home, String... options) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("serve", "--port", "0", "--home", home.toString()));
    words.addAll(List.of(options));
    Process process = command(words.toArray(String[]::new)).redirectErrorStream(true).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Offprint is at ")) {
        drain(lines);
        return new Site(process, URI.create(line.split(" ")[3]), said.toString());
      }
    }
    throw new IOException("the server did not start: " + said);
  }

  private static void drain(BufferedReader lines) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (lines.readLine() != null) {
                  continue;
                }
              } catch (IOException e) {
                // the server is gone
              }
            });
  }

  /** What it printed until it answered. */
  String said() {
    return said;
  }

  URI at(String path) {
    return address.resolve(path);
  }

  /** The processes of running runs; not the launcher's, which makes the archive of classes. */
  List<ProcessHandle> children() {
    return process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Ends the server as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(text(path));
  }

  String text(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)).build()).body();
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
            .build());
  }

  /** Starts a run and returns its number. */
  long start(String method, Map<String, Object> params) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post("/api/v1/runs", Map.of("method", method, "params", params, "seed", 1));
    if (answer.statusCode() != 202) {
      throw new IOException(answer.body());
    }
    return Json.MAPPER.readTree(answer.body()).path("id").asLong();
  }

  /** Waits until the run's state is one of {@code states} and returns the run. */
  JsonNode await(long run, String... states) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (true) {
      JsonNode node = get("/api/v1/runs/" + run);
      if (List.of(states).contains(node.path("state").asString())) {
        return node;
      }
      if (System.nanoTime() > end) {
        throw new IOException("run %d is still %s".formatted(run, node.path("state")));
      }
      pause();
    }
  }

  static void pause() throws InterruptedException {
    Thread.sleep(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
