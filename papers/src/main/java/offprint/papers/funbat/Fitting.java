package offprint.papers.funbat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Part;

/** Inference with stopping, several starts and the choice of length scales. */
final class Fitting {
  private static final double REST = 1e-6; // relative change of the bound that ends it
  private static final double TOLERANCE = 1e-8; // of a fall of the bound, a row
  private static final double[] LENGTHSCALES = {0.02, 0.05, 0.1, 0.2, 0.5, 1};
  private static final int TUNING_SWEEPS = 15;

  private final double[][] coordinates;
  private final Axis[] axes;
  private final double[] y;
  private final RandomGenerator random;

  /**
   * What came out.
   *
   * @param design with the length scales that were used
   * @param bounds after each sweep of the best start, nats
   * @param falls sweeps of all starts after which the bound was lower than before
   */
  record Outcome(Posterior posterior, Design design, double[] bounds, int falls) {
    double bound() {
      return bounds[bounds.length - 1];
    }

    /** Relative rise of the bound in the last sweep; 1 after the first. */
    double rising() {
      return bounds.length < 2 ? 1 : (bound() - bounds[bounds.length - 2]) / Math.abs(bound());
    }
  }

  /**
   * @param coordinates scaled [K, rows]
   * @param y scaled [rows]
   */
  Fitting(double[][] coordinates, double[] y, RandomGenerator random) {
    this.coordinates = coordinates;
    this.y = y;
    this.random = random;
    axes = Axis.of(coordinates);
  }

  Outcome fit(Design design, Part part) {
    Design chosen = design.tune() ? tuned(design, Part.of(part, 0, 0.5, "tuning")) : design;
    Part rest = design.tune() ? Part.of(part, 0.5, 1, "") : part;
    return best(chosen, design.starts(), design.sweeps(), rest);
  }

  private Outcome best(Design design, int starts, int sweeps, Part part) {
    Outcome best = infer(design, sweeps, part.step(0, starts, ""));
    int falls = best.falls;
    for (int start = 1; start < starts; start++) {
      Outcome other = infer(design, sweeps, part.step(start, starts, "start " + (start + 1)));
      falls += other.falls;
      best = other.bound() > best.bound() ? other : best;
    }
    return new Outcome(best.posterior, design, best.bounds, falls);
  }

  private Outcome infer(Design design, int sweeps, Part part) {
    Inference inference = new Inference(axes, y, design, random);
    List<Double> bounds = new ArrayList<>();
    int falls = 0;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      double done = (double) sweep / sweeps;
      String stage = "sweep %d of %d".formatted(sweep + 1, sweeps);
      inference.sweep(() -> part.progress(done, stage));
      double bound = inference.bound();
      part.point("bound", sweep + 1, bound);
      double before = bounds.isEmpty() ? Double.NEGATIVE_INFINITY : bounds.getLast();
      bounds.add(bound);
      falls += bound < before - TOLERANCE * y.length ? 1 : 0;
      if (Math.abs(bound - before) < REST * Math.abs(bound)) {
        break;
      }
    }
    return new Outcome(
        inference.posterior(),
        design,
        bounds.stream().mapToDouble(Double::doubleValue).toArray(),
        falls);
  }

  /** Each mode's length scale in turn, by the bound after a few sweeps. */
  private Design tuned(Design design, Part part) {
    int modes = coordinates.length;
    List<Double> scales =
        new ArrayList<>(
            design.lengthscale().size() == modes
                ? design.lengthscale()
                : Collections.nCopies(modes, design.lengthscale().getFirst()));
    int sweeps = Math.min(design.sweeps(), TUNING_SWEEPS);
    for (int k = 0; k < modes; k++) {
      double best = Double.NEGATIVE_INFINITY;
      double chosen = scales.get(k);
      for (int i = 0; i < LENGTHSCALES.length; i++) {
        scales.set(k, LENGTHSCALES[i]);
        Part step = part.step(k * LENGTHSCALES.length + i, modes * LENGTHSCALES.length, "");
        double bound = infer(design.with(List.copyOf(scales)), sweeps, step).bound();
        if (bound > best) {
          best = bound;
          chosen = LENGTHSCALES[i];
        }
      }
      scales.set(k, chosen);
    }
    return design.with(List.copyOf(scales));
  }
}
