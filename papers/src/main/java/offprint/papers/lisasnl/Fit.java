package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Learns the likelihood of any simulator from a table of its runs, and infers by it. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Fit implements Method<Fit.Params> {
  private static final int WALKERS = 60;
  private static final int STEPS = 400;

  /** The next simulations are drawn from the likelihood to the power of one quarter. */
  private static final double NEXT_TEMPERATURE = 4;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Simulations",
              help = "Table: parameters and what the simulator gave, one row a run",
              value = "example:linear-simulations",
              accepts = Kind.TABLE)
          Source table,
      @Param(
              label = "Parameters",
              help = "Columns that went in",
              value = "t1,t2",
              columnOf = "table")
          @Size(min = 1, max = 20)
          List<String> parameters,
      @Param(
              label = "Summaries",
              help = "Columns that came out; empty: all others",
              columnOf = "table")
          List<String> summaries,
      @Param(help = "The observation") Observation observation,
      @Param(
              label = "Prior",
              help = "Bounds such as t1=-4:4; empty: the range of the simulations",
              value = "t1=-4:4,t2=-4:4",
              columnOf = "table")
          List<String> prior,
      @Param(help = "The flow") Flow flow,
      @Param(
              label = "Next simulations",
              help = "Rows of parameters for the simulator's next round",
              value = "200")
          @Min(1)
          @Max(100_000)
          int next,
      @Param(
              label = "Coverage test",
              help = "Rows kept apart whose truth is ranked in their posterior; 0: none",
              value = "40",
              advanced = true)
          @Min(0)
          @Max(1000)
          int coverage) {}

  @Override
  public Card card() {
    return new Card(
        "fit",
        "Learns the likelihood of your simulator from a table of its runs, gives the posterior of"
            + " an observation and the parameters to simulate next.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "coverage=100"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    RandomGenerator random = run.random();
    Simulations all = Simulations.of(in.table("table", p.table), p.parameters, p.summaries);
    double[] observed =
        p.observation.isEmpty() ? all.observation() : p.observation.read(in, all.summaries());
    Box prior = all.prior(p.prior, out);
    all.warnOutside(observed, out);
    int apart = Math.min(p.coverage, all.theta().length / 4);
    Simulations learnt = all.rows(apart, all.theta().length);
    FlowLikelihood likelihood =
        FlowLikelihood.train(
            learnt.s(), learnt.theta(), p.flow, random, Part.of(run, 0, .6, "training"));
    var at = likelihood.at(observed);
    double[][] starts = Walks.best(at, prior, learnt.theta(), WALKERS);
    Draws posterior =
        Walks.on(at, prior, 1, starts, STEPS, random, Part.of(run, .6, .7, "posterior")).draws();
    Draws wider =
        Walks.on(
                at,
                prior,
                NEXT_TEMPERATURE,
                starts,
                STEPS,
                random,
                Part.of(run, .7, .75, "next simulations"))
            .draws();
    Shown.posterior(out, all.parameters(), prior, posterior);
    Frame next = Frame.of(all.parameters().toArray(String[]::new));
    for (int i = 0; i < p.next; i++) {
      next.row(Arrays.stream(wider.points()[random.nextInt(wider.size())]).boxed().toArray());
    }
    out.csv("next.csv", next);
    new LikelihoodFile(all.parameters(), all.summaries(), prior, likelihood, observed).write(out);
    out.metric("loss", likelihood.loss()).metric("rows", learnt.theta().length);
    String trust = apart == 0 ? "" : coverage(out, all.rows(0, apart), likelihood, prior, run);
    return out.answer(
        "From %s: %s.%s"
            .formatted(
                Wording.count(learnt.theta().length, "simulation"),
                Shown.sentence(all.parameters(), posterior),
                trust));
  }

  /** Ranks of held-out truths in their posteriors, and how far they are from uniform. */
  private static String coverage(
      Findings out, Simulations apart, FlowLikelihood likelihood, Box prior, Run run)
      throws IOException {
    int n = apart.theta().length;
    Part part = Part.of(run, .75, 1, "");
    Frame ranks = Frame.of("parameter", "rank", "share");
    double worst = 0;
    double[][] shares = new double[apart.parameters().size()][n];
    for (int row = 0; row < n; row++) {
      var at = likelihood.at(apart.s()[row]);
      double[][] starts = new double[WALKERS][];
      Arrays.setAll(starts, _ -> prior.draw(run.random()));
      Draws draws =
          Walks.on(at, prior, 1, starts, 120, run.random(), part.step(row, n, "coverage test"))
              .draws();
      for (int i = 0; i < shares.length; i++) {
        double truth = apart.theta()[row][i];
        shares[i][row] =
            Arrays.stream(draws.column(i)).filter(v -> v < truth).count() / (double) draws.size();
      }
    }
    for (int i = 0; i < shares.length; i++) {
      double[] sorted = shares[i].clone();
      Arrays.sort(sorted);
      for (int k = 0; k < n; k++) {
        worst = Math.max(worst, Math.max((k + 1.0) / n - sorted[k], sorted[k] - (double) k / n));
        ranks.row(apart.parameters().get(i), sorted[k], (k + 1.0) / n);
      }
    }
    out.chart(
        Plot.of("Ranks of held-out truths in their posteriors")
            .x("rank")
            .y("share at most so high")
            .lines(ranks, "rank", "share", "parameter")
            .function("calibrated", 0, 1, 2, v -> v)
            .chart("Near the diagonal, bands of the posterior hold what they promise."));
    double usual = 1.36 / Math.sqrt(n);
    out.metric("coverage_distance", worst);
    out.csv("coverage.csv", ranks);
    return worst <= usual
        ? " The bands are honest on %s kept apart (distance %s, usual up to %s)."
            .formatted(Wording.count(n, "row"), Wording.number(worst), Wording.number(usual))
        : " The bands are not honest: ranks of %s kept apart are %s from uniform, usual up to %s; simulate more."
            .formatted(Wording.count(n, "row"), Wording.number(worst), Wording.number(usual));
  }
}
