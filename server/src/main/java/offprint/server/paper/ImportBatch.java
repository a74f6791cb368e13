package offprint.server.paper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import offprint.server.paper.ImportTable.Known;
import offprint.server.paper.ImportTable.Row;
import org.jspecify.annotations.Nullable;

/** A batch of an import: matches its lines to stored papers, then writes them. */
final class ImportBatch {
  private final ImportTable table;
  private final List<Papers.NumberedLine> lines;
  private final Map<String, Known> byArxiv = new HashMap<>();
  private final Map<String, Known> bySlug = new HashMap<>();
  private final List<Row> inserts = new ArrayList<>();
  private final List<Row> updates = new ArrayList<>();
  private final List<Row> places = new ArrayList<>();
  private final List<LineFault> faults = new ArrayList<>();

  ImportBatch(ImportTable table, List<Papers.NumberedLine> lines) {
    this.table = table;
    this.lines = lines;
  }

  List<LineFault> faults() {
    return faults;
  }

  /**
   * Writes the lines; to be called inside a transaction.
   *
   * @return how many papers are new
   */
  int store() {
    long change = table.nextChange();
    List<String> arxivs =
        lines.stream().map(line -> line.line().arxiv()).filter(Objects::nonNull).toList();
    List<String> slugs =
        lines.stream().map(line -> line.line().slug()).filter(Objects::nonNull).toList();
    table.known(arxivs, slugs).forEach(this::remember);
    long next = table.nextId();
    for (Papers.NumberedLine line : lines) {
      next += assign(line, next);
    }
    table.insert(inserts, change);
    table.update(updates, change);
    table.list(places);
    table.index(inserts);
    table.republish(updates);
    table.index(updates);
    return inserts.size();
  }

  /** Appends papers on no list to the list of their day; after {@link #store}. */
  void list(Function<String, Instant> listedAt) {
    List<ImportTable.Addition> additions = new ArrayList<>();
    for (List<Row> rows : List.of(inserts, updates)) {
      for (Row row : rows) {
        if (row.line().place() == null) {
          additions.add(new ImportTable.Addition(row.id(), listedAt.apply(row.line().published())));
        }
      }
    }
    table.append(additions);
  }

  private void remember(Known paper) {
    if (paper.arxiv() != null) {
      byArxiv.put(paper.arxiv(), paper);
    }
    if (paper.slug() != null) {
      bySlug.put(paper.slug(), paper);
    }
  }

  /** 1 if the line takes the row number {@code next}, else 0. */
  private int assign(Papers.NumberedLine numbered, long next) {
    PaperLine line = numbered.line();
    Known sameArxiv = line.arxiv() == null ? null : byArxiv.get(line.arxiv());
    Known sameSlug = line.slug() == null ? null : bySlug.get(line.slug());
    if (sameArxiv != null && sameSlug != null && sameArxiv.id() != sameSlug.id()) {
      faults.add(
          new LineFault(
              numbered.number(),
              "slug",
              "slug and arXiv id must name one paper: got %s and %s of two"
                  .formatted(line.slug(), line.arxiv())));
      return 0;
    }
    Known known = sameArxiv != null ? sameArxiv : sameSlug;
    Row row = new Row(known == null ? next : known.id(), line);
    (known == null ? inserts : updates).add(row);
    remember(
        new Known(
            row.id(),
            first(known == null ? null : known.slug(), line.slug()),
            first(known == null ? null : known.arxiv(), line.arxiv())));
    if (line.place() != null) {
      places.add(row);
    }
    return known == null ? 1 : 0;
  }

  private static @Nullable String first(@Nullable String stored, @Nullable String given) {
    return stored != null ? stored : given;
  }
}
