package offprint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.engine.Manifest;
import offprint.engine.Numbers;
import offprint.engine.Outcome;
import offprint.engine.PaperFile;
import offprint.engine.Verdict;

/** Writes measured figures and verdicts into the column "here" of a paper's table of claims. */
final class ClaimFigures {
  private ClaimFigures() {}

  static void put(Path file, List<Outcome> outcomes) throws IOException {
    Map<String, String> here = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      for (Verdict verdict : outcome.verdicts()) {
        Double value = verdict.value();
        if (value != null) {
          here.put(
              verdict.claim().task() + "/" + verdict.claim().id(),
              "%s, %s".formatted(Numbers.shown(value), ResultsFile.word(verdict)));
        }
      }
    }
    Manifest manifest = outcomes.getFirst().manifest();
    String checked =
        "%s, commit %s, %s, %d cores, JDK %s"
            .formatted(
                LocalDate.ofInstant(manifest.started(), ZoneOffset.UTC),
                manifest.platform().commit(),
                manifest.platform().cpu(),
                manifest.platform().cores(),
                manifest.platform().java());
    Files.writeString(
        file, PaperFile.filled(file.toString(), Files.readString(file), here, checked));
  }
}
