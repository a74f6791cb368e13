package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.markov.StationaryLaw;
import offprint.kernels.markov.TransitionMatrix;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The experiments behind {@link Reproduce}, statement by statement. */
final class Checks {
  private static final double STRONGEST_FORCE = 5;

  private final Reproduce.Params params;
  private final Run run;
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final List<List<Object>> rows = new ArrayList<>();

  Checks(Reproduce.Params params, Run run) {
    this.params = params;
    this.run = run;
  }

  Report report() {
    IonChannel channel = channel(0);
    Ladder ladder =
        ChannelLevels.bySets(channel, 1e-13, 300, i -> run.progress(0.02, "levels, step " + i));
    ensembles();
    Chart paradox = labels();
    information(channel);
    levels(ladder);
    Chart response = response();
    symmetry();
    simulation();
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(LadderBlocks.chart(ladder, "the channel's steady state at V = 0"));
    blocks.add(response);
    blocks.add(paradox);
    blocks.add(new Table("Checks", List.of("statement", "quantity", "value", "must be"), rows));
    blocks.add(LadderBlocks.table(ladder, 0));
    blocks.add(solvers(channel));
    blocks.add(
        Note.notice(
            "The paper's abstract gives no numbers; each statement is checked as an identity on a"
                + " three-site ion channel and on random chains."));
    return new Report(
        "%s checked as identities; the channel produces %s nats per unit of time."
            .formatted(
                Wording.count(rows.size(), "statement is", "statements are"),
                Wording.number(metrics.getOrDefault("entropy_production_nats", Double.NaN))),
        blocks,
        metrics);
  }

  private static IonChannel channel(double voltage) {
    return new IonChannel(
        new double[] {-2, -3, -2},
        new double[] {2, 2},
        new double[] {0.2, 0.5, 0.8},
        1,
        0.075,
        0.0025,
        voltage);
  }

  private void check(String claim, String quantity, String metric, double value, String bound) {
    metrics.put(metric, value);
    rows.add(List.of(claim, quantity, value, bound));
  }

  private void ensembles() {
    Ensembles ensembles = new Ensembles(i -> run.progress(0.05, "ensembles, step " + i));
    double[] errors = {
      ensembles.microcanonical(),
      ensembles.canonical(run.random()),
      ensembles.grandCanonical(run.random()),
      ensembles.gaussian(),
      ensembles.exponential()
    };
    String[] names = {"microcanonical", "canonical", "grand canonical", "Gaussian", "exponential"};
    for (int e = 0; e < errors.length; e++) {
      rows.add(List.of("C1", names[e] + ": largest error", errors[e], "≤ 1e-10"));
    }
    metrics.put("c1_largest_error", Arrays.stream(errors).max().orElse(0));
  }

  private Chart labels() {
    run.progress(0.08, "labels");
    int[] particles = {10, 20, 50, 100, 200, 500, 1000};
    double[] x = new double[particles.length];
    double[] labelled = new double[particles.length];
    double[] unlabelled = new double[particles.length];
    double above = Double.NEGATIVE_INFINITY;
    double error = 0;
    for (int i = 0; i < particles.length; i++) {
      int n = particles[i];
      double cells = 10.0 * n;
      double excess = GibbsParadox.unlabelledExcess(n, cells);
      x[i] = n;
      labelled[i] = GibbsParadox.labelledExcess(n, cells) / n;
      unlabelled[i] = excess / n;
      above = Math.max(above, Math.abs(excess) - StrictMath.log(n));
      error =
          Math.max(
              error, Math.abs(GibbsParadox.labelledExcess(n, cells) - 2 * n * StrictMath.log(2)));
    }
    check(
        "C2", "unlabelled excess - ln N, largest", "c2_unlabelled_excess_less_log_n", above, "≤ 0");
    check("C2", "labelled excess - 2 N ln 2, largest", "c2_labelled_error", error, "≤ 1e-9");
    check(
        "C2",
        "sum over occupations of N!/∏n! less N ln V (N = 8, V = 6)",
        "c2_enumeration_error",
        Math.abs(GibbsParadox.enumeratedLabelledNats(8, 6) - GibbsParadox.labelledNats(8, 6)),
        "≤ 1e-12");
    return new Chart(
        "Entropy gained by joining two equal volumes",
        Chart.Axis.log("particles N"),
        Chart.Axis.linear("S(2N, 2V) - 2 S(N, V), nats per particle"),
        List.of(
            Chart.Series.line("labels known", x, labelled).thin(),
            Chart.Series.line("labels unknown", x, unlabelled)),
        "Only the count without labels is extensive.");
  }

