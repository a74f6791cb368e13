package offprint.papers.validatedinference;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.inference.exact.StateLimit;
import offprint.kernels.inference.part.RandomChance;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** Fits a model to a table by a pipeline of parts, and certifies those parts. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Fit implements Method<Fit.Params> {
  private static final int MOST_SHOWN = 30;
  private static final int MOST_DRAWN = 3;
  private static final int BINS = 40;
  private static final double POOR_R_HAT = 1.01;
  private static final int POOR_SIZE = 100;

  /** Parameters. */
  public record Params(
      @Param(label = "Model", help = "Model and data") Bound.Params bound,
      @Param(
              label = "Pipeline",
              help =
                  "is(n), smc(n, resampler, ess), rmsmc(n, moves, every, resampler, ess), mh(steps,"
                      + " burn, thin), pmmh(steps, n), smc2(outer, inner, moves) or exact()",
              value = "rmsmc(n=500, moves=5, every=10)")
          String pipeline,
      @Param(
              label = "Repeats",
              help = "Independent populations, or chains, for error bars",
              value = "2")
          @Min(1)
          @Max(1_000)
          int repeats,
      @Param(
              label = "Reference",
              help = "A second pipeline whose results are drawn beside; empty: none",
              advanced = true)
          String reference) {}

  @Override
  public Card card() {
    return new Card(
        "fit",
        "Fits a model that you write to a table of yours: posterior, evidence with its error, and a"
            + " certificate of the parts that made them.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "hmm", "model=hmm", "pipeline=smc(n=1000)", "reference=smc(n=20000)", "repeats=4"),
        Preset.of("full", "pipeline=rmsmc(n=1000, moves=20, every=10)", "repeats=4"));
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Recipe recipe = Recipe.parse("pipeline", p.pipeline);
    Bound bound = Bound.of(p.bound, out);
    RandomChance chance = new RandomChance(run.random().nextLong());
    Inference.Result result =
        new Inference(bound, recipe, p.repeats).run(chance.stream(0), Part.of(run, 0, 0.7, ""));
    Posterior posterior = result.posterior();
    Inference.Result reference = null;
    if (!p.reference.isBlank()) {
      Recipe second = Recipe.parse("reference", p.reference);
      reference =
          new Inference(bound, second, p.repeats)
              .run(chance.stream(1), Part.of(run, 0.7, 0.9, "reference"));
    }
    Frame summary = posterior.summary();
    String shownTitle = summary.rows() > MOST_SHOWN ? "Posterior, the first rows" : "Posterior";
    out.table(shownTitle, summary.first(MOST_SHOWN));
    for (int v = 0; v < Math.min(MOST_DRAWN, posterior.names().size()); v++) {
      out.chart(marginal(posterior, reference == null ? null : reference.posterior(), v));
    }
    if (!result.steps().isEmpty()) {
      out.chart(steps(result.steps()));
      out.metric(
          "ancestors_least",
          Arrays.stream(result.steps().numbers("ancestors")).min().orElseThrow());
    }
    String evidence = evidence(posterior, out);
    quality(posterior, result, recipe, out);
    certify(recipe, Part.of(run, 0.9, 1, "certificate"), out);
    out.csv("posterior.csv", summary);
    out.file("particles.jsonl", ParticleFile.text(bound, posterior, chance.stream(2)));
    for (int v = 0; v < Math.min(MOST_SHOWN, posterior.names().size()); v++) {
      out.metric("mean_" + posterior.names().get(v), posterior.mean(v));
      out.metric("sd_" + posterior.names().get(v), posterior.deviation(v));
    }
    return out.answer(
        "%s is %s ± %s (90 %% from %s to %s)%s, by %s over %s."
            .formatted(
                posterior.names().getFirst(),
                Wording.number(posterior.mean(0)),
                Wording.number(posterior.deviation(0)),
                Wording.number(posterior.quantile(0, 0.05)),
                Wording.number(posterior.quantile(0, 0.95)),
                evidence,
                recipe.text(),
                Wording.count(bound.rows(), "row")));
  }

  private static String evidence(Posterior posterior, Findings out) {
    if (posterior.logEvidence().length == 0) {
      return "";
    }
    double[] evidence = posterior.evidence();
    out.metric("log_evidence", evidence[0]);
    if (Double.isNaN(evidence[1])) {
      return "; log evidence %.4g".formatted(evidence[0]);
    }
    out.metric("log_evidence_error", evidence[1]);
    return "; log evidence %.5g ± %s".formatted(evidence[0], Wording.number(evidence[1]));
  }

  private static void quality(
      Posterior posterior, Inference.Result result, Recipe recipe, Findings out) {
    out.metric("effective_size", posterior.effectiveSize())
        .metric("distinct", (double) posterior.distinct());
    if (recipe.kind() == Recipe.Kind.EXACT) {
      return;
    }
    if (recipe.kind().isChain()) {
      out.metric("acceptance", result.acceptance());
      double worst = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int v = 0; v < posterior.names().size(); v++) {
        worst = Math.max(worst, posterior.diagnostics(v).rHat());
        least = Math.min(least, posterior.diagnostics(v).bulkEss());
      }
      if (worst > POOR_R_HAT) {
        out.warning(
            "The chains disagree: R-hat is %s, where at most 1.01 is wanted; take more steps or rmsmc."
                .formatted(Wording.number(worst)));
      }
      if (least < POOR_SIZE) {
        out.warning(
            "The chains are worth only %s independent draws: take more steps."
                .formatted(Wording.number(least)));
      }
    } else if (posterior.effectiveSize() < POOR_SIZE || posterior.distinct() < POOR_SIZE) {
      out.warning(
          "Few particles carry the posterior: effective size %s, %s. Without moves a population collapses; use rmsmc with more moves or more particles."
              .formatted(
                  Wording.number(posterior.effectiveSize()),
                  Wording.count(posterior.distinct(), "different particle")));
    }
  }

  private static void certify(Recipe recipe, Part part, Findings out) {
    StateLimit limit = new StateLimit(2_000_000, part::repeat);
    part.progress(0, "checking the parts in fractions");
    Checks checks = new Checks(2, limit);
    Recipe light = recipe.withMoves(Math.min(1, recipe.moves()));
    List<Checks.Line> lines =
        Checks.Subject.suite(limit).stream()
            .filter(subject -> !subject.name().equals("hmm")) // takes a second; see validate
            .map(subject -> checks.recipe(light, subject))
            .toList();
    long equal = lines.stream().filter(Checks.Line::valid).count();
    out.metric("certified", (double) equal);
    if (equal < lines.size()) {
      out.warning(
          recipe.kind() == Recipe.Kind.RMSMC
              ? "With two particles this pipeline does not return the meaning of %s: moves that are made only where the effective size is small depend on the weights. The bias vanishes with more particles; ess=1, with every=10 to save time, has none."
                  .formatted(Wording.count(lines.size() - equal, "program"))
              : "The parts of this pipeline are not valid: run validate on it.");
    } else if (recipe.kind() != Recipe.Kind.EXACT) {
      out.text(
          "Certificate: with two particles and at most one move the parts of this pipeline return the meaning of %s exactly; validate has the details. That checks the parts, not whether there are enough particles or steps."
              .formatted(Wording.count(lines.size(), "program")));
    }
  }

  private static Chart steps(Frame steps) {
    double[] score = steps.numbers("score");
    return Plot.of("Effective size and distinct ancestors by score")
        .x("scores passed")
        .y("particles")
        .line("effective size", score, steps.numbers("effective_size"))
        .line("distinct ancestors", score, steps.numbers("ancestors"))
        .chart("Where few ancestors are left, moves must restore the variety.");
  }

  private static Chart marginal(
      Posterior posterior, @org.jspecify.annotations.Nullable Posterior reference, int variable) {
    String name = posterior.names().get(variable);
    double low = posterior.quantile(variable, 0.001);
    double high = posterior.quantile(variable, 0.999);
    double width = high > low ? (high - low) / BINS : 1;
    Plot plot =
        Plot.of("Posterior of " + name)
            .x(name)
            .y("density")
            .step("posterior", edges(low, width), density(posterior, variable, low, width));
    if (reference != null && reference.names().contains(name)) {
      int other = reference.names().indexOf(name);
      plot.add(
          Chart.Series.step("reference", edges(low, width), density(reference, other, low, width))
              .thin());
    }
    return plot.chart();
  }

  private static double[] edges(double low, double width) {
    double[] edges = new double[BINS + 1];
    Arrays.setAll(edges, b -> low + b * width);
    return edges;
  }

  private static double[] density(Posterior posterior, int variable, double low, double width) {
    double[] density = new double[BINS + 1];
    double[] values = posterior.column(variable);
    for (int d = 0; d < values.length; d++) {
      int bin = (int) Math.floor((values[d] - low) / width);
      if (bin >= 0 && bin <= BINS) {
        density[Math.min(bin, BINS - 1)] += posterior.weights()[d] / width;
      }
    }
    return density;
  }
}
