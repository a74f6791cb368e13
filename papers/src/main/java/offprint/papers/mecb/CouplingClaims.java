package offprint.papers.mecb;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Distribution;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.GreedyCoupling;
import offprint.kernels.information.InformationUnit;
import offprint.method.Run;

/** C1 and C6: couplings. */
final class CouplingClaims {
  private static final int SYMBOLS = 20;
  private static final List<String> PAPER =
      List.of("5.443 ± 0.101", "3.225 ± 0.141", "2.946 ± 0.064", "2.937 ± 0.058");

  private CouplingClaims() {}

  /**
   * Table 1: joint entropies, in nats, of couplings of two random laws of 20 symbols.
   *
   * @return the mean of max-seeking couplings
   */
  static double table1(int pairs, Findings out) {
    Run run = out.run();
    List<Coupler> methods = List.of(Coupler.SLA, Coupler.MAX, Coupler.ZERO);
    double[][] nats = new double[4][pairs];
    for (int k = 0; k < pairs; k++) {
      double done = 0.1 * k / pairs;
      double[] p = halfNormal(run.random());
      double[] q = halfNormal(run.random());
      nats[0][k] = InformationUnit.NAT.of(Entropy.bits(p) + Entropy.bits(q));
      for (int m = 1; m < 4; m++) {
        Coupler method = methods.get(m - 1);
        Coupling c = method.couple(p, q, run.random(), _ -> run.progress(done, "C1, pairs"));
        nats[m][k] = InformationUnit.NAT.of(c.entropyBits());
      }
    }
    Frame rows = Frame.of("coupling", "mean", "deviation", "paper, table 1");
    for (int m = 0; m < 4; m++) {
      double centre = Arrays.stream(nats[m]).average().orElse(0);
      double squares = Arrays.stream(nats[m]).map(h -> (h - centre) * (h - centre)).sum();
      String name = m == 0 ? "independent" : methods.get(m - 1).label();
      rows.row(name, centre, Math.sqrt(squares / pairs), PAPER.get(m));
      out.metric("c1_%s_nats".formatted(name), centre);
    }
    double[] mean = rows.numbers("mean");
    double margin =
        Math.min(Math.min(mean[0] - mean[1], mean[1] - mean[2]), mean[2] - mean[3] + 0.02);
    out.metric("c1_order_margin_nats", margin);
    out.table(
        "C1: joint entropy (nats) of %d pairs of laws of %d symbols".formatted(pairs, SYMBOLS),
        rows);
    return mean[2];
  }

  /** |N(0, 1)| weights, normalised. */
  private static double[] halfNormal(RandomGenerator random) {
    double[] weight = new double[SYMBOLS];
    Arrays.setAll(weight, _ -> Math.abs(random.nextGaussian()));
    return Distribution.normalise("weights", weight);
  }

  /** Figure 10: joint entropy of X and Y, both uniform, as the rate falls. */
  static void figure10(Findings out) {
    Run run = out.run();
    double[] p = new double[8];
    Arrays.fill(p, 1.0 / 8);
    Frame rows = Frame.of("H(X)/R", "R (bits)", "H(T)", "H(X,Y)", "I(X;Y)");
    double least = Double.POSITIVE_INFINITY;
    double before = Double.NEGATIVE_INFINITY;
    for (double rate : new double[] {3, 2, 1.5, 1, 0.5}) {
      run.progress(0.57, "C6");
      Code code = Compressor.REFINED.compress(p, rate);
      Coupling joint = code.joint().compose(GreedyCoupling.of(code.mass(), p), 64);
      double entropy = joint.entropyBits();
      least = Math.min(least, entropy - before);
      before = entropy;
      rows.row(3 / rate, rate, code.entropyBits(), entropy, joint.mutualInformationBits());
      out.metric("c6_entropy_r%s_bits".formatted(Double.toString(rate).replace(".", "")), entropy);
    }
    out.metric("c6_least_rise_bits", least);
    out.chart(
        Plot.of("C6: randomness of the coupling as the rate falls")
            .x("rate R (bits)")
            .y("H(X,Y) (bits)")
            .line(
                "8 uniform symbols on both sides", rows.numbers("R (bits)"), rows.numbers("H(X,Y)"))
            .chart());
    out.table("C6: uniform X and Y, 8 symbols", rows);
  }
}
