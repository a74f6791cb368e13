package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Entropy;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Run;
import offprint.method.Table;

/** C2, C3 and C4: encoders. */
final class EncoderClaims {
  private static final double[] THREE = {.7, .2, .1};
  private static final double[] KNOWN_RATES = {.2, .35, .5, .7, .8, .95, 1.05};

  private EncoderClaims() {}

  /**
   * Greedy against the best of all partitions on random laws of 2 to 8 symbols and random rates.
   */
  static void theorem2(int cases, Run run, Findings findings) {
    RandomGenerator random = run.random();
    double worst = Double.NEGATIVE_INFINITY;
    double greedyGap = 0;
    double refinedGap = 0;
    int violations = 0;
    for (int i = 0; i < cases; i++) {
      if (i % 100 == 0) {
        run.progress(0.1 + 0.1 * i / cases, "C2, case %d of %d".formatted(i, cases));
      }
      double[] p = dirichlet(2 + random.nextInt(7), random);
      double rate = Entropy.bits(p) * random.nextDouble();
      double exact = Compressor.EXACT.compress(p, rate).entropyBits();
      double gap = exact - Compressor.GREEDY.compress(p, rate).entropyBits();
      double excess = gap - GreedyCompression.guaranteeBits(p);
      violations += excess > 1e-12 ? 1 : 0;
      worst = Math.max(worst, excess);
      greedyGap += gap / cases;
      refinedGap += (exact - Compressor.REFINED.compress(p, rate).entropyBits()) / cases;
    }
    findings.add(
        new Table(
            "C2: greedy against the best partition, %d random laws".formatted(cases),
            List.of("quantity", "value"),
            List.of(
                List.of("cases beyond h(p_2)", violations),
                List.of("largest gap - h(p_2) (bits)", worst),
                List.of("mean gap, greedy (bits)", greedyGap),
                List.of("mean gap, refined (bits)", refinedGap))));
    findings.metric("c2_violations", violations);
    findings.metric("c2_mean_gap_greedy_bits", greedyGap);
    findings.metric("c2_mean_gap_refined_bits", refinedGap);
  }

