package offprint.server.ingest;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** A client of the arXiv API. */
final class ArxivClient {
  static final int PAGE = 100;

  private final URI base;
  private final PoliteClient client;

  ArxivClient(URI base, PoliteClient client) {
    this.base = base;
    this.client = client;
  }

  /** One paper; empty if arXiv has none of this id. */
  Optional<ArxivEntry> find(ArxivId id, Duration patience)
      throws InterruptedException, IngestException {
    URI address = URI.create(base + "?id_list=" + encode(id.id()) + "&max_results=1");
    return client.get(
        address,
        null,
        patience,
        answer ->
            answer.status() == 404
                ? Optional.empty()
                : only(id, ArxivAtom.parse(answer.body()).entries()));
  }

  private static Optional<ArxivEntry> only(ArxivId id, List<ArxivEntry> entries)
      throws IngestException {
    for (ArxivEntry entry : entries) {
      if (!entry.id().equals(id.id())) {
        throw new IngestException(
            "arXiv answers for another paper: asked for %s, got %s".formatted(id.id(), entry.id()));
      }
    }
    return entries.stream().findFirst();
  }

  /** Papers of a category in order of submission, from {@code start} on. */
  ArxivAtom.Feed page(String category, LocalDate from, LocalDate to, long start, Duration patience)
      throws InterruptedException, IngestException {
    String query =
        "cat:%s AND submittedDate:[%s0000 TO %s2359]"
            .formatted(category, compact(from), compact(to));
    URI address =
        URI.create(
            "%s?search_query=%s&start=%d&max_results=%d&sortBy=submittedDate&sortOrder=ascending"
                .formatted(base, encode(query), start, PAGE));
    return client.get(
        address,
        null,
        patience,
        answer -> {
          ArxivAtom.Feed feed = ArxivAtom.parse(answer.body());
          if (feed.entries().isEmpty() && feed.total() > start) {
            throw new IngestException("arXiv says there are more papers and sends none");
          }
          return feed;
        });
  }

  private static String compact(LocalDate day) {
    return day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
