package offprint.server.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as it is stored.
 *
 * @param method id, e.g. "timemixer/forecast"
 * @param params complete
 * @param reason why it failed, "" otherwise
 */
public record StoredRun(
    long id,
    String method,
    String preset,
    ObjectNode params,
    long seed,
    RunState state,
    String reason,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant finished) {

  /** From start to end, null before the end. */
  public @Nullable Duration took() {
    return started == null || finished == null ? null : Duration.between(started, finished);
  }
}
