package offprint.server.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.engine.Json;
import offprint.server.home.Home;
import offprint.server.paper.Fold;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The answers of the hub's interface. */
@Component
public final class Hub {
  private final HubTable table;
  private final EntryCache cache = new EntryCache();
  private final Clock clock = Clock.systemUTC();

  Hub(Home home) {
    this.table = new HubTable(JdbcClient.create(home.dataSource()));
  }

  /**
   * A page of a list.
   *
   * @param tag changes when the page does
   * @param next where the next page begins, null after the last
   */
  record Answer(byte[] json, String tag, @Nullable Cursor next) {}

  /** A page of daily papers. */
  Answer daily(HubQuery query, String site) {
    Period period = query.period() != null ? query.period() : Period.until(LocalDate.now(clock));
    long offset = query.cursor().isStart() ? (long) query.limit() * query.page() : 0;
    List<HubTable.Ref> refs =
        table.listed(query, period, query.trending(), query.limit() + 1, offset);
    boolean more = refs.size() > query.limit();
    List<HubTable.Ref> page = refs.subList(0, more ? query.limit() : refs.size());
    Cursor next = null;
    if (more) {
      next =
          query.trending()
              ? Cursor.afterAll(query.cursor(), page)
              : Cursor.after(query.cursor(), page);
    }
    return new Answer(json(page, site), tag(page), next);
  }

  Answer search(String query, int limit, String site) {
    return papers(table.named(Fold.key(query.replace('\0', ' ')), limit), site);
  }

  /** The newest places of these papers, in this order. */
  Answer papers(List<Long> ids, String site) {
    Map<Long, HubTable.Ref> byPaper =
        table.newest(ids).stream().collect(Collectors.toMap(HubTable.Ref::paper, ref -> ref));
    List<HubTable.Ref> refs = ids.stream().map(byPaper::get).filter(Objects::nonNull).toList();
    return new Answer(json(refs, site), tag(refs), null);
  }

  /**
   * @throws HubProblem if there is no such paper
   */
  ObjectNode paper(String id, String site) {
    return new EntryJson(row(id)).alone(site);
  }

  /**
   * @throws HubProblem if there is no such paper
   */
  HubTable.Row row(String id) {
    return table.find(unversioned(id)).orElseThrow(() -> HubProblem.noPaper(id));
  }

  boolean has(String id) {
    return table.exists(unversioned(id));
  }

  private static String unversioned(String id) {
    return id.replace('\0', ' ').replaceFirst("(?<=[0-9])v[0-9]+$", "");
  }

  private byte[] json(List<HubTable.Ref> refs, String site) {
    List<byte @Nullable []> parts = new ArrayList<>();
    List<HubTable.Ref> missing = new ArrayList<>();
    for (HubTable.Ref ref : refs) {
      byte[] known = cache.get(ref, site);
      parts.add(known);
      if (known == null) {
        missing.add(ref);
      }
    }
    Function<HubTable.Ref, byte @Nullable []> written = write(missing, site);
    ByteArrayOutputStream out = new ByteArrayOutputStream(refs.size() * 6_000 + 2);
    String separator = "[";
    for (int i = 0; i < refs.size(); i++) {
      byte[] part = parts.get(i);
      byte[] entry = part != null ? part : written.apply(refs.get(i));
      if (entry != null) {
        out.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(entry);
        separator = ",";
      }
    }
    out.writeBytes((separator.equals("[") ? "[]" : "]").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private Function<HubTable.Ref, byte @Nullable []> write(List<HubTable.Ref> refs, String site) {
    Map<String, byte[]> written = new HashMap<>();
    for (HubTable.Row row : table.rows(refs)) {
      written.put(
          row.paper() + " " + row.day(),
          Json.MAPPER.writeValueAsBytes(new EntryJson(row).entry(site)));
    }
    for (HubTable.Ref ref : refs) {
      byte[] json = written.get(ref.paper() + " " + ref.day());
      if (json != null) {
        cache.put(ref, site, json);
      }
    }
    return ref -> written.get(ref.paper() + " " + ref.day());
  }

  private static String tag(List<HubTable.Ref> refs) {
    long hash = refs.size();
    for (HubTable.Ref ref : refs) {
      hash = (hash * 0x9E3779B97F4A7C15L + ref.hashCode()) * 0xBF58476D1CE4E5B9L;
    }
    return "W/\"" + Long.toHexString(hash) + "\"";
  }
}
