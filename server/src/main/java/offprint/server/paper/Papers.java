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

  /** A visible paper by arXiv id or slug. */
  public Optional<StoredPaper> find(String id) {
    return id.indexOf('\0') < 0 ? table.find(id) : Optional.empty(); // PostgreSQL cannot store NUL
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

  /** Papers listed from {@code from} to {@code to}: a single day by place, several by upvotes. */
  public List<StoredPaper> listed(LocalDate from, LocalDate to, int limit, int offset) {
    return table.listed(from, to, limit, offset);
  }

  public int countListed(LocalDate from, LocalDate to) {
    return table.countListed(from, to);
  }

  /** Papers on no daily list, such as the founding papers. */
  public List<StoredPaper> unlisted(int limit, int offset) {
    return table.unlisted(limit, offset);
  }

  public int countUnlisted() {
    return table.countUnlisted();
  }

  public List<StoredPaper> withSlugs(Collection<String> slugs) {
    return table.withSlugs(slugs);
  }

  /** Papers in the order of {@code ids}; unknown ones are left out. */
  public List<StoredPaper> withIds(List<Long> ids) {
    Map<Long, StoredPaper> byId =
        table.withIds(ids).stream().collect(Collectors.toMap(StoredPaper::id, p -> p));
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  /** The last change number of each paper; unknown ones are left out. */
  public Map<Long, Long> changes(List<Long> ids) {
    return table.changes(ids);
  }

  /** A random number that identifies this database. */
  public long identity() {
    return table.identity(new SecureRandom().nextLong());
  }

  /** The change counter of papers and lists. */
  public long changes() {
    return table.changes();
  }

  /**
   * Papers in order of their last write: begin with 0 and 0, continue with the change and id of the
   * last one.
   */
  public List<ChangedPaper> changedAfter(long change, long id, int limit) {
    return table.changedAfter(change, id, limit);
  }

  /** The latest day with a list, not after {@code day}. */
  public Optional<LocalDate> newestDay(LocalDate day) {
    return table.newestDay(day);
  }

  /** The earliest day with a list, not before {@code day}. */
  public Optional<LocalDate> oldestDay(LocalDate day) {
    return table.oldestDay(day);
  }

  /**
   * Adds votes and comments given here to a paper's counts, in the transaction that stores or
   * removes them; lists and rankings follow.
   *
   * @param upvotes below 0 for withdrawn votes
   * @param comments below 0 for hidden or deleted comments
   */
  public void count(long paper, int upvotes, int comments) {
    transaction.executeWithoutResult(_ -> tallyTable.add(paper, upvotes, comments));
  }

  /** Upvotes of a paper: the greatest number that a list reports, with those given here. */
  public int upvotes(long paper) {
    return tallyTable.upvotes(paper);
  }

  /** Hides a paper from lists, search, feeds, interfaces and mail; exports keep it. */
  public void hide(StoredPaper paper, String reason) {
    transaction.executeWithoutResult(
        _ -> hiddenTable.hide(paper.id(), reason, System.currentTimeMillis()));
  }

  /** Shows a hidden paper again. */
  public void show(HiddenPaper paper) {
    transaction.executeWithoutResult(_ -> hiddenTable.show(paper.id()));
  }

  /** Hidden papers, last hidden first. */
  public List<HiddenPaper> hidden() {
    return hiddenTable.all();
  }

  /** Stores the founding papers that are missing. */
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

  /** Gives a paper with methods a page. */
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
   * Imports JSON lines. Known papers are updated, so that importing the same again changes nothing.
   * Writes {@value #BATCH} lines per transaction.
   *
   * @throws IOException if the stream fails; complete batches stay
   */
  public ImportResult importLines(InputStream in) throws IOException {
    return importLines(in, null);
  }

  /**
   * Imports lines without a day: a paper on no list is appended to one, in the same transaction.
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

  /** A valid line and its number. */
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
