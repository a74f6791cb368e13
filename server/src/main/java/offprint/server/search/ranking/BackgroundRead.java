package offprint.server.search.ranking;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A read on a thread of its own, parallel to the caller's. */
final class BackgroundRead<T> {
  private final FutureTask<T> task;

  private BackgroundRead(FutureTask<T> task) {
    this.task = task;
  }

  static <T> BackgroundRead<T> of(Callable<T> reading) {
    FutureTask<T> task = new FutureTask<>(reading);
    Thread.ofVirtual().name("search").start(task);
    return new BackgroundRead<>(task);
  }

  /** Waits for the result uninterruptibly, because its input is closed after the caller returns. */
  T get() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