  private void information(IonChannel channel) {
    double least = Double.POSITIVE_INFINITY;
    double reversible = 0;
    for (int trial = 0; trial < params.trials(); trial++) {
      run.progress(0.1 + 0.2 * trial / params.trials(), "information loss, chain " + (trial + 1));
      int n = 2 + run.random().nextInt(9);
      double[][] p = RandomChains.any(n, run.random());
      least =
          Math.min(
              least, TransitionMatrix.irreversibilityNats(p, RandomChains.law(n, run.random())));
      least = Math.min(least, TransitionMatrix.irreversibilityNats(p, StationaryLaw.of(p)));
      double[][] balanced = RandomChains.reversible(n, run.random());
      double loss = TransitionMatrix.irreversibilityNats(balanced, StationaryLaw.of(balanced));
      reversible = Math.max(reversible, Math.abs(loss));
      least = Math.min(least, loss);
    }
    check("C3", "least information loss of a step", "c3_least_loss", least, "≥ -1e-14");
    check("C3", "largest loss of a reversible chain", "c3_reversible_loss", reversible, "≤ 1e-14");
    double error = 0;
    for (double voltage : new double[] {-6, -2, 0, 2, 4}) {
      IonChannel at = channel(voltage);
      double expected = at.current() * at.affinity();
      error = Math.max(error, Math.abs(at.entropyProductionNats() / expected - 1));
      error = Math.max(error, Math.abs(uniformisedLoss(at) / expected - 1));
    }
    check(
        "C3",
        "loss of the channel against affinity x current, relative",
        "c3_affinity_error",
        error,
        "≤ 1e-10");
    metrics.put("current", channel.current());
    metrics.put("entropy_production_nats", channel.entropyProductionNats());
  }

  /** Information loss per unit of time of the chain P = 1 + Q / c. */
  private static double uniformisedLoss(IonChannel channel) {
    double[][] p = channel.rates();
    double top = Arrays.stream(p).mapToDouble(row -> Arrays.stream(row).sum()).max().orElse(1);
    for (int s = 0; s < p.length; s++) {
      double out = 0;
      for (int t = 0; t < p.length; t++) {
        p[s][t] /= top;
        out += p[s][t];
      }
      p[s][s] = 1 - out;
    }
    return top * TransitionMatrix.irreversibilityNats(p, channel.law());
  }

  private void levels(Ladder ladder) {
    check(
        "C4",
        "largest rise of H from level to level",
        "c4_largest_rise",
        ladder.largestRise(),
        "≤ 0");
    check(
        "C4",
        "largest residual of Pythagoras",
        "c4_pythagoras",
        ladder.largestPythagoras(),
        "≤ 1e-12");
    check(
        "C4",
        "KL with site occupancies",
        "c4_sites_loss",
        ladder.levels().get(1).lossNats(),
        "0.045");
    check(
        "C4",
        "KL with neighbouring pairs",
        "c4_pairs_loss",
        ladder.levels().get(2).lossNats(),
        "≤ 0.0003");
  }

