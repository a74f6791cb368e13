package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.information.Distribution;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.method.Chart;

/** C2, C3 and C4: encoders. */
final class EncoderClaims {
  private static final double[] THREE = {.7, .2, .1};
  private static final double[] KNOWN_RATES = {.2, .35, .5, .7, .8, .95, 1.05};

  private EncoderClaims() {}

  /**
   * Greedy against the best of all partitions, on random laws of 2 to 8 symbols and rates.
   *
   * @return violations of the bound
   */
  static int theorem2(int cases, Findings out) {
    RandomGenerator random = out.run().random();
    double worst = Double.NEGATIVE_INFINITY;
    double greedyGap = 0;
    double refinedGap = 0;
    int violations = 0;
    for (int i = 0; i < cases; i++) {
      if (i % 100 == 0) {
        out.run().progress(0.1 + 0.1 * i / cases, "C2, case %d of %d".formatted(i, cases));
      }
      double[] weight = new double[2 + random.nextInt(7)];
      Arrays.setAll(weight, _ -> -StrictMath.log(1 - random.nextDouble()));
      double[] p = Distribution.normalise("weights", weight);
      double rate = Entropy.bits(p) * random.nextDouble();
      double exact = Compressor.EXACT.compress(p, rate).entropyBits();
      double gap = exact - Compressor.GREEDY.compress(p, rate).entropyBits();
      double excess = gap - GreedyCompression.guaranteeBits(p);
      violations += excess > 1e-12 ? 1 : 0;
      worst = Math.max(worst, excess);
      greedyGap += gap / cases;
      refinedGap += (exact - Compressor.REFINED.compress(p, rate).entropyBits()) / cases;
    }
    out.table(
        "C2: greedy against the best partition, %d random laws".formatted(cases),
        Frame.of("quantity", "value")
            .row("cases beyond h(p_2)", violations)
            .row("largest gap - h(p_2) (bits)", worst)
            .row("mean gap, greedy (bits)", greedyGap)
            .row("mean gap, refined (bits)", refinedGap));
    out.metric("c2_violations", violations)
        .metric("c2_mean_gap_greedy_bits", greedyGap)
        .metric("c2_mean_gap_refined_bits", refinedGap);
    return violations;
  }

  /** {@code count} rates inside (0, top). */
  private static double[] inside(double top, int count) {
    return IntStream.rangeClosed(1, count).mapToDouble(i -> top * i / (count + 1)).toArray();
  }

  /**
   * The curve of theorem 3 against brute force, p = (0.7, 0.2, 0.1).
   *
   * @return the largest difference, in bits
   */
  static double theorem3(int points, Findings out) {
    double[] rates =
        points > KNOWN_RATES.length ? inside(Entropy.bits(THREE), points) : KNOWN_RATES;
    List<Code> maps = NearDeterministic.maps(THREE, 0);
    Frame rows = Frame.of("R", "theorem 3", "brute force", "its H(T)");
    double worst = 0;
    int compared = 0;
    for (double rate : rates) {
      double done = 0.2 + 0.2 * rows.rows() / rates.length;
      Runnable onSupport = () -> out.run().progress(done, "C3, R = " + rate);
      var best = BruteForce.search(THREE, rate, 4, 12, onSupport);
      double curve = NearDeterministic.best(maps, rate, 4).informationBits();
      rows.row(rate, curve, best.informationBits(), best.entropyBits());
      if (best.entropyBits() >= rate - 1e-6) {
        compared++;
        worst = Math.max(worst, Math.abs(curve - best.informationBits()));
      }
    }
    out.chart(
        curves("C3: rate-information curve of (0.7, 0.2, 0.1)", rates)
            .add(Compressor.EXACT.steps(THREE, rates, InformationUnit.BIT, () -> {}).thin())
            .line("theorem 3", rates, rows.numbers("theorem 3"))
            .points("brute force", rates, rows.numbers("brute force"))
            .chart("Theorem 3's encoders pass through the points that brute force finds."));
    out.table("C3: theorem 3 and brute force (bits)", rows);
    out.metric("c3_gap_bits", worst).metric("c3_rates_compared", compared);
    return worst;
  }

  private static Plot curves(String title, double[] rates) {
    return Plot.of(title)
        .x("rate R (bits)")
        .y("I(X;T) (bits)")
        .thinLine("limit I = R", rates, rates);
  }

  /** Greedy, refined, LPT and exact on two laws of figure 9. */
  static void figure9(int points, Findings out) {
    double[] ways = {1, 9, 36, 84, 126, 126, 84, 36, 9, 1};
    double[] powers = new double[10];
    Arrays.setAll(powers, k -> 0.3 * StrictMath.pow(0.7, k));
    List<Double> refinedLead = new ArrayList<>();
    List<Double> lowLead = new ArrayList<>();
    List<Double> highLead = new ArrayList<>();
    for (String law : List.of("binomial", "geometric")) {
      double[] p = Distribution.normalise(law, law.equals("binomial") ? ways : powers);
      double[] rates = inside(Entropy.bits(p), points);
      Runnable onRate = () -> out.run().progress(0.5, "C4, " + law);
      Function<Compressor, Chart.Series> steps =
          method -> method.steps(p, rates, InformationUnit.BIT, onRate);
      Chart.Series greedy = steps.apply(Compressor.GREEDY);
      Chart.Series refined = steps.apply(Compressor.REFINED);
      Chart.Series lpt = steps.apply(Compressor.LPT);
      for (int i = 0; i < points; i++) {
        double kept = greedy.y().get(i);
        refinedLead.add(refined.y().get(i) - kept);
        if (rates[i] < 1 || rates[i] >= 2) {
          (rates[i] < 1 ? lowLead : highLead).add(kept - lpt.y().get(i));
        }
      }
      out.chart(
          curves("C4: %s law of 10 symbols".formatted(law), rates)
              .add(greedy)
              .add(refined)
              .add(lpt.thin())
              .add(steps.apply(Compressor.EXACT).thin())
              .chart(
                  "Below 1 bit LPT has a single bin and keeps nothing; near log2 of a whole number"
                      + " it beats greedy."));
    }
    double low = mean(lowLead);
    double high = mean(highLead);
    out.metric("c4_refined_minus_greedy_least_bits", Collections.min(refinedLead))
        .metric("c4_greedy_minus_lpt_low_bits", low)
        .metric("c4_greedy_minus_lpt_high_bits", high);
    out.text(
        "LPT binning stands in for the Shkel-Verdú encoder, which we have not read. Greedy minus"
            + " LPT: %+.3f bits on average below 1 bit, %+.3f bits from 2 bits on."
                .formatted(low, high));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
