package offprint.server.run.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.engine.Outcome;
import tools.jackson.core.JacksonException;

/** The {@code report.json} in the folder of a run that is done. */
public final class StoredReport {
  private StoredReport() {}

  public static Outcome read(Path folder) throws IOException {
    return Outcome.parse(Files.readAllBytes(folder.resolve("report.json")));
  }

  /** The answer for lists, "" where there is none to read. */
  static String answer(Path folder) {
    try {
      return read(folder).report().answer();
    } catch (IOException | JacksonException _) {
      return ""; // the run's page reports the fault
    }
  }
}