  private static double[] dirichlet(int n, RandomGenerator random) {
    double[] p = new double[n];
    for (int i = 0; i < n; i++) {
      p[i] = -StrictMath.log(1 - random.nextDouble());
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  /** The curve of theorem 3 against brute force, p = (0.7, 0.2, 0.1). */
  static void theorem3(int points, Run run, Findings findings) {
    double top = Entropy.bits(THREE);
    double[] rates = KNOWN_RATES.clone();
    if (points > rates.length) {
      rates = new double[points];
      for (int i = 0; i < points; i++) {
        rates[i] = top * (i + 1) / (points + 1);
      }
    }
    List<Code> maps = NearDeterministic.maps(THREE, 0);
    double[] curve = new double[rates.length];
    double[] brute = new double[rates.length];
    double[] steps = new double[rates.length];
    double worst = 0;
    int compared = 0;
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      double done = 0.2 + 0.2 * i / rates.length;
      String stage = "C3, rate %d of %d".formatted(i + 1, rates.length);
      var optimum = BruteForce.search(THREE, rates[i], 4, 12, () -> run.progress(done, stage));
      brute[i] = optimum.informationBits();
      curve[i] = NearDeterministic.best(maps, rates[i], 4).informationBits();
      steps[i] = Compressor.EXACT.compress(THREE, rates[i]).entropyBits();
      boolean full = optimum.entropyBits() >= rates[i] - 1e-6;
      compared += full ? 1 : 0;
      worst = full ? Math.max(worst, Math.abs(curve[i] - brute[i])) : worst;
      if (i % Math.max(1, rates.length / 8) == 0) {
        rows.add(List.of(rates[i], steps[i], curve[i], brute[i], optimum.entropyBits()));
      }
    }
    findings.add(
        new Chart(
            "C3: rate-information curve of (0.7, 0.2, 0.1)",
            Chart.Axis.linear("rate R (bits)"),
            Chart.Axis.linear("I(X;T) (bits)"),
            List.of(
                Chart.Series.line("limit I = R", rates, rates).thin(),
                Chart.Series.step("deterministic", rates, steps).thin(),
                Chart.Series.line("theorem 3", rates, curve),
                Chart.Series.points("brute force", rates, brute)),
            "Theorem 3's encoders pass through the points that brute force finds."));
    findings.add(
        new Table(
            "C3: theorem 3 and brute force",
            List.of("R", "deterministic", "theorem 3", "brute force", "its H(T)"),
            rows));
    findings.metric("c3_gap_bits", worst);
    findings.metric("c3_rates_compared", compared);
  }

  static double[] binomial9() {
    double[] p = new double[10];
    double ways = 1;
    for (int k = 0; k < 10; k++) {
      p[k] = ways / 512;
      ways = ways * (9 - k) / (k + 1);
    }
    return p;
  }

  static double[] truncatedGeometric() {
    double[] p = new double[10];
    for (int k = 0; k < 10; k++) {
      p[k] = 0.3 * StrictMath.pow(0.7, k);
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  /** Greedy, refined, LPT and exact on two laws of figure 9. */
  static void figure9(int points, Run run, Findings findings) {
    double least = Double.POSITIVE_INFINITY;
    double[] lowAndHigh = new double[2];
    int[] counts = new int[2];
    for (String law : List.of("binomial", "geometric")) {
      double[] p = law.equals("binomial") ? binomial9() : truncatedGeometric();
      double top = Entropy.bits(p);
      double[] rates = new double[points];
      double[][] found = new double[4][points];
      List<Compressor> methods =
          List.of(Compressor.GREEDY, Compressor.REFINED, Compressor.LPT, Compressor.EXACT);
      for (int i = 0; i < points; i++) {
        run.progress(0.45 + 0.1 * i / points, "C4, " + law);
        rates[i] = top * (i + 1) / (points + 1);
        for (int m = 0; m < 4; m++) {
          found[m][i] = methods.get(m).compress(p, rates[i]).entropyBits();
        }
        least = Math.min(least, found[1][i] - found[0][i]);
        int zone = rates[i] < 1 ? 0 : rates[i] >= 2 ? 1 : -1;
        if (zone >= 0) {
          lowAndHigh[zone] += found[0][i] - found[2][i];
          counts[zone]++;
        }
      }
      List<Chart.Series> series = new ArrayList<>();
      series.add(Chart.Series.line("limit I = R", rates, rates).thin());
      for (int m = 0; m < 4; m++) {
        Chart.Series one = Chart.Series.step(methods.get(m).label(), rates, found[m]);
        series.add(m < 2 ? one : one.thin());
      }
      findings.add(
          new Chart(
              "C4: %s law of 10 symbols".formatted(law),
              Chart.Axis.linear("rate R (bits)"),
              Chart.Axis.linear("I(X;T) (bits)"),
              series,
              "Below 1 bit LPT has a single bin and keeps nothing; near log2 of a whole number it"
                  + " beats greedy."));
    }
    findings.metric("c4_refined_minus_greedy_least_bits", least);
    findings.metric("c4_greedy_minus_lpt_low_bits", lowAndHigh[0] / Math.max(1, counts[0]));
    findings.metric("c4_greedy_minus_lpt_high_bits", lowAndHigh[1] / Math.max(1, counts[1]));
    findings.add(
        Note.text(
            "LPT binning stands in for the Shkel-Verdú encoder, which we have not read. Greedy"
                + " minus"
                + " LPT: %+.3f bits on average below 1 bit, %+.3f bits from 2 bits on."
                    .formatted(
                        lowAndHigh[0] / Math.max(1, counts[0]),
                        lowAndHigh[1] / Math.max(1, counts[1]))));
  }
}
