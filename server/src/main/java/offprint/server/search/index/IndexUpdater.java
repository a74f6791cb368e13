package offprint.server.search.index;

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
 * Keeps the index in step with the database on a thread of its own. An index that is missing,
 * incomplete, corrupt, of another version or ahead of the database is rebuilt; searches meanwhile
 * use what is indexed already.
 */
public final class IndexUpdater implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexUpdater.class);
  private static final long PAUSE_MILLIS = 300;
  private static final long COMMIT_NANOS = 5_000_000_000L;
  private static final long REFRESH_NANOS = 1_000_000_000L;
  private static final long SELDOM_NANOS =
      60_000_000_000L; // both while very many papers are to be indexed
  private static final long CHECK_NANOS = 3_000_000_000L;
  private static final int MOST_SEGMENTS = 10; // each slows searches
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

  /** Source of papers. */
  public interface Source {
    /** Start position of a new index. */
    IndexPosition start();

    /** Whether a position belongs to this database. */
    boolean knows(IndexPosition indexPosition);

    /** The next changed papers and vectors after a position; empty at the end. */
    Batch after(IndexPosition indexPosition);
  }

  /** Papers to index, and the position reached by them. */
  public record Batch(List<SearchDocument> papers, IndexPosition reached) {}

  public IndexUpdater(Path folder, Source source) {
    this(folder, source, VERIFIED_BYTES);
  }

  /**
   * @param verifiedBytes verified per step
   */
  public IndexUpdater(Path folder, Source source, long verifiedBytes) {
    this.folder = folder;
    this.source = source;
    this.verifiedBytes = verifiedBytes;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether the index contains all papers. */
  public boolean isComplete() {
    return complete;
  }

  /** Number of papers indexed since the start of this process. */
  public long changes() {
    return changes.get();
  }

  /**
   * Reads from the index.
   *
   * @return null while there is no index, or if it is damaged and will be rebuilt
   */
  public <T> @Nullable T search(PaperIndex.Reading<T> reading) {
    for (int attempt = 0; attempt < 2; attempt++) {
      PaperIndex current = index;
      if (current == null) {
        return null;
      }
      try {
        return current.search(reading);
      } catch (AlreadyClosedException _) {
        // another index has replaced it
      } catch (IOException | InternalError e) {
        LOG.warn("the search index cannot be read: {}", e.toString());
        damaged = true;
        return null;
      } catch (RuntimeException e) {
        if (verified) {
          throw e;
        }
        LOG.warn("the search index may be damaged: {}", e.toString());
        suspected = true; // corrupt bytes can cause any exception
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

  /** Verifies every file of the index slowly, after opening and once a day. */
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
      verified = true; // a new index needs no verification
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

  /** Ends the thread after its current step. */
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
