package offprint.papers.maxentmechanics;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.TransitionMatrix;
import offprint.kernels.special.ChiSquared;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Maximum caliber: fits the chain with given mean fluxes that is nearest to a reference to
 * sequences of states; measures irreversibility and the response of fluxes to forces.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Path implements Method<Path.Params> {
  private static final String LOST = "lost without it (nats per step)";
  private static final int MOST_IN_MAP = 40;
  private static final int MOST_CELLS = 20_000;
  private static final int MOST_FLUXES = 20;
  private static final String EXAMPLE_FLUXES =
      "right exits: s001>s000=1+s101>s100=1+s011>s010=1+s111>s110=1"
          + "+s000>s001=-1+s100>s101=-1+s010>s011=-1+s110>s111=-1"
          + ",site 1: *>s100=1+*>s110=1+*>s101=1+*>s111=1"
          + ",site 2: *>s010=1+*>s110=1+*>s011=1+*>s111=1"
          + ",site 3: *>s001=1+*>s011=1+*>s101=1+*>s111=1";

  /** The reference chain. */
  public enum Reference {
    /** Equal weights of the moves that occur. */
    UNIFORM,
    /** The transition frequencies of the data. */
    EMPIRICAL
  }

  public record Params(
      @Param(
              label = "Sequences",
              help = "Sequences of states, one state a row",
              value = "example:ion-channel-jumps",
              accepts = {Kind.SEQUENCES, Kind.TABLE})
          Source data,
      @Param(
              label = "Column of states",
              help = "Column of the states; empty: the first",
              value = "state",
              columnOf = "data")
          String column,
      @Param(
              label = "Column of sequences",
              help = "Column whose change starts a sequence; empty: one",
              columnOf = "data")
          String sequence,
      @Param(
              help = "Observables of a step, each 'name: from>to=value+…', * for any state",
              symbol = "J",
              value = EXAMPLE_FLUXES)
          @Size(min = 1, max = 40)
          List<String> fluxes,
      @Param(
              label = "Known mean fluxes",
              help = "Mean of each flux per step; empty: measured",
              symbol = "m")
          @Size(max = 40)
          List<Double> targets,
      @Param(label = "Reference chain", help = "Chain to stay near to", value = "uniform")
          Reference reference,
      @Param(
              label = "Pseudo-count of moves",
              help = "Added to the counts of moves that occur, and of reverses",
              value = "0.5")
          @DecimalMin("0")
          @DecimalMax("1e6")
          double smoothing,
      @Param(
              label = "Steps of the transient",
              help = "Steps of the driven transient",
              symbol = "T",
              unit = "steps",
              value = "24")
          @Min(1)
          @Max(500)
          int horizon,
      @Param(
              label = "Driving force",
              help = "Force on the first flux at each step of the transient, repeated",
              symbol = "λ_t",
              value = "2,2,2,-1,0,0")
          @Size(min = 1, max = 500)
          List<Double> drive,
      @Param(label = "Solver", help = "How exactly targets are met") Newton newton) {
    public Params {
      if (!targets.isEmpty() && targets.size() != fluxes.size()) {
        throw new IllegalArgumentException(
            "targets must be none or one a flux: got %d for %d"
                .formatted(targets.size(), fluxes.size()));
      }
      for (double target : targets) {
        if (!Double.isFinite(target)) {
          throw new IllegalArgumentException("targets must be finite: got " + target);
        }
      }
      for (double force : drive) {
        if (!(Math.abs(force) <= 100)) {
          throw new IllegalArgumentException("drive must be in [-100, 100]: got " + force);
        }
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "path",
        "From sequences of states and mean fluxes to the maximum-caliber chain, its"
            + " irreversibility, and the response of fluxes to forces however far from"
            + " equilibrium.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Part part = Part.of(run, 0, 1, "");
    part.progress(0, "reading");
    StateSequence data = StateSequence.read(new Inputs(out), p);
    FluxProblem problem = problem(p, data, out);
    part.progress(0.2, "solving");
    List<MaximumCaliber> models =
        IntStream.rangeClosed(0, problem.size())
            .mapToObj(k -> MaximumCaliber.solve(problem.first(k), p.newton, part::repeat))
            .toList();
    MaximumCaliber model = models.getLast();
    TiltedChain chain = model.chain();
    double[] lost = new double[problem.size()];
    for (int k = 0; k < lost.length; k++) {
      part.progress(0.3 + 0.2 * k / lost.length, "leaving out " + problem.names().get(k));
      TiltedChain other = MaximumCaliber.solve(problem.without(k), p.newton, part::repeat).chain();
      lost[k] = Math.max(0, other.divergenceRateNats(chain.transition(), chain.stationary()));
    }

    out.chart(Plot.bars("Which flux matters", "flux", problem.names(), LOST, lost));
    if (data.states().size() <= MOST_IN_MAP) {
      out.chart(irreversibility(data));
    }
    Transient.tell(p, chain, problem.fluxes()[0], part, out);
    forces(data, problem, model, lost, out);
    double[] loss = levels(p, data, problem.names(), models, out);
    chains(data, chain, out);
    warnings(p, data, model, out);
    transitions(data, chain, out);
    double left = chain.divergenceRateNats(data.transition(), data.law());
    out.metric("log_growth", chain.logGrowth())
        .metric("newton_steps", model.optimum().iterations())
        .metric("loss_rate_nats", left);
    for (int k = 0; k < lost.length; k++) {
      out.metric("multiplier_" + (k + 1), model.lambda()[k]);
    }
    return out.answer(answer(p, data, problem.names(), lost, loss[0], left));
  }

  private static FluxProblem problem(Params p, StateSequence data, Findings out) {
    int n = data.states().size();
    if (p.horizon * n > MOST_CELLS) {
      throw new IllegalArgumentException(
          "horizon x states must be at most %d: got %d x %d".formatted(MOST_CELLS, p.horizon, n));
    }
    List<Flux> parsed = fluxes(p, data.states(), out);
    double[][][] fluxes =
        parsed.stream().map(f -> f.over(data.states())).toArray(double[][][]::new);
    double[] targets = new double[fluxes.length];
    Arrays.setAll(
        targets,
        k ->
            p.targets.isEmpty()
                ? TiltedChain.mean(data.transition(), data.law(), fluxes[k])
                : p.targets.get(k));
    double[][] reference = p.reference == Reference.EMPIRICAL ? data.transition() : data.uniform();
    return new FluxProblem(reference, parsed.stream().map(Flux::name).toList(), fluxes, targets);
  }

  /** The fluxes asked for; those of the example are dropped for other states. */
  private static List<Flux> fluxes(Params p, List<String> states, Findings out) {
    List<Flux> parsed = p.fluxes.stream().map(Flux::parse).toList();
    boolean example = String.join(",", p.fluxes).equals(EXAMPLE_FLUXES);
    if (!example || parsed.stream().anyMatch(f -> f.names(states))) {
      return parsed;
    }
    out.assumed("No fluxes were given: what is known is how often each state is entered.");
    return states.stream()
        .limit(Math.min(MOST_FLUXES, states.size() - 1))
        .map(state -> new Flux("to " + state, "*>" + state + "=1"))
        .toList();
  }

  private static String answer(
      Params p, StateSequence data, List<String> names, double[] lost, double all, double left) {
    int most =
        IntStream.range(0, lost.length).reduce((a, b) -> lost[b] > lost[a] ? b : a).orElse(0);
    double arrow = data.irreversibilityNats();
    String fluxes = Wording.count(lost.length, "mean flux", "mean fluxes");
    String known =
        p.targets.isEmpty() && all > 0
            ? "With %s known, %s of what sets the data apart from the reference chain is explained (%s of %s nats a step are left)"
                .formatted(
                    fluxes,
                    Wording.percent(1 - left / all),
                    Wording.number(left),
                    Wording.number(all))
            : "The chain with the given %s is %s nats a step from the data"
                .formatted(fluxes, Wording.number(left));
    return "%s; %s matters most. The data lose %s nats a step to irreversibility; 0 would be equilibrium."
        .formatted(known, names.get(most), Wording.number(arrow));
  }

  /** Chart of the entropy production of pairs of states in the data. */
  private static Chart irreversibility(StateSequence data) {
    int n = data.states().size();
    double[][] production = new double[n][n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double forth = data.law()[x] * data.transition()[x][y];
        double back = data.law()[y] * data.transition()[y][x];
        production[x][y] =
            forth > 0 && back > 0 && x != y
                ? 0.5 * (forth - back) * StrictMath.log(forth / back)
                : Double.NaN;
      }
    }
    return Plot.of("Where the data are irreversible")
        .x(Chart.Axis.category("to", data.states()))
        .y(Chart.Axis.category("from", data.states()))
        .matrix("nats per step", production)
        .chart("Entropy production of each pair of states; all of it is 0 in equilibrium.");
  }

  private static void forces(
      StateSequence data, FluxProblem problem, MaximumCaliber model, double[] lost, Findings out) {
    Frame rows =
        Frame.of("flux", "measured", "target", "multiplier λ", "± se", "z", LOST, "p-value");
    double[] errors = model.standardErrors(data.steps());
    for (int k = 0; k < lost.length; k++) {
      double lambda = model.lambda()[k];
      boolean kept = model.isKept(k);
      rows.row(
          problem.names().get(k),
          TiltedChain.mean(data.transition(), data.law(), problem.fluxes()[k]),
          problem.targets()[k],
          kept ? lambda : "fixed by the others",
          errors[k],
          lambda / errors[k],
          lost[k],
          kept ? ChiSquared.tail(2 * data.steps() * lost[k], 1) : Double.NaN);
    }
    out.table("Fluxes and their forces", rows);
  }

  /** Adds the table of levels; returns the loss of each. */
  private static double[] levels(
      Params p, StateSequence data, List<String> names, List<MaximumCaliber> models, Findings out) {
    boolean measured = p.targets.isEmpty();
    TiltedChain top = models.getLast().chain();
    double[][] truth = measured ? data.transition() : top.transition();
    double[] law = measured ? data.law() : top.stationary();
    Frame rows =
        Frame.of(
            "known",
            "entropy rate",
            measured ? "KL rate of the data" : "KL rate of the last level",
            "fall",
            "process free energy",
            "Newton steps");
    double[] loss = new double[models.size()];
    for (int l = 0; l < loss.length; l++) {
      TiltedChain chain = models.get(l).chain();
      loss[l] = chain.divergenceRateNats(truth, law);
      rows.row(
          l == 0 ? "reference only" : "+ " + names.get(l - 1),
          chain.entropyRateNats(),
          loss[l],
          l == 0 ? Double.NaN : loss[l - 1] - loss[l],
          -chain.logGrowth(),
          models.get(l).optimum().iterations());
    }
    out.table("Information by levels (nats per step)", rows);
    return loss;
  }

  private static void chains(StateSequence data, TiltedChain chain, Findings out) {
    double arrow = data.irreversibilityNats();
    double fitted = chain.irreversibilityNats();
    if (Double.isFinite(arrow)) {
      out.metric("irreversibility_data_nats", arrow).metric("irreversibility_model_nats", fitted);
    }
    Frame rows = Frame.of("nats per step", "data", "maximum caliber");
    rows.row("irreversibility", Wording.number(arrow), Wording.number(fitted));
    rows.row(
        "entropy rate",
        TransitionMatrix.entropyRateNats(data.transition(), data.law()),
        chain.entropyRateNats());
    out.table("The chains", rows);
  }

  private static void warnings(Params p, StateSequence data, MaximumCaliber model, Findings out) {
    double[][] moves = data.transition();
    int n = moves.length;
    int pairs = 0;
    String oneWay = "";
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        pairs += x < y && moves[x][y] > 0 ? 1 : 0;
        if (oneWay.isEmpty() && moves[x][y] > 0 && !(moves[y][x] > 0)) {
          oneWay = data.states().get(x) + " > " + data.states().get(y);
        }
      }
    }
    if (oneWay.isEmpty()) {
      out.text(
          "A reversible chain watched for %.0f steps would show about %.2g nats per step by chance."
              .formatted(data.steps(), 2.0 * Math.max(0, pairs - n + 1) / data.steps()));
    } else {
      out.warning(
          "The move %s is never reversed: irreversibility is infinite. With smoothing 0.5 it is %.6g nats per step."
              .formatted(oneWay, data.smoothed(0.5).irreversibilityNats()));
    }
    if (p.smoothing > 0) {
      out.assumed(
          "smoothing = %s is added to the count of every move that occurs, or whose reverse occurs."
              .formatted(p.smoothing));
    }
    p.newton.warnUnlessConverged(model.isConverged(), model.optimum().residual(), out);
  }

  private static void transitions(StateSequence data, TiltedChain chain, Findings out)
      throws IOException {
    Frame rows = Frame.of("from", "to", "data", "maximum_caliber");
    for (int x = 0; x < data.law().length; x++) {
      for (int y = 0; y < data.law().length; y++) {
        if (data.transition()[x][y] > 0) {
          rows.row(
              data.states().get(x),
              data.states().get(y),
              data.transition()[x][y],
              chain.transition()[x][y]);
        }
      }
    }
    out.csv("transitions.csv", rows);
  }
}
