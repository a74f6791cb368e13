package offprint.server;

import java.util.List;

/** The command that starts a run in tests, for tests of other packages. */
public final class TestRunner {
  private TestRunner() {}

  public static List<String> launcher() {
    return ServerMain.launcher();
  }
}
