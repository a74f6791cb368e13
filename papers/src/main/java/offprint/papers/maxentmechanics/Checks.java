package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.markov.StationaryLaw;
import offprint.kernels.markov.TransitionMatrix;

/** The experiments behind {@link Reproduce}, statement by statement. */
final class Checks {
  private static final double STRONGEST_FORCE = 5;
  private static final int SHOWN_CHAINS = 5;
  private static final int[] PARTICLES = {10, 20, 50, 100, 200, 500, 1000};
  private static final Newton NEWTON = new Newton(1e-12, 300);

  private final Findings out;
  private final Part part;
  private final RandomGenerator random;
  private final Frame rows = Frame.of("claim", "quantity", "value");
  private double largestSum;

  Checks(Findings out, Part part) {
    this.out = out;
    this.part = part;
    random = part.random();
  }

  /** The table of checks. */
  Frame rows() {
    return rows;
  }

  /** Largest |response + covariance| of the driven chains. */
  double largestSum() {
    return largestSum;
  }

  static IonChannel channel(double voltage) {
    Pore pore =
        new Pore(
            List.of(-2.0, -3.0, -2.0),
            List.of(2.0, 2.0),
            List.of(0.2, 0.5, 0.8),
            1,
            0.075,
            0.0025,
            List.of(voltage),
            Pore.Unit.KT,
            0);
    return pore.at(voltage);
  }

  private void check(String claim, String metric, String quantity, double value) {
    out.metric(metric, value);
    rows.row(claim, quantity, value);
  }

  void ensembles() {
    part.progress(0.05, "ensembles");
    Ensembles ensembles = new Ensembles(part::repeat);
    double[] errors = {
      ensembles.microcanonical(),
      ensembles.canonical(random),
      ensembles.grandCanonical(random),
      ensembles.gaussian(),
      ensembles.exponential()
    };
    String[] names = {"microcanonical", "canonical", "grand canonical", "Gaussian", "exponential"};
    for (int e = 0; e < errors.length; e++) {
      rows.row("C1", names[e] + ": largest error", errors[e]);
    }
    out.metric("c1_largest_error", Arrays.stream(errors).max().orElse(0));
  }

  /** Entropy of joining two volumes, with and without labels. */
  Frame labels() {
    part.progress(0.08, "labels");
    Frame paradox = Frame.of("particles", "labels", "nats");
    double above = Double.NEGATIVE_INFINITY;
    double error = 0;
    for (int n : PARTICLES) {
      double without = GibbsParadox.unlabelledExcess(n, 10.0 * n);
      double with = GibbsParadox.labelledExcess(n, 10.0 * n);
      paradox.row(n, "labels known", with / n).row(n, "labels unknown", without / n);
      above = Math.max(above, Math.abs(without) - StrictMath.log(n));
      error = Math.max(error, Math.abs(with - 2 * n * StrictMath.log(2)));
    }
    double enumerated = GibbsParadox.enumeratedLabelledNats(8, 6) - GibbsParadox.labelledNats(8, 6);
    check("C2", "c2_unlabelled_excess_less_log_n", "unlabelled excess - ln N, largest", above);
    check("C2", "c2_labelled_error", "labelled excess - 2 N ln 2, largest", error);
    check(
        "C2",
        "c2_enumeration_error",
        "sum over occupations of N!/∏n! less N ln V (N = 8, V = 6)",
        Math.abs(enumerated));
    return paradox;
  }

  void information(int trials) {
    double least = Double.POSITIVE_INFINITY;
    double reversible = 0;
    for (int trial = 0; trial < trials; trial++) {
      part.progress(0.1 + 0.2 * trial / trials, "information loss, chain " + (trial + 1));
      int n = 2 + random.nextInt(9);
      double[][] p = RandomChains.any(n, random);
      double started = TransitionMatrix.irreversibilityNats(p, RandomChains.law(n, random));
      double stationary = TransitionMatrix.irreversibilityNats(p, StationaryLaw.of(p));
      double[][] balanced = RandomChains.reversible(n, random);
      double loss = TransitionMatrix.irreversibilityNats(balanced, StationaryLaw.of(balanced));
      reversible = Math.max(reversible, Math.abs(loss));
      least = Math.min(Math.min(least, loss), Math.min(started, stationary));
    }
    check("C3", "c3_least_loss", "least information loss of a step", least);
    check("C3", "c3_reversible_loss", "largest loss of a reversible chain", reversible);
    double error = 0;
    for (double voltage : new double[] {-6, -2, 0, 2, 4}) {
      IonChannel at = channel(voltage);
      double expected = at.current() * at.affinity();
      error = Math.max(error, Math.abs(at.entropyProductionNats() / expected - 1));
      error = Math.max(error, Math.abs(uniformisedLoss(at) / expected - 1));
    }
    check(
        "C3",
        "c3_affinity_error",
        "loss of the channel against affinity x current, relative",
        error);
    out.metric("current", channel(0).current())
        .metric("entropy_production_nats", channel(0).entropyProductionNats());
  }

  /** Information loss per unit of time of the chain P = 1 + Q / c. */
  private static double uniformisedLoss(IonChannel channel) {
    double[][] p = channel.rates();
    double top = Arrays.stream(p).mapToDouble(row -> Arrays.stream(row).sum()).max().orElse(1);
    for (int s = 0; s < p.length; s++) {
      double[] row = p[s];
      Arrays.setAll(row, t -> row[t] / top);
      row[s] = 1 - Arrays.stream(row).sum();
    }
    return top * TransitionMatrix.irreversibilityNats(p, channel.law());
  }

