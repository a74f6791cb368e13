package offprint.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offprint.engine.Listener;

/**
 * Ends a run on Ctrl-C, on a termination signal and, when supervised, at the end of standard input,
 * which is how a child learns that its server is gone. The run has five seconds to reach its next
 * step and end there. If a step takes longer, as on a busy machine, this class deletes what the run
 * wrote and ends the process.
 */
final class StopSignal {
  private static final long GRACE_SECONDS = 5;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile Runnable abandon = () -> {};

  private StopSignal() {}

  static StopSignal install(boolean supervised) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::end, "stop"));
    if (supervised) {
      Thread.ofPlatform().daemon().name("supervisor").start(signal::awaitEndOfInput);
    }
    return signal;
  }

  /** True once the command should end by itself. */
  boolean stopped() {
    return stopped;
  }

  /** Sets the clean-up for a run that does not end in time. */
  void atLast(Runnable cleanUp) {
    abandon = cleanUp;
  }

  /** Must be called when the run is over, however it ended. */
  void done() {
    finished.countDown();
  }

  private void end() {
    if (finished.getCount() == 0) {
      return;
    }
    stopped = true;
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        abandon.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(Main.STOPPED);
    }
  }

  private void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // whatever the supervisor says means nothing; only the end counts
      }
    } catch (IOException e) {
      // a broken pipe is an end, too
    }
    end();
  }

  /** The listener, stopped by this signal. */
  Listener guard(Listener listener) {
    return new Listener() {
      @Override
      public void progress(double fraction, String stage) {
        listener.progress(fraction, stage);
      }

      @Override
      public void point(String series, double x, double y) {
        listener.point(series, x, y);
      }

      @Override
      public boolean stopped() {
        return stopped || listener.stopped();
      }
    };
  }
}
