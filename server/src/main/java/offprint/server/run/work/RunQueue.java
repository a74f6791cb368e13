package offprint.server.run.work;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs as places become free, at most so many at once, and watches running ones. The state
 * of the queue is in the database alone.
 */
final class RunQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
  private static final long POLL_MILLIS = 2_000;
  private static final long WATCH_MILLIS = 1_000;
  private static final long PATIENCE_SECONDS = 10;

  private final Work work;
  private final Semaphore places;
  private final Semaphore calls = new Semaphore(0);
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean closed;

  /** Work of the queue. */
  interface Work {
    /** Takes the next run, if there is one. */
    Optional<Long> take();

    /** Executes a run to its end. */
    void execute(long id);

    /** Watches running runs; called about once a second. */
    void watch();
  }

  RunQueue(int parallel, Work work) {
    this.work = work;
    this.places = new Semaphore(parallel);
  }

  void start() {
    loops.execute(this::fillPlaces);
    loops.execute(this::watch);
  }

  /** Signals that there may be a run to take. */
  void call() {
    calls.release();
  }

  private void fillPlaces() {
    try {
      while (!closed) {
        places.acquire();
        Optional<Long> next = closed ? Optional.empty() : take();
        if (next.isPresent()) {
          workers.execute(() -> execute(next.get()));
        } else {
          places.release();
          calls.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
          calls.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Long> take() {
    try {
      return work.take();
    } catch (RuntimeException e) {
      LOG.error("no run can be taken up", e); // the database may come back
      return Optional.empty();
    }
  }

  private void execute(long id) {
    try {
      work.execute(id);
    } catch (RuntimeException e) {
      LOG.error("run {} was not executed to its end", id, e);
    } finally {
      places.release();
      call();
    }
  }

  private void watch() {
    try {
      while (!end.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          work.watch();
        } catch (RuntimeException e) {
          LOG.error("running runs cannot be looked after", e); // so may the disk
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when no run is executing. */
  @Override
  public void close() {
    closed = true;
    end.countDown();
    call();
    await(loops); // without interrupts, which would break a connection in use
    await(workers);
  }

  private static void await(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
