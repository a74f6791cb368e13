package offprint.server.run.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import offprint.server.run.work.Lengths;
import offprint.server.run.work.StoredRun;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as pages show it.
 *
 * @param key key in addresses, see {@link RunAccess}
 * @param seen whether the viewer may open it
 * @param mine whether it is the viewer's
 */
public record RunView(
    StoredRun run,
    String key,
    boolean seen,
    boolean mine,
    @Nullable String paperTitle,
    String paperUrl) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
  private static final Duration NOTICEABLE = Duration.ofSeconds(3);

  public long id() {
    return run.id();
  }

  public String address() {
    return "/runs/" + key;
  }

  /** Visibility of the run in words, "" for the default. */
  public String shownTo() {
    return switch (run.visibility()) {
      case PRIVATE -> "private";
      case LINK -> mine ? "by link" : "";
      case PUBLIC -> mine ? "public" : "";
    };
  }

  public String state() {
    return run.state().word();
  }

  String task() {
    return run.method().substring(run.method().indexOf('/') + 1);
  }

  public String formUrl() {
    return paperUrl + "/run/" + task();
  }

  public String asked() {
    return TIME.format(run.created().atZone(ZoneId.systemDefault()));
  }

  public Instant askedAt() {
    return run.created();
  }

  /** "3.2 s", "4 min 10 s", "" before the end. */
  public String took() {
    Duration took = run.took();
    return took == null ? "" : Lengths.inWords(took);
  }

  /** Time in the queue if it was noticeable, else "". */
  public String waited() {
    Instant started = run.started();
    Duration waited = started == null ? Duration.ZERO : Duration.between(run.created(), started);
    return waited.compareTo(NOTICEABLE) < 0 ? "" : Lengths.inWords(waited);
  }

  /** Labels and values of the parameters that differ from the preset. */
  public List<Setting> changed(ObjectNode preset) {
    return run.params().properties().stream()
        .filter(p -> !p.getValue().equals(preset.path(p.getKey())))
        .map(p -> new Setting(p.getKey(), shown(p.getValue())))
        .toList();
  }

  public List<Setting> settings() {
    return run.params().properties().stream()
        .map(p -> new Setting(p.getKey(), shown(p.getValue())))
        .toList();
  }

  private static String shown(tools.jackson.databind.JsonNode value) {
    String text = value.isContainer() ? value.toString() : value.asString("");
    return text.isEmpty() || (value.isContainer() && value.isEmpty()) ? "–" : text;
  }

  /** A parameter's label and value. */
  public record Setting(String label, String value) {}
}