  void levels(Ladder ladder) {
    double rise = ladder.largestRise();
    double pythagoras = ladder.largestPythagoras();
    check("C4", "c4_largest_rise", "largest rise of H from level to level", rise);
    check("C4", "c4_pythagoras", "largest residual of Pythagoras", pythagoras);
    double sites = ladder.levels().get(1).lossNats();
    double pairs = ladder.levels().get(2).lossNats();
    check("C4", "c4_sites_loss", "KL with site occupancies", sites);
    check("C4", "c4_pairs_loss", "KL with neighbouring pairs", pairs);
  }

  /** Responses and covariances of the first chains. */
  Frame response(Reproduce.Params p) {
    double difference = 0;
    Frame shown = Frame.of("form", "minus_covariance", "response");
    for (int trial = 0; trial < p.trials(); trial++) {
      part.progress(0.3 + 0.4 * trial / p.trials(), "driven chain " + (trial + 1));
      int n = 2 + random.nextInt(5);
      double[][] chain = RandomChains.any(n, random);
      double[][] flux = new double[n][];
      Arrays.setAll(flux, _ -> random.doubles(n, -1, 1).toArray());
      double[] start = RandomChains.law(n, random);
      double[] force = random.doubles(p.horizon(), -STRONGEST_FORCE, STRONGEST_FORCE).toArray();
      for (DrivenChain.Form form : DrivenChain.Form.values()) {
        DrivenChain driven = new DrivenChain(form, chain, flux, start, force);
        double[][] response = driven.response(_ -> {});
        double[][] covariance = driven.covariance(_ -> {});
        largestSum = Math.max(largestSum, DrivenChain.largestSum(response, covariance));
        if (form == DrivenChain.Form.CAUSAL) {
          difference = Math.max(difference, driven.differenceError(response, 0));
        }
        for (int t = 0; trial < SHOWN_CHAINS && t < p.horizon(); t++) {
          for (int s = 0; s <= t; s++) {
            shown.row(form.label(), -covariance[t][s], response[t][s]);
          }
        }
      }
    }
    check("C5", "c5_largest_sum", "largest |response + covariance|", largestSum);
    check("C5", "c5_central_difference", "largest |response - central difference|", difference);
    return shown;
  }

  void symmetry() {
    part.progress(0.72, "fluctuation symmetry");
    double current = Math.abs(channel(StrictMath.log(0.0025 / 0.075)).current());
    check("C5", "c5_current_at_reversal", "|current| at the Nernst potential", current);
    double worst = 0;
    for (double voltage : new double[] {-2, 0, 2}) {
      IonChannel channel = channel(voltage);
      for (double k = -1; k <= 1; k += 0.25) {
        part.repeat();
        double mirrored = channel.cumulantGenerator(-channel.affinity() - k);
        worst = Math.max(worst, Math.abs(channel.cumulantGenerator(k) - mirrored));
      }
    }
    check("C5", "c5_symmetry", "Gallavotti–Cohen symmetry, largest error", worst);
  }

  void simulation(int count) {
    IonChannel channel = channel(0);
    JumpProcess jumps = new JumpProcess(channel, count, random, Part.of(part, 0.75, 0.95, ""));
    double current = jumps.current().deviation(channel.current());
    double production = jumps.entropyProductionNats().deviation(channel.entropyProductionNats());
    check(
        "C3",
        "c3_simulation_z",
        "simulation of %,d jumps, largest deviation in standard errors".formatted(count),
        Math.max(Math.abs(current), Math.abs(production)));
    rows.row(
        "C3",
        "variance rate of the current: simulated less exact, in standard errors",
        jumps.currentVariance().deviation(channel.currentVariance()));
  }

  /** The pair level of the channel, and a die with two moments, by every solver. */
  void solvers() {
    IonChannel channel = channel(0);
    double[][] pairs =
        Arrays.stream(new int[] {1, 2, 4, 3, 6})
            .mapToObj(channel::occupied)
            .toArray(double[][]::new);
    double[][] moments = {{1, 2, 3, 4, 5, 6}, {1, 4, 9, 16, 25, 36}};
    double[] uniform = new double[6];
    Arrays.fill(uniform, 1);
    Frame compared = Baselines.frame();
    List<String> names = List.of("1", "2", "3", "4", "5");
    compare("channel", MomentProblem.matching(channel.law(), names, pairs), compared);
    double[] targets = {4.5, 22};
    compare("die", MomentProblem.of(uniform, names.subList(0, 2), moments, targets), compared);
    out.table(Baselines.title(), compared);
  }

  private void compare(String name, MomentProblem problem, Frame compared) {
    part.progress(0.96, "solvers of the " + name);
    MaximumEntropy model = NEWTON.solve(problem, name, part::repeat);
    List<Baselines.Outcome> others =
        new Baselines(problem, part::repeat).compare(model, name, compared);
    out.metric("newton_steps_" + name, model.iterations())
        .metric("scaling_steps_" + name, others.get(0).steps())
        .metric("descent_steps_" + name, others.get(1).steps());
  }
}
