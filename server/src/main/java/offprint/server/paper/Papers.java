package offprint.server.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.engine.Json;
import offprint.method.Paper;
import offprint.server.home.Home;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The papers of a data folder. Needs no running server: the commands import and export use it too.
 */
@Component
public final class Papers {
  private static final int BATCH = 2_000;

  private final PaperTable table;
  private final HiddenTable hiddenTable;
  private final ImportTable importTable;
  private final TallyTable tallyTable;
  private final TransactionTemplate transaction;

  public Papers(Home home) {
    this.table = new PaperTable(JdbcClient.create(home.dataSource()));
    this.tallyTable = new TallyTable(JdbcClient.create(home.dataSource()));
    this.hiddenTable = new HiddenTable(JdbcClient.create(home.dataSource()));
    this.importTable = new ImportTable(home.dataSource());
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** By arXiv id or by slug; none that is out of sight. */
  public Optional<StoredPaper> find(String id) {
    return id.indexOf('\0') < 0 ? table.find(id) : Optional.empty(); // PostgreSQL has no such text
  }

  PaperDetails details(long id) {
    return table.details(id);
  }

  /** arXiv ids or slugs of the papers with row numbers above {@code from} up to {@code to}. */
  public List<String> addresses(long from, long to) {
    return table.addresses(from, to);
  }

  /** The greatest row number, 0 if there is none. */
  public long last() {
    return table.last();
  }

  /** Listed on a day from {@code from} to {@code to}: a day in its order, a span by upvotes. */
  public List<StoredPaper> listed(LocalDate from, LocalDate to, int limit, int offset) {
    return table.listed(from, to, limit, offset);
  }

  public int countListed(LocalDate from, LocalDate to) {
    return table.countListed(from, to);
  }

  /** Not on any day's list, such as the founding papers. */
  public List<StoredPaper> unlisted(int limit, int offset) {
    return table.unlisted(limit, offset);
  }

  public int countUnlisted() {
    return table.countUnlisted();
  }

  public List<StoredPaper> withSlugs(Collection<String> slugs) {
    return table.withSlugs(slugs);
  }

  /** In the order of {@code ids}; those that are not there are left out. */
  public List<StoredPaper> withIds(List<Long> ids) {
    Map<Long, StoredPaper> byId =
        table.withIds(ids).stream().collect(Collectors.toMap(StoredPaper::id, p -> p));
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  /** The change at which each of these papers was last written; those that are not there miss. */
  public Map<Long, Long> changes(List<Long> ids) {
    return table.changes(ids);
  }

  /** A random number that stays with this database, to tell it from others. */
  public long identity() {
    return table.identity(new SecureRandom().nextLong());
  }

  /** A number that grows with every write to the papers or their lists. */
  public long changes() {
    return table.changes();
  }

  /**
   * The papers in the order of their last writing, for whoever follows them: begin with 0 and 0, go
   * on with the last one's change and id.
   */
  public List<ChangedPaper> changedAfter(long change, long id, int limit) {
    return table.changedAfter(change, id, limit);
  }

  /** The last day with a list that is not after {@code day}. */
  public Optional<LocalDate> newestDay(LocalDate day) {
    return table.newestDay(day);
  }

  /** The first day with a list that is not before {@code day}. */
  public Optional<LocalDate> oldestDay(LocalDate day) {
    return table.oldestDay(day);
  }

  /**
   * Adds votes and comments given here to a paper's counts; lists and rankings follow. Belongs into
   * the transaction that stores or removes them.
   *
   * @param upvotes below 0 for votes taken back
   * @param comments below 0 for comments that are shown no more
   */
  public void count(long paper, int upvotes, int comments) {
    transaction.executeWithoutResult(_ -> tallyTable.add(paper, upvotes, comments));
  }

  /** The most that a list says, with those given here; those alone for a paper on no list. */
  public int upvotes(long paper) {
    return tallyTable.upvotes(paper);
  }

  /** Takes a paper out of lists, search, feeds, interfaces and mail; an export keeps it. */
  public void hide(StoredPaper paper, String reason) {
    transaction.executeWithoutResult(
        _ -> hiddenTable.hide(paper.id(), reason, System.currentTimeMillis()));
  }

  /** Puts it back. */
  public void show(HiddenPaper paper) {
    transaction.executeWithoutResult(_ -> hiddenTable.show(paper.id()));
  }

  /** Papers out of sight, the last first. */
  public List<HiddenPaper> hidden() {
    return hiddenTable.all();
  }

  /** Puts in the founding papers that are not there, under neither of their names. */
  public void found() {
    List<PaperLine> lines = foundingLines();
    List<NumberedLine> missing = new ArrayList<>();
    for (PaperLine line : lines) {
      if (!has(line.slug()) && !has(line.arxiv())) {
        missing.add(new NumberedLine(missing.size() + 1, line));
      }
    }
    if (!missing.isEmpty()) {
      write(missing, null, new Tally());
    }
  }

  private boolean has(@Nullable String id) {
    return id != null && table.has(id);
  }

  private static List<PaperLine> foundingLines() {
    try (InputStream in = Papers.class.getResourceAsStream("founding-papers.jsonl")) {
      LineReader reader = new LineReader(Objects.requireNonNull(in, "founding-papers.jsonl"));
      List<PaperLine> lines = new ArrayList<>();
      for (String text = reader.next(); text != null; text = reader.next()) {
        LineParser parser = new LineParser(reader.number());
        PaperLine line = parser.parse(text);
        if (line == null) {
          throw new IllegalStateException("the founding papers: " + parser.faults());
        }
        lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes sure that a paper with methods has a page. */
  public void adopt(Paper paper) {
    String arxiv = paper.arxiv().isEmpty() ? null : paper.arxiv();
    if (table.has(paper.slug())) {
      return;
    }
    PaperLine line =
        new PaperLine(
            paper.slug(),
            arxiv,
            paper.title(),
            Json.MAPPER.createArrayNode(),
            0,
            paper.published().toString(),
            "",
            paper.code() == null ? null : paper.code().toString(),
            null,
            Json.MAPPER.createArrayNode(),
            null,
            Json.MAPPER.createObjectNode());
    write(new ArrayList<>(List.of(new NumberedLine(0, line))), null, new Tally());
  }

  /**
   * Reads JSON lines. What is there already is brought up to date, so a second import of the same
   * changes nothing. Writes {@value #BATCH} lines a transaction.
   *
   * @throws IOException if the stream breaks; complete batches stay
   */
  public ImportResult importLines(InputStream in) throws IOException {
    return importLines(in, null);
  }

  /**
   * The same with lines that name no day: a paper that stands on no list yet goes to the end of
   * one, in the same transaction.
   *
   * @param listedAt of {@code published}, as the line gives it; its day in UTC is the list's
   */
  public ImportResult importListed(InputStream in, Function<String, Instant> listedAt)
      throws IOException {
    return importLines(in, listedAt);
  }

  private ImportResult importLines(InputStream in, @Nullable Function<String, Instant> listedAt)
      throws IOException {
    LineReader reader = new LineReader(in);
    Tally tally = new Tally();
    List<NumberedLine> batch = new ArrayList<>();
    for (String text = reader.next(); text != null; text = reader.next()) {
      if (text.isBlank() && reader.fault().isEmpty()) {
        continue;
      }
      tally.lines++;
      LineParser parser = new LineParser(reader.number());
      PaperLine line = reader.fault().isEmpty() ? parser.parse(text) : null;
      if (line != null) {
        batch.add(new NumberedLine(reader.number(), line));
      } else {
        tally.faulty(
            reader.fault().isEmpty()
                ? parser.faults()
                : List.of(new LineFault(reader.number(), "", reader.fault())));
      }
      if (batch.size() == BATCH) {
        write(batch, listedAt, tally);
      }
    }
    write(batch, listedAt, tally);
    return new ImportResult(tally.lines, tally.added, tally.faultyLines, List.copyOf(tally.faults));
  }

  private void write(
      List<NumberedLine> batch, @Nullable Function<String, Instant> listedAt, Tally tally) {
    transaction.executeWithoutResult(
        _ -> {
          ImportBatch work = new ImportBatch(importTable, batch);
          tally.added += work.store();
          if (listedAt != null) {
            work.list(listedAt);
          }
          work.faults().forEach(fault -> tally.faulty(List.of(fault)));
        });
    batch.clear();
  }

  /**
   * Writes every paper as JSON lines that an import reads back to the same.
   *
   * @return how many lines
   */
  public long exportLines(OutputStream out) throws IOException {
    LineWriter writer = new LineWriter(out);
    try {
      table.each(writer::write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
    return writer.lines();
  }

  /**
   * Writes some papers as JSON lines, without their lists.
   *
   * @param notes by row number, "" or missing for none
   */
  public void exportLines(List<Long> ids, Map<Long, String> notes, OutputStream out)
      throws IOException {
    LineWriter writer = new LineWriter(out);
    Map<Long, PaperLine> lines = table.lines(ids);
    for (Long id : ids) {
      PaperLine line = lines.get(id);
      if (line != null) {
        writer.write(line, notes.getOrDefault(id, ""));
      }
    }
    writer.flush();
  }

  /** A line that can be read and its number. */
  record NumberedLine(long number, PaperLine line) {}

  private static final class Tally {
    private final List<LineFault> faults = new ArrayList<>();
    private long lines;
    private long added;
    private long faultyLines;

    void faulty(List<LineFault> more) {
      faultyLines++;
      more.stream().limit(Math.max(0, ImportResult.SHOWN - faults.size())).forEach(faults::add);
    }
  }
}
