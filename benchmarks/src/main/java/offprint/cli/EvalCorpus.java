package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import offprint.server.ingest.ArxivId;
import offprint.server.paper.ChangedPaper;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.search.OfflineSearch;
import offprint.server.search.index.SearchDocument;
import offprint.server.vector.SentenceModel;
import offprint.server.vector.VectorConfig;
import offprint.server.vector.VectorFile;
import offprint.server.vector.VectorFile.Stored;
import offprint.server.vector.VectorFile.Titled;
import offprint.server.vector.Vectors;
import org.jspecify.annotations.Nullable;

/** Puts documents into an index, with their sentence vectors, and says how far it is. */
final class EvalCorpus {
  private static final int BATCH = 64; // as many vectors are lost at most if the process is killed
  private static final long REPORT_NANOS = 5_000_000_000L;

  private final OfflineSearch search;
  private final @Nullable VectorFile file;
  private final SentenceModel model;
  private final StopSignal stop;
  private final PrintWriter err;
  private final Set<String> keys = new HashSet<>();
  private final List<Pending> pending = new ArrayList<>();
  private final long started = System.nanoTime();
  private long reported = started;

  /**
   * A document without vector.
   *
   * @param paper its row number in an installation, 0 if it is of none
   * @param text what its vector stands for
   */
  private record Pending(SearchDocument document, long paper, Titled text) {}

  /**
   * @param file keeps the vectors, null for none
   * @param model of the vectors
   */
  EvalCorpus(
      OfflineSearch search,
      @Nullable VectorFile file,
      SentenceModel model,
      StopSignal stop,
      PrintWriter err) {
    this.search = search;
    this.file = file;
    this.model = model;
    this.stop = stop;
    this.err = err;
  }

  int size() {
    return keys.size();
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  /** How the corpus names a document: a paper of arXiv by its id without version. */
  String key(String id) {
    return has(id) ? id : ArxivId.parse(id).map(ArxivId::id).filter(this::has).orElse(id);
  }

  /** A few names, to show. */
  String someKeys() {
    return keys.stream().sorted().limit(3).collect(Collectors.joining(", "));
  }

  /**
   * The documents of a file.
   *
   * @param home where vectors of the same texts may be stored
   */
  void addFile(Path documents, Home home) throws IOException {
    Optional<offprint.server.home.Home> installation =
        file == null ? Optional.empty() : home.readable();
    try {
      Stored stored = installation.map(this::vectors).map(Vectors::ofTexts).orElse(Stored.NONE);
      Judgements.corpus(
          documents,
          document ->
              add(
                  SearchDocument.of(document.id(), document.title(), document.text()),
                  0,
                  new Titled(document.title(), document.text()),
                  stored));
      flush(stored);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      installation.ifPresent(offprint.server.home.Home::close);
    }
    search.refresh();
  }

  private Vectors vectors(offprint.server.home.Home installation) {
    return new Vectors(installation, model, VectorConfig.OFF);
  }

  /** The papers of a data folder, by arXiv id or slug. */
  void addInstallation(Home home) throws IOException {
    try (offprint.server.home.Home folder = home.existing()) {
      Papers papers = new Papers(folder);
      Vectors vectors = vectors(folder);
      Stored stored =
          digests -> vectors.ofPapers(pending.stream().map(Pending::paper).toList()).of(digests);
      long change = 0;
      long id = 0;
      for (List<ChangedPaper> batch = papers.changedAfter(change, id, BATCH);
          !batch.isEmpty();
          batch = papers.changedAfter(change, id, BATCH)) {
        for (ChangedPaper changed : batch) {
          StoredPaper paper = changed.paper();
          add(
              SearchDocument.of(paper, paper.address(), false, null),
              paper.id(),
              new Titled(paper.title(), paper.summary()),
              stored);
        }
        change = batch.getLast().change();
        id = batch.getLast().paper().id();
      }
      flush(stored);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    search.refresh();
  }

  private void add(SearchDocument document, long paper, Titled text, Stored stored) {
    if (!keys.add(document.key())) {
      throw new IllegalArgumentException(
          "_id must be given once: got %s again".formatted(document.key()));
    }
    pending.add(new Pending(document, paper, text));
    if (pending.size() == BATCH) {
      try {
        flush(stored);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void flush(Stored stored) throws IOException {
    List<SearchDocument> documents = pending.stream().map(Pending::document).toList();
    if (file != null && !pending.isEmpty()) {
      float[][] made =
          file.documents(pending.stream().map(Pending::text).toList(), stored, stop::stopped);
      List<SearchDocument> complete = new ArrayList<>();
      for (int i = 0; i < made.length; i++) {
        complete.add(documents.get(i).withVector(made[i]));
      }
      documents = complete;
    }
    search.add(documents);
    pending.clear();
    long now = System.nanoTime();
    if (now - reported > REPORT_NANOS) {
      reported = now;
      err.printf("%,d documents, %.0f a second%n", size(), size() / ((now - started) / 1e9));
      err.flush();
    }
  }
}
