package offprint.papers.perfectreconstruction;

import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;

/** The worked problems at several sizes: claim C5. */
final class ProblemExperiment {
  /**
   * @param tight true if the parts are independent, so that slack should be 0
   * @param recovers true if X should be recovered
   */
  private record Case(
      String name, Problem problem, Problem.Settings settings, boolean tight, boolean recovers) {}

  private ProblemExperiment() {}

  static void run(Findings out) {
    Frame rows =
        Frame.of(
            "problem",
            "states",
            "functions",
            "slack",
            "tree margin (bits)",
            "deficit (bits)",
            "verdict");
    double tightSlack = 0;
    int wrong = 0;
    int broken = 0;
    List<Case> cases = cases();
    for (Case c : cases) {
      out.run().progress(0.4 + 0.1 * rows.rows() / cases.size(), c.name);
      Diagnosis d = Diagnosis.of(c.problem.build(c.settings).components());
      tightSlack = c.tight ? Math.max(tightSlack, Math.abs(d.slack())) : tightSlack;
      wrong += d.reconstructs() == c.recovers ? 0 : 1;
      broken += d.reconstructs() && !d.conditionHolds() ? 1 : 0;
      rows.row(
          c.name,
          d.states(),
          d.rajski().size(),
          round(d.slack()),
          round(d.treeMarginBits()),
          round(d.deficitBits()),
          d.verdict().toString());
    }
    out.table("The five problems", rows)
        .metric("problems_tight_slack", tightSlack)
        .metric("problems_wrong", wrong)
        .metric("problems_breaking_the_condition", broken);
  }

  private static double round(double value) {
    return Math.abs(value) < 1e-12 ? 0 : value;
  }

  private static List<Case> cases() {
    List<Double> even = List.of(.1, .15, .25, .25, .15, .1);
    List<Double> zero = List.of(.08, .12, .2, .2, .2, .12, .08);
    List<Double> skew = List.of(.1, .2, .25, .3, .1, .05);
    return List.of(
        weights("sign and absolute value, independent", even, true),
        weights("sign and absolute value with X = 0", zero, false),
        weights("sign and absolute value, skewed law", skew, false),
        linear("4 independent combinations of 4 bits", true, true, "1000", "1100", "0110", "0011"),
        linear("4 dependent combinations of 4 bits", false, false, "1000", "0100", "1100", "0011"),
        linear("3 combinations of 4 bits", false, false, "1000", "0100", "0011"),
        linear(
            "8 independent combinations of 8 bits",
            true,
            true,
            "11000000",
            "01100000",
            "00110000",
            "00011000",
            "00001100",
            "00000110",
            "00000011",
            "00000001"),
        size("prime signature, divisors of 360", Problem.DIVISORS, 360, true, true),
        size("the same without 5", Problem.DIVISORS, 360, false, false, 3),
        size("prime signature, divisors of 720720", Problem.DIVISORS, 720_720, true, true),
        size("prime signature, 1 to 30", Problem.INTEGERS, 30, false, true),
        size("the same without 29", Problem.INTEGERS, 30, false, false, 10),
        size("prime signature, 1 to 300", Problem.INTEGERS, 300, false, true),
        remainders("Chinese remainders 3, 4, 5", 60, true, true, 3, 4, 5),
        remainders("the same without 5", 60, false, false, 3, 4),
        remainders("moduli 4, 6 below 24", 24, false, false, 4, 6),
        remainders("Chinese remainders 5, 7, 8, 9, 11", 27_720, true, true, 5, 7, 8, 9, 11),
        size("sorting 3 items, all pairs", Problem.SORTING, 3, false, true),
        size("sorting 4 items, all pairs", Problem.SORTING, 4, false, true),
        size("the same without one pair", Problem.SORTING, 4, false, false, 6),
        size("sorting 6 items, all pairs", Problem.SORTING, 6, false, true));
  }

  private static Case weights(String name, List<Double> weights, boolean tight) {
    var settings = new Problem.Settings(1, weights, List.of(), List.of(), List.of());
    return new Case(name, Problem.SIGN_ABSOLUTE, settings, tight, true);
  }

  private static Case linear(String name, boolean tight, boolean recovers, String... rows) {
    var settings = new Problem.Settings(1, List.of(), List.of(rows), List.of(), List.of());
    return new Case(name, Problem.LINEAR, settings, tight, recovers);
  }

  private static Case size(
      String name, Problem problem, int size, boolean tight, boolean recovers, Integer... omit) {
    var settings = new Problem.Settings(size, List.of(), List.of(), List.of(), List.of(omit));
    return new Case(name, problem, settings, tight, recovers);
  }

  private static Case remainders(
      String name, int size, boolean tight, boolean recovers, Integer... moduli) {
    var settings = new Problem.Settings(size, List.of(), List.of(), List.of(moduli), List.of());
    return new Case(name, Problem.REMAINDERS, settings, tight, recovers);
  }
}
