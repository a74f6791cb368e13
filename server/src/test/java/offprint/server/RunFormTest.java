package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the form of a run asks while a reader fills it in. */
class RunFormTest {
  private static final String FORM = "/papers/2401.09665/run/";

  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static JsonNode check(String task, String form) {
    HttpResponse<String> answer = site.postForm(FORM + task + "/check", form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  @Test
  void faultsAreToldByFieldBeforeAnythingStarts() {
    JsonNode answer = check("walk", "preset=quick&seed=x&param.nodes=0&param.steps=300");
    assertThat(answer.at("/faults/nodes").asString()).contains("nodes").endsWith("got 0");
    assertThat(answer.at("/faults/seed").asString())
        .isEqualTo("seed must be a whole number: got x");
    assertThat(answer.has("command")).isFalse();
    assertThat(site.json("/api/v1/runs").toString()).doesNotContain("\"queued\"");
  }

  @Test
  void theRunIsWrittenAsCommandAsCallAndInJava() {
    JsonNode answer = check("walk", "preset=quick&seed=-4&param.trace=true&param.nodes=9");
    assertThat(answer.path("faults").isEmpty()).as(answer.toString()).isTrue();
    assertThat(answer.path("command").asString())
        .isEqualTo("offprint run srrw/walk \\\n  --nodes 9 \\\n  --seed=-4");
    assertThat(answer.path("curl").asString())
        .contains("/api/v1/runs", "\"method\":\"srrw/walk\",\"params\":{\"nodes\":9},\"seed\":-4");
    assertThat(answer.path("java").asString())
        .contains("schema.read(\"quick\", schema.parse(Map.of(\"nodes\", \"9\")))");
  }

  @Test
  void theCallOfTheFormIsAccepted() {
    String curl = check("walk", "preset=quick&seed=3&param.nodes=5").path("curl").asString();
    HttpResponse<String> queued =
        site.post("/api/v1/runs", curl.substring(curl.indexOf("-d '") + 4, curl.length() - 1));
    assertThat(queued.statusCode()).isEqualTo(202);
    long id = Json.MAPPER.readTree(queued.body()).path("id").asLong();
    assertThat(site.await(id).path("state").asString()).isEqualTo("done");
    assertThat(site.get(FORM + "walk").body()).contains("Usually takes ");
  }

  private static HttpResponse<String> preview(String content) {
    String form =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my data.csv\"\r\n\r\n"
            + content
            + "\r\n--edge--\r\n";
    return site.send(
        site.request(FORM + "read-visits/preview")
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  @Test
  void aFileIsKeptAndItsBeginningShown() {
    JsonNode answer = Json.MAPPER.readTree(preview("day,load\n1,2").body());
    assertThat(answer.at("/preview/columns/1").asString()).isEqualTo("load");
    assertThat(answer.path("label").asString()).startsWith("Your file my_data.csv");
    long run =
        site.run("srrw/read-visits", "{\"first\":\"%s\"}".formatted(answer.path("ref").asString()));
    assertThat(site.await(run).path("reason").asString()).contains("row 1");
  }

  @Test
  void aHostileFileEndsItsProcessAndNotTheSite() {
    HttpResponse<String> answer = preview("eat memory\n");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.body()).path("fault").asString()).isNotEmpty();
    assertThat(site.get("/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "@/etc/passwd", "--help", "upload:00", "run:987654/visits.txt"})
  void nothingElseIsRead(String ref) {
    HttpResponse<String> answer =
        site.postForm(FORM + "read-visits/preview", "ref=" + ref.replace("/", "%2F"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("root:");
  }
}
