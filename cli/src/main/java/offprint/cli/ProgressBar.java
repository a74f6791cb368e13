package offprint.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import offprint.engine.Outcome;

/** A bar that redraws itself on a terminal; silent elsewhere. */
final class ProgressBar implements Output {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter err;
  private final boolean terminal;
  private long drawn;
  private int length;

  ProgressBar(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public synchronized void progress(double fraction, String stage) {
    long now = System.nanoTime();
    if (!terminal || (drawn != 0 && now - drawn < REDRAW_NANOS)) {
      return;
    }
    drawn = now;
    int full = (int) Math.round(fraction * WIDTH);
    String line =
        String.format(
            Locale.ROOT,
            "%s%s %3.0f %%  %s",
            "█".repeat(full),
            "░".repeat(WIDTH - full),
            fraction * 100,
            stage.length() > 60 ? stage.substring(0, 60) : stage);
    err.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
    err.flush();
    length = line.length();
  }

  @Override
  public void finished(Outcome outcome) {
    clear();
  }

  @Override
  public void failed(Failure failure) {
    clear();
  }

  private synchronized void clear() {
    if (length > 0) {
      err.print("\r" + " ".repeat(length) + "\r");
      err.flush();
      length = 0;
    }
  }
}
