package offprint.server.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import offprint.server.home.Home;
import offprint.server.paper.Papers;

/**
 * Ingests as a process of its own, to be killed. Arguments: home, database, address of the server
 * that plays arXiv and a mirror.
 */
final class IngestMain {
  private IngestMain() {}

  public static void main(String[] args) throws Exception {
    URI server = URI.create(args[2]);
    try (Home home = Home.open(Path.of(args[0]), args[1])) {
      ingest(home, server);
    }
  }

  static void ingest(Home home, URI server) throws Exception {
    Duration pause = Duration.ofMillis(1);
    IngestConfig config =
        IngestConfig.DEFAULT
            .withArxiv(server.resolve("/api/query"))
            .withTimes(pause, Duration.ofSeconds(1), pause, Duration.ofSeconds(30));
    try (Ingest ingest = new Ingest(home, new Papers(home), config)) {
      ingest.arxiv(new IngestSource.Arxiv(List.of("math.PR")), 3, _ -> {});
      LocalDate first = LocalDate.of(2025, 12, 22);
      ingest.daily(new IngestSource.Daily(server), first, first.plusDays(1), _ -> {});
    }
  }
}
