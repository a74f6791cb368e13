package offprint.server.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A stored answer of the Daily Papers API. */
public final class DailyAnswer {
  private DailyAnswer() {}

  /**
   * The list as lines of an import, places counted within each day. An invalid entry becomes a line
   * that the import refuses.
   *
   * @param json an array of entries; all of it is held in memory
   * @throws IllegalArgumentException if it is not an array
   */
  public static InputStream lines(InputStream json) {
    JsonNode list;
    try {
      list = Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the file must be JSON lines or one JSON array: " + Json.reason(e), e);
    }
    if (!list.isArray()) {
      throw new IllegalArgumentException("the file must be JSON lines or one JSON array");
    }
    Lines lines = new Lines();
    list.forEach(lines::add);
    return lines.read();
  }

  /** The same for one entry per line; other lines are kept unchanged. */
  public static InputStream ofLines(InputStream entries) throws IOException {
    Lines lines = new Lines();
    byte[] all = entries.readAllBytes();
    for (int start = 0; start < all.length; ) {
      int end = start;
      while (end < all.length && all[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(all, start, end);
      if (isEntry(line)) {
        lines.add(Json.MAPPER.readTree(line));
      } else {
        lines.add(line);
      }
      start = end + 1;
    }
    return lines.read();
  }

  /** Whether a line is an entry, not a paper as an export writes it. */
  public static boolean isEntry(byte[] line) {
    try {
      return Json.MAPPER.readTree(line).path("paper").isObject();
    } catch (JacksonException _) {
      return false;
    }
  }

  private static final class Lines {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<LocalDate, Integer> places = new HashMap<>();

    void add(JsonNode entry) {
      LocalDate day = day(entry);
      int place = day == null ? 0 : places.merge(day, 1, Integer::sum);
      Optional<ObjectNode> line = DailyLine.of(entry, day, place);
      add(Json.MAPPER.writeValueAsBytes(line.isPresent() ? line.get() : entry));
    }

    void add(byte[] line) {
      out.writeBytes(line);
      out.write('\n');
    }

    InputStream read() {
      return new ByteArrayInputStream(out.toByteArray());
    }
  }

  /**
   * The day whose list has the entry, null if it does not say. Before submittedOnDailyAt was there,
   * publishedAt of the entry said it; for a few days neither did, and publishedAt of the entry
   * stood before the paper's own.
   */
  private static @Nullable LocalDate day(JsonNode entry) {
    JsonNode paper = entry.path("paper");
    try {
      String listed = paper.path("submittedOnDailyAt").asString("");
      if (!listed.isEmpty()) {
        return Instant.parse(listed).atZone(ZoneOffset.UTC).toLocalDate();
      }
      Instant put = Instant.parse(entry.path("publishedAt").asString(""));
      return put.isBefore(Instant.parse(paper.path("publishedAt").asString("")))
          ? null
          : put.atZone(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
