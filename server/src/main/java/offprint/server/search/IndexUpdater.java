package offprint.server.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index in step with the database in a thread of its own. An index that is missing,
 * half-written, corrupt, of another version or ahead of the database is made again from nothing;
 * searches meanwhile find what it has already.
 */
final class IndexUpdater implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexUpdater.class);
  private static final long PAUSE_MILLIS = 300;
  private static final long COMMIT_NANOS = 5_000_000_000L;
  private static final long REFRESH_NANOS = 1_000_000_000L;
  private static final long SELDOM_NANOS = 60_000_000_000L; // both, while there is very much to put
  private static final long CHECK_NANOS = 3_000_000_000L;
  private static final int MOST_SEGMENTS = 10; // a search pays for each
  private static final int FEW_SEGMENTS = 4;
  private static final long RETRY_MILLIS = 5_000;
  private static final long VERIFIED_BYTES = 4_000_000; // a step: at most 13 MB a second
  private static final long VERIFY_NANOS = 24 * 3_600 * 1_000_000_000L;

  private final Path folder;
  private final Source source;
  private final long verifiedBytes;
  private final Thread thread = new Thread(this::run, "search index");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean damaged;
  private volatile @Nullable PaperIndex index;
  private volatile boolean complete;
  private volatile boolean verified; // since the index was opened
  private volatile boolean suspected;
  private final AtomicLong changes = new AtomicLong();
  private long committedAt = System.nanoTime();
  private long refreshedAt = System.nanoTime();
  private long checkedAt = System.nanoTime();
  private long verifiedAt = System.nanoTime();

  /** Where the papers come from. */
  interface Source {
    /** From where an index that is new begins to follow. */
    IndexPosition start();

    /** Whether all up to a position has been written here, and not elsewhere. */
    boolean knows(IndexPosition indexPosition);

    /** The papers written next after a position, and those whose vectors were; empty at the end. */
    Batch after(IndexPosition indexPosition);
  }

  /** Papers to be put into the index, and how far it is then. */
  record Batch(List<SearchDocument> papers, IndexPosition reached) {}

  IndexUpdater(Path folder, Source source) {
    this(folder, source, VERIFIED_BYTES);
  }

  /**
   * @param verifiedBytes whose checksums are compared in a step
   */
  IndexUpdater(Path folder, Source source, long verifiedBytes) {
    this.folder = folder;
    this.source = source;
    this.verifiedBytes = verifiedBytes;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** True once the index has all papers. */
  boolean isComplete() {
    return complete;
  }

  /** How many papers have been put into the index since this process started. */
  long changes() {
    return changes.get();
  }

  /**
   * Reads from the index.
   *
   * @return null while there is none, or if it turns out to be damaged and will be made again
   */
  <T> @Nullable T search(PaperIndex.Reading<T> reading) {
    for (int attempt = 0; attempt < 2; attempt++) {
      PaperIndex current = index;
      if (current == null) {
        return null;
      }
      try {
        return current.search(reading);
      } catch (AlreadyClosedException _) {
        // another one has taken its place
      } catch (IOException | InternalError e) {
        LOG.warn("the search index cannot be read: {}", e.toString());
        damaged = true;
        return null;
      } catch (RuntimeException e) {
        if (verified) {
          throw e;
        }
        LOG.warn("the search index may be damaged: {}", e.toString());
        suspected = true; // wrong bytes can look like anything
        return null;
      }
    }
    return null;
  }

  private void run() {
    while (!isStopped()) {
      try {
        step();
        pause(PAUSE_MILLIS);
      } catch (IOException | AlreadyClosedException | InternalError e) {
        LOG.warn("the search index is made again: {}", e.toString());
        replace();
      } catch (RuntimeException e) {
        if (!isStopped()) {
          LOG.error("the search index does not follow the database", e);
          pause(RETRY_MILLIS);
        }
      }
    }
    finish();
  }

  private void step() throws IOException {
    PaperIndex current = index;
    if (current == null) {
      current =
          Files.exists(folder)
              ? PaperIndex.open(folder)
              : PaperIndex.create(folder, source.start());
      index = current;
      verified = false;
    } else if (damaged) {
      throw new IOException("it cannot be read");
    }
    if (!source.knows(current.position())) {
      throw new IOException("it is of another database or ahead of this one");
    }
    boolean news = false;
    long began = System.nanoTime();
    for (Batch batch = source.after(current.position());
        !batch.papers().isEmpty() && !isStopped();
        batch = source.after(current.position())) {
      int put = current.put(batch.papers(), batch.reached());
      changes.addAndGet(put);
      news |= put > 0;
      // Each time ends a segment, and small ones are merged again and again.
      keepUp(current, Math.min((System.nanoTime() - began) / 4, SELDOM_NANOS));
    }
    if (news) {
      current.refresh();
    }
    complete = !isStopped();
    keepUp(current, 0);
    current.condense(MOST_SEGMENTS, FEW_SEGMENTS);
    if (System.nanoTime() - checkedAt > CHECK_NANOS) {
      current.check();
      checkedAt = System.nanoTime();
    }
  }

  /** Every file of the index is read again soon after it was opened, and once a day, slowly. */
  private void verify(PaperIndex current) throws IOException {
    boolean due = !verified || System.nanoTime() - verifiedAt > VERIFY_NANOS;
    if (due && current.verify(suspected ? Long.MAX_VALUE : verifiedBytes)) {
      verified = true;
      suspected = false;
      verifiedAt = System.nanoTime();
    }
  }

  private void keepUp(PaperIndex current, long patienceNanos) throws IOException {
    if (System.nanoTime() - committedAt > Math.max(COMMIT_NANOS, patienceNanos)
        && !current.isCommitted()) {
      current.commit();
      committedAt = System.nanoTime();
    }
    if (System.nanoTime() - refreshedAt > Math.max(REFRESH_NANOS, patienceNanos)) {
      current.refresh();
      refreshedAt = System.nanoTime();
    }
    verify(current);
  }

  private void replace() {
    complete = false;
    try {
      close(index);
      index = null;
      index = PaperIndex.create(folder, source.start());
      damaged = false;
      verified = true; // nothing is in it that was not written now
      verifiedAt = System.nanoTime();
    } catch (IOException | RuntimeException e) {
      LOG.error("no search: the folder {} cannot be written to", folder, e);
      pause(RETRY_MILLIS);
    }
  }

  private void finish() {
    PaperIndex current = index;
    try {
      if (current != null && !damaged) {
        current.commit();
      }
    } catch (IOException | AlreadyClosedException e) {
      LOG.warn("the search index is not up to date: {}", e.toString());
    }
    close(current);
  }

  private static void close(@Nullable PaperIndex index) {
    try {
      if (index != null) {
        index.close();
      }
    } catch (IOException | AlreadyClosedException | InternalError e) {
      LOG.warn("the search index was not closed: {}", e.toString());
    }
  }

  private boolean isStopped() {
    return stopping.getCount() == 0;
  }

  private void pause(long millis) {
    try {
      boolean _ = stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }

  /** Ends the thread once what it is doing is done; the index is complete up to there. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
