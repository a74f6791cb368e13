package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The distribution of maximum entropy over listed states, or over all words of 0/1 columns, that
 * has the given or measured averages: p_i = q_i exp(-sum_k lambda_k F_ik) / Z.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Fit implements Method<Fit.Params> {
  /** What a row of the table is. */
  public enum Input {
    /** A possible state. */
    STATES,
    /** An observation of 0/1 columns; all words are possible. */
    WORDS
  }

  public record Params(
      @Param(
              help = "Table of possible states, or of observed 0/1 words",
              value = "example:wolf-dice",
              accepts = Kind.TABLE)
          Source data,
      @Param(help = "What a row is", value = "states") Input input,
      @Param(
              help = "Column that names the states; empty: the first column of text",
              columnOf = "data")
          String state,
      @Param(
              help = "Columns whose averages are known; empty: all of numbers",
              value = "spots,elongation,axis_2_5",
              columnOf = "data")
          @Size(max = 400)
          List<String> features,
      @Param(help = "Column of prior weights; empty: all equal", symbol = "q", columnOf = "data")
          String prior,
      @Param(
              help = "Column of observed counts, from which targets are measured; empty: none",
              value = "throws",
              columnOf = "data")
          String counts,
      @Param(
              help = "Known averages as feature=value, instead of measured ones",
              symbol = "m",
              columnOf = "data")
          @Size(max = 400)
          List<String> targets,
      @Param(
              help = "Observations behind the targets; 0: from the counts, or unknown",
              symbol = "n",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("1e15")
          double samples,
      @Param(help = "Half-width that a target may be missed by: one for all, or one a feature")
          @Size(max = 400)
          List<Double> box,
      @Param(help = "Standard deviation of a target: one for all, or one a feature")
          @Size(max = 400)
          List<Double> sd,
      @Param(
              help = "What each level adds, features joined by +; empty: one feature a level",
              columnOf = "data")
          @Size(max = 400)
          List<String> levels,
      @Param(help = "Bits that a constraint on words joins at most", value = "2") @Min(1) @Max(3)
          int order,
      @Param(help = "Largest miss of a target, in standard deviations", value = "1e-12")
          @DecimalMin("1e-15")
          @DecimalMax("1e-3")
          double tol,
      @Param(help = "Most Newton steps", unit = "steps", value = "200") @Min(1) @Max(10_000)
          int maxIter) {
    public Params {
      for (double b : box) {
        if (!(b >= 0) || Double.isInfinite(b)) {
          throw new IllegalArgumentException("box must not be below 0: got " + b);
        }
      }
      for (double s : sd) {
        if (!(s >= 0) || Double.isInfinite(s)) {
          throw new IllegalArgumentException("sd must not be below 0: got " + s);
        }
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "fit",
        "From known averages to the least-committal distribution: multipliers with standard errors,"
            + " entropy per level of information, and which constraint matters.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "jaynes", "features=spots,elongation", "counts=", "targets=spots=4.5,elongation=0"),
        Preset.of(
            "words", "data=example:moby-dick-paragraphs", "input=words", "features=", "counts="));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    return switch (params.input) {
      case STATES -> new StateFit(params, run).report();
      case WORDS -> new WordFit(params, run).report();
    };
  }
}
