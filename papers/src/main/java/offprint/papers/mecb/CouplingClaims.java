package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.method.Chart;
import offprint.method.Run;
import offprint.method.Table;

/** C1 and C6: couplings. */
final class CouplingClaims {
  private static final int SYMBOLS = 20;

  private CouplingClaims() {}

  /** Table 1: joint entropies, in nats, of couplings of two random laws of 20 symbols. */
  static void table1(int pairs, Run run, Findings findings) {
    List<Coupler> methods = List.of(Coupler.SLA, Coupler.MAX, Coupler.ZERO);
    double[][] nats = new double[4][pairs];
    for (int k = 0; k < pairs; k++) {
      double done = 0.1 * k / pairs;
      String stage = "C1, pair %d of %d".formatted(k + 1, pairs);
      double[] p = halfNormal(run.random());
      double[] q = halfNormal(run.random());
      nats[0][k] = InformationUnit.NAT.of(Entropy.bits(p) + Entropy.bits(q));
      for (int m = 0; m < 3; m++) {
        Coupling c = methods.get(m).couple(p, q, run.random(), _ -> run.progress(done, stage));
        nats[m + 1][k] = InformationUnit.NAT.of(c.entropyBits());
      }
    }
    String[] names = {"independent", "sla", "max", "zero"};
    String[] paper = {"5.443 ± 0.101", "3.225 ± 0.141", "2.946 ± 0.064", "2.937 ± 0.058"};
    double[] mean = new double[4];
    List<List<Object>> rows = new ArrayList<>();
    for (int m = 0; m < 4; m++) {
      mean[m] = Arrays.stream(nats[m]).average().orElse(0);
      double centre = mean[m];
      double variance =
          Arrays.stream(nats[m]).map(h -> (h - centre) * (h - centre)).average().orElse(0);
      rows.add(List.of(names[m], mean[m], Math.sqrt(variance), paper[m]));
      findings.metric("c1_%s_nats".formatted(names[m]), mean[m]);
    }
    double margin =
        Math.min(Math.min(mean[0] - mean[1], mean[1] - mean[2]), mean[2] - mean[3] + 0.02);
    findings.metric("c1_order_margin_nats", margin);
    findings.add(
        new Table(
            "C1: joint entropy (nats) of %d random pairs of laws of %d symbols"
                .formatted(pairs, SYMBOLS),
            List.of("coupling", "mean", "deviation", "paper, table 1"),
            rows));
  }

  /** |N(0, 1)| weights, normalised. */
  private static double[] halfNormal(RandomGenerator random) {
    double[] p = new double[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      p[i] = Math.abs(random.nextGaussian());
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  /** Figure 10: joint entropy of X and Y, both uniform, as the rate falls. */
  static void figure10(Run run, Findings findings) {
    double[] p = new double[8];
    Arrays.fill(p, 1.0 / 8);
    double[] rates = {3, 2, 1.5, 1, 0.5};
    double[] entropy = new double[rates.length];
    double least = Double.POSITIVE_INFINITY;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      run.progress(0.57, "C6");
      Code code = Compressor.REFINED.compress(p, rates[i]);
      Coupling decoder =
          Coupler.MAX.couple(code.mass(), p, run.random(), _ -> run.progress(0.57, "C6"));
      Coupling joint = code.joint().compose(decoder, 64);
      entropy[i] = joint.entropyBits();
      least = i == 0 ? least : Math.min(least, entropy[i] - entropy[i - 1]);
      rows.add(
          List.of(
              3 / rates[i],
              rates[i],
              code.entropyBits(),
              entropy[i],
              joint.mutualInformationBits()));
      findings.metric(
          "c6_entropy_r%s_bits".formatted(String.valueOf(rates[i]).replace(".", "")), entropy[i]);
    }
    findings.metric("c6_least_rise_bits", least);
    findings.add(
        new Chart(
            "C6: randomness of the coupling as the rate falls",
            Chart.Axis.linear("rate R (bits)"),
            Chart.Axis.linear("H(X,Y) (bits)"),
            List.of(Chart.Series.line("8 uniform symbols on both sides", rates, entropy)),
            ""));
    findings.add(
        new Table(
            "C6: uniform X and Y, 8 symbols",
            List.of("H(X)/R", "R (bits)", "H(T)", "H(X,Y)", "I(X;Y)"),
            rows));
  }
}
