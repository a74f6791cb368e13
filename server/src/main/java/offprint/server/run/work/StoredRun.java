package offprint.server.run.work;

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
 * @param answer what came out, "" before it is done
 * @param owner the account, 0 for nobody
 * @param ownerName "" for nobody
 * @param link secret that opens it while it is shared by link, "" for none
 * @param bytes of its folder, 0 until it is over
 */
public record StoredRun(
    long id,
    String method,
    String preset,
    ObjectNode params,
    long seed,
    RunState state,
    String reason,
    String answer,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant finished,
    long owner,
    String ownerName,
    Visibility visibility,
    String link,
    long bytes) {

  /** From start to end, null before the end. */
  public @Nullable Duration took() {
    return started == null || finished == null ? null : Duration.between(started, finished);
  }

  /** Key in addresses of a run shared by link: number and secret. */
  public String linkKey() {
    return id + "-" + link;
  }
}
