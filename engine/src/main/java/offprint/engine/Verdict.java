package offprint.engine;

import java.util.List;
import offprint.method.Report;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a claim.
 *
 * @param value the metric, null where the claim was not judged
 */
public record Verdict(Claim claim, Outcome outcome, @Nullable Double value) {
  public enum Outcome {
    HOLDS("holds"),
    FAILS("fails"),
    NOT_RUN("not run"),
    /** The reader changed the data or a parameter, and the paper says nothing of that setting. */
    NOT_JUDGED("not judged: own data");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * Judges every claim of a method by a report.
   *
   * @param preset the preset that the report is of, "" for none
   * @throws IllegalStateException if the report lacks a metric that a claim of this preset names
   */
  static List<Verdict> judge(PaperMethod<?> method, String preset, Report report) {
    return method.claims().stream().map(claim -> judge(claim, preset, report)).toList();
  }

  /** All claims of a method, not run yet. */
  public static List<Verdict> notRun(PaperMethod<?> method) {
    return method.claims().stream()
        .map(claim -> new Verdict(claim, Outcome.NOT_RUN, null))
        .toList();
  }

  private static Verdict judge(Claim claim, String preset, Report report) {
    if (claim.isRunnable() && preset.isEmpty()) {
      return new Verdict(claim, Outcome.NOT_JUDGED, null);
    }
    if (!claim.isRunnable() || !claim.preset().equals(preset)) {
      return new Verdict(claim, Outcome.NOT_RUN, null);
    }
    Double value = report.metrics().get(claim.metric());
    if (value == null) {
      throw new IllegalStateException(
          "claim %s: the report has no metric %s".formatted(claim.id(), claim.metric()));
    }
    return new Verdict(claim, claim.holds(value) ? Outcome.HOLDS : Outcome.FAILS, value);
  }
}
