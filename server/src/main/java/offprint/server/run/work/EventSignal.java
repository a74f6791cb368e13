package offprint.server.run.work;

/** Wakes the readers of event logs. */
public final class EventSignal {
  private long count;
  private boolean closed;

  synchronized void raise() {
    count++;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized long count() {
    return count;
  }

  /** Waits until {@link #count} is not {@code seen}, at most so long; false once closed. */
  public synchronized boolean await(long seen, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!closed && count == seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return !closed;
  }
}
