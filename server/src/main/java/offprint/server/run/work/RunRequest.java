package offprint.server.run.work;

import tools.jackson.databind.node.ObjectNode;

/**
 * A run to queue.
 *
 * @param params complete
 * @param owner 0 for nobody
 * @param origin of somebody without an account, 0 otherwise; see {@link Origin}
 * @param link secret of a run shared by link, else ""
 */
public record RunRequest(
    String method,
    String preset,
    ObjectNode params,
    long seed,
    long owner,
    long origin,
    Visibility visibility,
    String link) {}
