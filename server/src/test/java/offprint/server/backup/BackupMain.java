package offprint.server.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import offprint.server.TestProcess;
import offprint.server.home.Home;

/**
 * Writes or restores a backup, as a process of its own that is to be killed. Arguments: "write" or
 * "restore", file, data folder, database, and the step at which it says "here" and stays.
 */
final class BackupMain {
  private BackupMain() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[1]);
    Consumer<String> progress =
        step -> {
          if (step.equals(args[4])) {
            System.out.println("here");
            stay();
          }
        };
    if (args[0].equals("write")) {
      try (Home home = Home.toRead(Path.of(args[2]), args[3])) {
        Backup.write(home, file, progress);
      }
    } else {
      Backup.restore(file, Path.of(args[2]), args[3], progress);
    }
    System.out.println("done");
  }

  /** Lets it come to a step and kills it there. */
  static void kill(String act, Path file, Path folder, String database, String step)
      throws IOException, InterruptedException {
    at(act, file, folder, database, step).destroyForcibly().waitFor();
  }

  /** Lets it come to a step, where it stays. */
  static Process at(String act, Path file, Path folder, String database, String step)
      throws IOException {
    Process process =
        TestProcess.builder(
                BackupMain.class, act, file.toString(), folder.toString(), database, step)
            .start();
    BufferedReader out = process.inputReader();
    String said = String.valueOf(out.readLine());
    if (!said.equals("here")) {
      process.destroyForcibly();
      throw new AssertionError("%s did not come to %s: %s".formatted(act, step, said));
    }
    return process;
  }

  private static void stay() {
    try {
      Thread.sleep(600_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
