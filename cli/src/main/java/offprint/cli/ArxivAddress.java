package offprint.cli;

import offprint.server.ingest.IngestConfig;
import offprint.server.ingest.IngestSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --arxiv-api}: where the arXiv API is. */
final class ArxivAddress {
  @Option(
      names = "--arxiv-api",
      paramLabel = "URL",
      description = "Address of the arXiv API (default: https://export.arxiv.org/api/query)")
  private @Nullable String address;

  IngestConfig on(IngestConfig config) {
    return address == null ? config : config.withArxiv(IngestSource.address("arxiv-api", address));
  }
}
