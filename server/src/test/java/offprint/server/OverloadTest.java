package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import offprint.engine.Json;
import offprint.server.web.AdmissionControl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverloadTest {
  private static final String API = "/api/v1/search?q=entropy";
  private static final String HUB = "/api/daily_papers";
  private static final List<String> GUARDED =
      List.of("/", "/papers/timemixer", "/search?q=entropy", API);

  @TempDir Path home;

  /** Takes every turn there is. */
  private static List<AdmissionControl.Turn> all(AdmissionControl admissionControl) {
    List<AdmissionControl.Turn> held = new ArrayList<>();
    for (AdmissionControl.Turn turn = admissionControl.atOnce();
        turn != null;
        turn = admissionControl.atOnce()) {
      held.add(turn);
    }
    return held;
  }

  /** Each of them waits before it is refused. */
  private static Map<String, HttpResponse<String>> askAtOnce(TestSite site) {
    Map<String, HttpResponse<String>> answers = new ConcurrentHashMap<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream.concat(Stream.of(HUB), GUARDED.stream())
          .forEach(path -> readers.execute(() -> answers.put(path, site.get(path))));
    }
    return answers;
  }

  @Test
  void whoGetsNoTurnIsToldToAskAgain() {
    try (TestSite site = TestSite.start(home)) {
      AdmissionControl admissionControl = site.context().getBean(AdmissionControl.class);
      List<AdmissionControl.Turn> held = all(admissionControl);
      Map<String, HttpResponse<String>> refusals = askAtOnce(site);
      for (String path : GUARDED) {
        HttpResponse<String> refused = refusals.get(path);
        assertThat(refused.statusCode()).as(path).isEqualTo(503);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
        assertThat(refused.body()).contains("ask again in 5 seconds");
      }
      HttpResponse<String> hub = refusals.get(HUB);
      assertThat(hub.statusCode()).isEqualTo(503);
      assertThat(hub.headers().firstValue("X-Error-Message"))
          .get()
          .asString()
          .contains("ask again");
      assertThat(Json.MAPPER.readTree(hub.body()).path("error").asString()).contains("ask again");
      assertThat(Json.MAPPER.readTree(refusals.get(API).body()).path("detail").asString())
          .contains("ask again");
      assertThat(site.get("/runs").statusCode()).as("not guarded").isEqualTo(200);
      held.forEach(AdmissionControl.Turn::close);
      for (String path : GUARDED) {
        assertThat(site.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(all(admissionControl)).as("each turn was given back").hasSameSizeAs(held);
    }
  }
}
