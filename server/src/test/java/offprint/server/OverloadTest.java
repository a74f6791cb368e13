package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import offprint.server.web.Turns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverloadTest {
  private static final List<String> GUARDED =
      List.of("/", "/papers/timemixer", "/search?q=entropy", "/api/v1/search?q=entropy");

  @TempDir Path home;

  /** Takes every turn there is. */
  private static List<Turns.Turn> all(Turns turns) {
    List<Turns.Turn> held = new ArrayList<>();
    for (Turns.Turn turn = turns.atOnce(); turn != null; turn = turns.atOnce()) {
      held.add(turn);
    }
    return held;
  }

  @Test
  void whoGetsNoTurnIsToldToAskAgain() {
    try (TestSite site = TestSite.start(home)) {
      Turns turns = site.context().getBean(Turns.class);
      List<Turns.Turn> held = all(turns);
      for (String path : GUARDED) {
        HttpResponse<String> refused = site.get(path);
        assertThat(refused.statusCode()).as(path).isEqualTo(503);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
        assertThat(refused.body()).contains("ask again in 5 seconds");
      }
      HttpResponse<String> hub = site.get("/api/daily_papers");
      assertThat(hub.statusCode()).isEqualTo(503);
      assertThat(hub.headers().firstValue("X-Error-Message"))
          .get()
          .asString()
          .contains("ask again");
      assertThat(site.json("/api/daily_papers").path("error").asString()).contains("ask again");
      assertThat(site.json("/api/v1/search?q=entropy").path("detail").asString())
          .contains("ask again");
      assertThat(site.get("/runs").statusCode()).as("not guarded").isEqualTo(200);
      held.forEach(Turns.Turn::close);
      for (String path : GUARDED) {
        assertThat(site.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(all(turns)).as("each turn was given back").hasSameSizeAs(held);
    }
  }
}
