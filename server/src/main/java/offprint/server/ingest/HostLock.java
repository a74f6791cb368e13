package offprint.server.ingest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Serialises requests to a host, with a pause after each, across all processes on the same
 * database. A process that dies holding the lock blocks the others for at most the duration of a
 * request.
 */
final class HostLock {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final IngestTable table;
  private final String gate;
  private final long pauseMillis;
  private final long leaseMillis;

  HostLock(IngestTable table, String host, Duration pause, Duration lease) {
    this.table = table;
    this.gate = "gate:" + host;
    this.pauseMillis = pause.toMillis();
    this.leaseMillis = lease.toMillis();
  }

  /** Work done while holding the lock. */
  interface Work<T> {
    T run() throws InterruptedException, IngestException;
  }

  /**
   * Waits for the lock and does the work.
   *
   * @throws IngestException if the lock is not free within {@code patience}
   */
  <T> T with(Duration patience, Work<T> work) throws InterruptedException, IngestException {
    long deadline = System.currentTimeMillis() + patience.toMillis();
    if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw busy();
    }
    try {
      long taken = take(deadline);
      try {
        return work.run();
      } finally {
        table.give(gate, taken, System.currentTimeMillis() + pauseMillis);
      }
    } finally {
      lock.unlock();
    }
  }

  private long take(long deadline) throws InterruptedException, IngestException {
    while (true) {
      long now = System.currentTimeMillis();
      long until = now + leaseMillis;
      if (table.take(gate, now, until)) {
        return until;
      }
      if (now >= deadline) {
        throw busy();
      }
      Thread.sleep(Math.clamp(pauseMillis / 10, 5, 200));
    }
  }

  private IngestException busy() {
    return new IngestException(
        "%s is asked one thing at a time, and others wait already: try again in a minute"
            .formatted(gate.substring("gate:".length())));
  }
}
