package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.convex.WordPartition;
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
  /** The meaning of a row of the table. */
  public enum Input {
    /** A possible state. */
    STATES,
    /** An observation of 0/1 columns; all words are possible. */
    WORDS
  }

  public record Params(
      @Param(
              label = "Table",
              help = "Possible states, or observed 0/1 words",
              value = "example:wolf-dice",
              accepts = Kind.TABLE)
          Source data,
      @Param(label = "Meaning of a row", help = "What a row is", value = "states") Input input,
      @Param(
              label = "Column of states",
              help = "Column that names states; empty: the first of text",
              columnOf = "data")
          String state,
      @Param(
              label = "Columns of features",
              help = "Columns whose averages are known; empty: all of numbers",
              value = "spots,elongation,axis_2_5",
              columnOf = "data")
          @Size(max = 400)
          List<String> features,
      @Param(
              label = "Column of prior weights",
              help = "Column of prior weights; empty: all equal",
              symbol = "q",
              columnOf = "data")
          String prior,
      @Param(
              label = "Column of counts",
              help = "Column of counts, to measure targets from; empty: none",
              value = "throws",
              columnOf = "data")
          String counts,
      @Param(
              label = "Known averages",
              help = "Known averages as feature=value, instead of measured ones",
              symbol = "m",
              columnOf = "data")
          @Size(max = 400)
          List<String> targets,
      @Param(
              label = "Observations",
              help = "Observations behind the targets; 0: from the counts, or unknown",
              symbol = "n",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("1e15")
          double samples,
      @Param(
              label = "Box",
              help = "Half-width that a target may be missed by: one for all, or one a feature")
          @Size(max = 400)
          List<Double> box,
      @Param(
              label = "Standard deviation",
              help = "Standard deviation of a target: one for all, or one a feature")
          @Size(max = 400)
          List<Double> sd,
      @Param(
              label = "Levels of constraints",
              help = "What each level adds, features joined by +; empty: one feature a level",
              columnOf = "data")
          @Size(max = 400)
          List<String> levels,
      @Param(
              label = "Bits a constraint joins",
              help = "Bits that a constraint on words joins at most",
              value = "2")
          @Min(1)
          @Max(3)
          int order,
      @Param(label = "Solver", help = "How exactly targets are met") Newton newton) {
    public Params {
      requireWidths("box", box);
      requireWidths("sd", sd);
    }

    private static void requireWidths(String name, List<Double> widths) {
      for (double width : widths) {
        if (!(width >= 0) || Double.isInfinite(width)) {
          throw new IllegalArgumentException(
              "%s must not be below 0: got %s".formatted(name, width));
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
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    if (p.input == Input.STATES) {
      return out.answer(new StateFit(p, out).tell());
    }
    if (!p.targets.isEmpty() || !p.levels.isEmpty() || !p.box.isEmpty() || !p.sd.isEmpty()) {
      throw new IllegalArgumentException(
          "targets, levels, box and sd are for input states: words measure their own frequencies");
    }
    WordTable words = WordTable.read(new Inputs(out), p);
    return out.answer(
        words.bits() > WordPartition.MOST_BITS
            ? new SampledFit(words, out).tell(p.order)
            : new WordFit(p, words, out).tell());
  }
}
