package offprint.server.ingest;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How papers are fetched.
 *
 * @param arxiv address of the arXiv API
 * @param pause between two requests to arXiv of all processes
 * @param timeout of one request, to its last byte
 * @param backoff before the second attempt; doubles with each attempt
 * @param patience greatest waiting time of a submission
 * @param daily sources that the server reads by itself
 */
public record IngestConfig(
    URI arxiv,
    Duration pause,
    Duration timeout,
    Duration backoff,
    Duration patience,
    List<IngestSource> daily) {
  public static final IngestConfig DEFAULT =
      new IngestConfig(
          URI.create("https://export.arxiv.org/api/query"),
          Duration.ofSeconds(3),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(25),
          List.of());

  public IngestConfig {
    IngestSource.checkAddress("arxiv-api", arxiv);
    daily = List.copyOf(daily);
  }

  public IngestConfig withArxiv(URI address) {
    return new IngestConfig(address, pause, timeout, backoff, patience, daily);
  }

  public IngestConfig withDaily(List<IngestSource> sources) {
    return new IngestConfig(arxiv, pause, timeout, backoff, patience, sources);
  }

  /** A copy with other times, for tests against a local server. */
  public IngestConfig withTimes(
      Duration newPause, Duration newTimeout, Duration newBackoff, Duration newPatience) {
    return new IngestConfig(arxiv, newPause, newTimeout, newBackoff, newPatience, daily);
  }
}