  private Chart response() {
    double worst = 0;
    double difference = 0;
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int trial = 0; trial < params.trials(); trial++) {
      run.progress(0.3 + 0.4 * trial / params.trials(), "driven chain " + (trial + 1));
      int n = 2 + run.random().nextInt(5);
      double[][] p = RandomChains.any(n, run.random());
      double[][] flux = new double[n][];
      for (int s = 0; s < n; s++) {
        flux[s] = run.random().doubles(n, -1, 1).toArray();
      }
      double[] start = RandomChains.law(n, run.random());
      double[] force =
          run.random().doubles(params.horizon(), -STRONGEST_FORCE, STRONGEST_FORCE).toArray();
      for (DrivenChain drive :
          List.of(new CausalDrive(p, flux, start, force), new GlobalDrive(p, flux, start, force))) {
        double[][] response = drive.response(_ -> {});
        double[][] covariance = drive.covariance(_ -> {});
        worst = Math.max(worst, DrivenChain.largestSum(response, covariance));
        for (int t = 0; trial < 5 && t < params.horizon(); t++) {
          for (int s = 0; s <= t; s++) {
            x.add(-covariance[t][s]);
            y.add(response[t][s]);
          }
        }
      }
      difference = Math.max(difference, centralDifference(p, flux, start, force));
    }
    check("C5", "largest |response + covariance|", "c5_largest_sum", worst, "≤ 1e-9");
    check(
        "C5",
        "largest |response - central difference|",
        "c5_central_difference",
        difference,
        "rounding of the difference");
    return new Chart(
        "Response against minus covariance, forces up to 5",
        Chart.Axis.linear("minus covariance"),
        Chart.Axis.linear("response"),
        List.of(new Chart.Series("pairs of steps", Chart.Mark.POINT, x, y, List.of(), true)),
        "Five random driven chains, both forms: every point lies on the diagonal.");
  }

  private static double centralDifference(
      double[][] p, double[][] flux, double[] start, double[] force) {
    double h = 1e-5;
    double[] up = force.clone();
    double[] down = force.clone();
    up[0] += h;
    down[0] -= h;
    double[] above = new CausalDrive(p, flux, start, up).mean();
    double[] below = new CausalDrive(p, flux, start, down).mean();
    double[][] response = new CausalDrive(p, flux, start, force).response(_ -> {});
    double largest = 0;
    for (int t = 0; t < force.length; t++) {
      largest = Math.max(largest, Math.abs((above[t] - below[t]) / (2 * h) - response[t][0]));
    }
    return largest;
  }

  private void symmetry() {
    IonChannel reversal = channel(StrictMath.log(0.0025 / 0.075));
    check(
        "C5",
        "|current| at the Nernst potential",
        "c5_current_at_reversal",
        Math.abs(reversal.current()),
        "≤ 1e-12");
    double worst = 0;
    for (double voltage : new double[] {-2, 0, 2}) {
      IonChannel channel = channel(voltage);
      for (double k = -1; k <= 1; k += 0.25) {
        run.progress(0.72, "fluctuation symmetry");
        worst =
            Math.max(
                worst,
                Math.abs(
                    channel.cumulantGenerator(k)
                        - channel.cumulantGenerator(-channel.affinity() - k)));
      }
    }
    check("C5", "Gallavotti–Cohen symmetry, largest error", "c5_symmetry", worst, "≤ 1e-10");
  }

  private void simulation() {
    IonChannel channel = channel(0);
    JumpProcess jumps =
        new JumpProcess(
            channel,
            params.jumps(),
            run.random(),
            done ->
                run.progress(Math.min(0.95, 0.75 + 0.2 * done / params.jumps()), "jump " + done));
    double current = (jumps.current() - channel.current()) / jumps.currentError();
    double production =
        (jumps.entropyProductionNats() - channel.entropyProductionNats())
            / jumps.entropyProductionError();
    check(
        "C3",
        "simulation of %,d jumps, largest deviation in standard errors".formatted(params.jumps()),
        "c3_simulation_z",
        Math.max(Math.abs(current), Math.abs(production)),
        "≤ 3");
    rows.add(
        List.of(
            "C3",
            "variance rate of the current: simulated less exact, in standard errors",
            (jumps.currentVariance() - channel.currentVariance()) / jumps.currentVarianceError(),
            "within 3"));
  }

  /** The pair level of the channel, and a die with two moments, by every solver. */
  private Table solvers(IonChannel channel) {
    double[][] pairs = {
      channel.occupied(1),
      channel.occupied(2),
      channel.occupied(4),
      channel.occupied(3),
      channel.occupied(6)
    };
    double[] targets = new double[pairs.length];
    for (int k = 0; k < targets.length; k++) {
      for (int s = 0; s < channel.states(); s++) {
        targets[k] += channel.law()[s] * pairs[k][s];
      }
    }
    double[][] moments = {{1, 2, 3, 4, 5, 6}, {1, 4, 9, 16, 25, 36}};
    List<List<Object>> compared = new ArrayList<>();
    solve("channel", pairs, targets, compared);
    solve("die", moments, new double[] {4.5, 22}, compared);
    return new Table(
        "Solvers, stopped at 1e-10 sd or %,d steps".formatted(Baselines.MOST_STEPS),
        List.of("problem", "solver", "steps", "largest miss (sd)", "KL to Newton's model (nats)"),
        compared);
  }

  private void solve(
      String problem, double[][] columns, double[] targets, List<List<Object>> compared) {
    double[] uniform = new double[columns[0].length];
    Arrays.fill(uniform, 1.0 / uniform.length);
    List<String> names = Arrays.stream(columns).map(_ -> problem).toList();
    MaximumEntropy model =
        MaximumEntropy.solve(
            MomentProblem.of(uniform, names, columns, targets),
            1e-12,
            300,
            i -> run.progress(0.96, "Newton step " + i));
    Baselines scaling =
        new Baselines(uniform, columns, targets)
            .iterativeScaling(1e-10, i -> run.progress(0.97, "iterative scaling " + i));
    Baselines descent =
        new Baselines(uniform, columns, targets)
            .gradientDescent(1e-10, i -> run.progress(0.99, "gradient descent " + i));
    metrics.put("newton_steps_" + problem, (double) model.iterations());
    metrics.put("scaling_steps_" + problem, (double) scaling.steps());
    metrics.put("descent_steps_" + problem, (double) descent.steps());
    compared.add(List.of(problem, "damped Newton", model.iterations(), model.residual(), 0.0));
    compared.add(baseline(problem, "generalised iterative scaling", scaling, model));
    compared.add(baseline(problem, "gradient descent, step 1 / L", descent, model));
  }

  private static List<Object> baseline(
      String problem, String solver, Baselines fit, MaximumEntropy model) {
    double gap = Math.max(0, Nats.divergence(model.p(), fit.p()));
    return List.of(problem, solver, fit.steps(), fit.miss(), gap);
  }
}
