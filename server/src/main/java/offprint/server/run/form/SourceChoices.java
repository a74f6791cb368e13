package offprint.server.run.form;

import java.util.ArrayList;
import java.util.List;
import offprint.datasets.Dataset;
import offprint.engine.Examples;
import offprint.server.run.view.RunAccess;
import offprint.server.run.work.Artifacts;
import offprint.server.run.work.Bytes;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import offprint.server.upload.Uploads;
import org.springframework.stereotype.Component;

/** Choices of a source field besides a new file: examples and files of earlier runs. */
@Component
final class SourceChoices {
  private static final int RUNS = 30;

  private final Runs runs;
  private final RunAccess access;
  private final Uploads uploads;
  private final List<Dataset> examples = Examples.all();

  SourceChoices(Runs runs, RunAccess access, Uploads uploads) {
    this.runs = runs;
    this.access = access;
    this.uploads = uploads;
  }

  /** A reference and its label. */
  record Choice(String ref, String label) {}

  /**
   * Examples that fit a source.
   *
   * @param accepts kinds in lower case; empty: any
   */
  public List<Choice> examples(List<String> accepts) {
    return examples.stream()
        .filter(d -> accepts.isEmpty() || d.kinds().stream().anyMatch(accepts::contains))
        .map(d -> new Choice("example:" + d.name(), "%s (%s)".formatted(d.title(), d.file())))
        .toList();
  }

  /** Files of the latest finished runs, the viewer's own and those of the paper first. */
  List<Choice> earlier(String slug) {
    List<Choice> choices = new ArrayList<>();
    for (StoredRun run : runs.latestDone(access.viewer(), slug, RUNS)) {
      for (String file : Artifacts.in(runs.folder(run.id()))) {
        choices.add(
            new Choice(
                "run:%d/%s".formatted(run.id(), file),
                "Run %d, %s: %s".formatted(run.id(), run.method(), file)));
      }
    }
    return choices;
  }

  /**
   * True if the name of a file does not speak against one of the kinds that a source accepts.
   *
   * @param accepts kinds in lower case; empty: any
   */
  public boolean fits(Choice choice, List<String> accepts) {
    String ending = choice.ref().substring(choice.ref().lastIndexOf('.') + 1);
    String kind =
        switch (ending) {
          case "safetensors" -> "model";
          case "csv", "tsv", "jsonl", "npy" -> "table series graph text sequences";
          case "png", "jpg", "jpeg", "ppm", "pgm", "gif", "bmp" -> "picture";
          case "y4m" -> "clip";
          default -> "";
        };
    return kind.isEmpty() || accepts.isEmpty() || accepts.stream().anyMatch(kind::contains);
  }

  public boolean anyFits(List<Choice> offered, List<String> accepts) {
    return offered.stream().anyMatch(choice -> fits(choice, accepts));
  }

  /** Label of a reference that is neither an example nor among the files shown. */
  public String label(String ref) {
    return uploads
        .find(ref)
        .map(upload -> "Your file %s (%s)".formatted(upload.name(), Bytes.inWords(upload.bytes())))
        .orElse(ref);
  }
}
