package offprint.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offprint.server.paper.ChangedPaper;
import offprint.server.paper.Papers;
import offprint.server.search.OfflineSearch;
import offprint.server.search.SearchDocument;
import offprint.server.vector.VectorFile;
import offprint.server.vector.VectorFile.Titled;
import org.jspecify.annotations.Nullable;

/** Puts documents into an index, with their sentence vectors, and says how far it is. */
final class EvalCorpus {
  private static final int BATCH = 256;
  private static final long REPORT_NANOS = 5_000_000_000L;

  private final OfflineSearch search;
  private final @Nullable VectorFile vectors;
  private final PrintWriter err;
  private final Set<String> keys = new HashSet<>();
  private final List<Pending> pending = new ArrayList<>();
  private final long started = System.nanoTime();
  private long reported = started;

  /** A document without vector, and the text its vector stands for. */
  private record Pending(SearchDocument document, Titled text) {}

  EvalCorpus(OfflineSearch search, @Nullable VectorFile vectors, PrintWriter err) {
    this.search = search;
    this.vectors = vectors;
    this.err = err;
  }

  int size() {
    return keys.size();
  }

  boolean has(String key) {
    return keys.contains(key);
  }

  void addFile(Path file) throws IOException {
    try {
      Judgements.corpus(
          file,
          document ->
              add(
                  SearchDocument.of(document.id(), document.title(), document.text()),
                  new Titled(document.title(), document.text())));
      flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    search.refresh();
  }

  /** The papers of a data folder, by arXiv id or slug. */
  void addInstallation(Home home) throws IOException {
    try (offprint.server.home.Home folder = home.existing()) {
      Papers papers = new Papers(folder);
      long change = 0;
      long id = 0;
      for (List<ChangedPaper> batch = papers.changedAfter(change, id, BATCH);
          !batch.isEmpty();
          batch = papers.changedAfter(change, id, BATCH)) {
        for (ChangedPaper changed : batch) {
          add(
              SearchDocument.of(changed.paper(), changed.paper().address(), false, null),
              new Titled(changed.paper().title(), changed.paper().summary()));
        }
        change = batch.getLast().change();
        id = batch.getLast().paper().id();
      }
      flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    search.refresh();
  }

  private void add(SearchDocument document, Titled text) {
    if (!keys.add(document.key())) {
      throw new IllegalArgumentException(
          "_id must be given once: got %s again".formatted(document.key()));
    }
    pending.add(new Pending(document, text));
    if (pending.size() == BATCH) {
      try {
        flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void flush() throws IOException {
    List<SearchDocument> documents = pending.stream().map(Pending::document).toList();
    if (vectors != null && !pending.isEmpty()) {
      float[][] made = vectors.documents(pending.stream().map(Pending::text).toList());
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
