package offprint.papers.mcmcbridge;

import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.kernels.torch.Session;

/** Claim C8: annealed Langevin with an exact and with a learnt score. */
record GenerationStudy(Findings out, RandomGenerator random, Part part) {
  private static final int POINTS = 2000;
  private static final int KEPT = 1000;
  private static final double[] WEIGHTS = {.1, .2, .3, .4};
  private static final int MODE_POINTS = 4000;

  /** Shares of four modes of unequal weight, by the exact score of the blurred law. */
  void modes() {
    Score exact =
        (points, sigma) -> {
          double[] score = new double[points.length];
          for (int k = 0; k < points.length; k += 2) {
            FourModes.score(points, k, sigma * sigma, WEIGHTS, score);
          }
          return score;
        };
    AnnealedLangevin langevin = new AnnealedLangevin(10, 8, .1, 50, .01);
    double annealed = totalVariation(langevin.draw(exact, MODE_POINTS, 2, random, part::repeat));
    double alone =
        totalVariation(langevin.alone().draw(exact, MODE_POINTS, 2, random, part::repeat));
    out.text(
        "C8: with the exact score of four modes of weights .1 to .4, shares are off by %.3f in total variation with ten noise levels and by %.3f with the least alone."
            .formatted(annealed, alone));
    out.metric("annealed_tv", annealed).metric("alone_tv", alone);
  }

  private static double totalVariation(double[] points) {
    double[] share = new double[WEIGHTS.length];
    for (int k = 0; k < points.length; k += 2) {
      share[FourModes.mode(points[k], points[k + 1])] += 2.0 / points.length;
    }
    double sum = 0;
    for (int m = 0; m < share.length; m++) {
      sum += Math.abs(share[m] - WEIGHTS[m]) / 2;
    }
    return sum;
  }

  /** Two moons by a learnt score; gives what came out. */
  String moons(int iterations) {
    Cloud all = Cloud.of(List.of("x", "y"), moonColumns(POINTS + KEPT));
    Cloud[] parts = all.split((double) KEPT / (POINTS + KEPT), random);
    double[] known = parts[0].points();
    double[] kept = parts[1].points();
    AnnealedLangevin langevin = new AnnealedLangevin(10, 2, .05, 50, 5e-4);
    try (Session session = Session.open()) {
      ScoreNetwork network = new ScoreNetwork(session, 2, 128, random);
      double loss = network.train(known, .05, 2, iterations, random, part);
      double[] drawn = langevin.draw(network, KEPT, 2, random, part::repeat);
      double[] alone = langevin.alone().draw(network, KEPT, 2, random, part::repeat);
      double own = SlicedDistance.of(drawn, kept, 2);
      double one = SlicedDistance.of(alone, kept, 2);
      double gaussian = SlicedDistance.of(parts[0].gaussian(KEPT, random).points(), kept, 2);
      Race race =
          Race.lower("sliced distance")
              .on("Of two moons")
              .baseline("a Gaussian fit", gaussian)
              .baseline("one noise level", one)
              .own("the learnt score", own);
      out.chart(Generate.picture(parts[1], parts[1].with(drawn)));
      out.chart(race.chart("C8: sliced distance of two moons"))
          .table(race.table("C8: sliced distance of two moons"));
      out.text(
          "The training set itself is %.3f away: no method can do much better."
              .formatted(SlicedDistance.of(known, kept, 2)));
      out.metric("moons_distance", own)
          .metric("moons_over_gaussian", own / gaussian)
          .metric("one_level_over_moons", one / own)
          .metric("loss_over_dimension", loss / 2);
      return "a learnt score draws two moons at %.3f of their spread".formatted(own);
    }
  }

  private double[][] moonColumns(int count) {
    double[][] columns = new double[2][count];
    for (int k = 0; k < count; k++) {
      double angle = Math.PI * random.nextDouble();
      boolean upper = k % 2 == 0;
      columns[0][k] = (upper ? Math.cos(angle) : 1 - Math.cos(angle)) + .06 * random.nextGaussian();
      columns[1][k] =
          (upper ? Math.sin(angle) : .5 - Math.sin(angle)) + .06 * random.nextGaussian();
    }
    return columns;
  }
}
