package offprint.server.run.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in a run's folder that its method wrote. */
public final class Artifacts {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");
  private static final Set<String> OURS =
      Set.of("report.html", "report.json", "events.jsonl", "request.json", "log.txt");

  private Artifacts() {}

  /** True for the name of a file that a method may have written. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !OURS.contains(name);
  }

  /** Names of the files in a run's folder, sorted; none if there is no folder. */
  public static List<String> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(Artifacts::isName)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
