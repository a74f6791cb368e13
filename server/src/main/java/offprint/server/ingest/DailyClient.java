package offprint.server.ingest;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads days of a server that speaks the Daily Papers API. */
final class DailyClient {
  private static final int PAGE = 100;
  private static final int PAGES = 200;
  private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*;[^,]*rel=\"?next\"?");

  private final URI server;
  private final PoliteClient client;

  DailyClient(URI server, PoliteClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * A day's list as lines of an import.
   *
   * @param etag entity tag, null if the day has several pages or the server sends none
   */
  record Day(List<ObjectNode> lines, @Nullable String etag, @Nullable String lastModified) {}

  private record Page(List<JsonNode> entries, @Nullable String next, PoliteClient.Answer answer) {}

  /** The list of a day; empty if unchanged since {@code known}. */
  Optional<Day> day(LocalDate day, IngestTable.@Nullable State known, Duration patience)
      throws InterruptedException, IngestException {
    List<ObjectNode> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Page page = page(first(day, 0), known, patience);
    if (page.answer().status() == 304) {
      return Optional.empty();
    }
    PoliteClient.Answer answer = page.answer();
    int number = 1;
    while (add(page, day, lines, seen) && number < PAGES) {
      URI next = next(page, day, number);
      if (next == null) {
        break;
      }
      number++;
      page = page(next, null, patience);
    }
    return Optional.of(
        new Day(
            lines,
            number == 1 ? answer.header("ETag") : null,
            number == 1 ? answer.header("Last-Modified") : null));
  }

  private URI first(LocalDate day, int page) {
    return URI.create(
        "%s/api/daily_papers?date=%s&limit=%d&p=%d".formatted(server, day, PAGE, page));
  }

  /** Adds a page; false if it held nothing new, as from a server without paging. */
  private static boolean add(Page page, LocalDate day, List<ObjectNode> lines, Set<String> seen) {
    boolean any = false;
    for (JsonNode entry : page.entries()) {
      Optional<ObjectNode> line = DailyLine.of(entry, day, lines.size() + 1);
      if (line.isPresent() && seen.add(entry.path("paper").path("id").asString())) {
        lines.add(line.get());
        any = true;
      }
    }
    return any;
  }

  /** Address of the next page; links to other servers are ignored. */
  private @Nullable URI next(Page page, LocalDate day, int number) {
    if (page.next() != null) {
      try {
        URI next = server.resolve(page.next());
        if (server.getAuthority().equals(next.getAuthority())) {
          return server.resolve(next.getRawPath() + "?" + next.getRawQuery());
        }
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return page.entries().size() < PAGE ? null : first(day, number);
  }

  private Page page(URI address, IngestTable.@Nullable State known, Duration patience)
      throws InterruptedException, IngestException {
    return client.get(address, known, patience, this::read);
  }

  private Page read(PoliteClient.Answer answer) throws IngestException {
    if (answer.status() == 304) {
      return new Page(List.of(), null, answer);
    }
    JsonNode node;
    try {
      node = answer.status() == 404 ? null : Json.MAPPER.readTree(answer.body());
    } catch (JacksonException e) {
      throw new IngestException("the answer of %s cannot be read".formatted(server.getHost()), e);
    }
    if (node == null || !node.isArray()) {
      throw new IngestException(
          "%s does not speak the Daily Papers API: its answer is no list"
              .formatted(server.getHost()));
    }
    List<JsonNode> entries = new ArrayList<>();
    node.forEach(entries::add);
    String link = answer.header("Link");
    Matcher next = NEXT.matcher(link == null ? "" : link);
    return new Page(entries, next.find() ? next.group(1) : null, answer);
  }
}
