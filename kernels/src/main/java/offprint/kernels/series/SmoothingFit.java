package offprint.kernels.series;

import java.util.Arrays;

/**
 * Maximum likelihood of {@link Smoothing} models. The initial states are solved for in closed form
 * at every trial ({@link InitialStates}), which leaves one to four smoothing parameters to search:
 * a coarse grid, then Nelder–Mead from its best point at each of three ratios of beta to alpha,
 * since the likelihood has more than one maximum there.
 *
 * <p>Bounds as customary: {@code alpha}, {@code beta / alpha} and {@code gamma / (1 - alpha)} in
 * [0.0001, 0.9999], {@code phi} in [0.8, 0.98].
 */
final class SmoothingFit {
  /** Longer seasons are left out: as many states are not told by data. */
  static final int LONGEST_SEASON = 400;

  /** Parameters are searched on the last so many rows, unless told otherwise. */
  static final int MOST_ROWS = 20_000;

  private static final double LEAST = 1e-4;
  private static final double LEAST_PHI = 0.8;
  private static final double MOST_PHI = 0.98;
  private static final double[] ALPHAS = {0.05, 0.3, 0.9};
  private static final double[] BETAS = {0.01, 0.3, 0.95};
  private static final double[] GAMMAS = {0.02, 0.3};
  private static final double PHI = 0.5;
  private static final double COARSE = 1e-5;
  private static final double FINE = 1e-11;

  private final Smoothing.Form form;
  private final double[] tail;
  private final InitialStates initial;

  private SmoothingFit(double[] values, Smoothing.Form form, int searched) {
    this.form = form;
    this.tail =
        values.length <= searched
            ? values
            : Arrays.copyOfRange(values, values.length - searched, values.length);
    this.initial = new InitialStates(tail, form);
  }

  static Smoothing choose(double[] values, int season, int searched) {
    Smoothing best = null;
    double least = Double.POSITIVE_INFINITY;
    int[] seasons = season > 1 && season <= LONGEST_SEASON ? new int[] {1, season} : new int[] {1};
    for (int m : seasons) {
      for (Smoothing.Trend trend : Smoothing.Trend.values()) {
        Smoothing.Form form = new Smoothing.Form(trend, m);
        if (values.length < least(form)) {
          continue;
        }
        Smoothing model = of(values, form, searched);
        double aicc = aicc(model, values);
        if (best == null || aicc < least) {
          best = model;
          least = aicc;
        }
      }
    }
    return best == null ? of(values, new Smoothing.Form(Smoothing.Trend.NONE, 1), searched) : best;
  }

  /** Rows that a form needs: two seasons, and two more than its parameters for AICc. */
  static int least(Smoothing.Form form) {
    return Math.max(form.season() > 1 ? 2 * form.season() : 0, form.parameters() + 2);
  }

  /** Akaike's criterion with its correction for few rows. */
  static double aicc(Smoothing model, double[] values) {
    int k = model.form().parameters();
    int n = values.length;
    double spread = 0;
    for (double value : values) {
      spread += value * value;
    }
    // A series that is met exactly has no finite likelihood; rounding must not choose its form.
    double squares = Math.max(model.squares(values), 1e-20 * spread + Double.MIN_NORMAL);
    return n * (Math.log(2 * Math.PI * squares / n) + 1) + 2.0 * k * n / (n - k - 1);
  }

  static Smoothing of(double[] values, Smoothing.Form form, int searched) {
    if (values.length < least(form)) {
      throw new IllegalArgumentException(
          "%s with season %d needs at least %d rows: got %d"
              .formatted(form.label(), form.season(), least(form), values.length));
    }
    int rows = Math.max(searched, least(form));
    SmoothingFit fit = new SmoothingFit(values, form, rows);
    double[] box = fit.search();
    return at(values.length > rows ? new InitialStates(values, form) : fit.initial, form, box);
  }

  private double[] search() {
    boolean trended = form.trend() != Smoothing.Trend.NONE;
    NelderMead coarse = new NelderMead(this::squares, COARSE);
    NelderMead.Minimum best = new NelderMead.Minimum(new double[0], Double.POSITIVE_INFINITY);
    for (double beta : trended ? BETAS : new double[1]) {
      NelderMead.Minimum found = coarse.minimise(bestStart(beta), 0.1);
      best = best.x().length == 0 || found.value() < best.value() ? found : best;
    }
    return new NelderMead(this::squares, FINE).minimise(best.x(), 0.03).x();
  }

  /** The best point of the grid at this {@code beta / alpha}. */
  private double[] bestStart(double beta) {
    double[] best = new double[0];
    double least = Double.POSITIVE_INFINITY;
    for (double alpha : ALPHAS) {
      for (double gamma : form.season() > 1 ? GAMMAS : new double[1]) {
        double[] x = start(alpha, beta, gamma);
        double squares = squares(x);
        if (best.length == 0 || squares < least) {
          best = x;
          least = squares;
        }
      }
    }
    return best;
  }

  private double[] start(double alpha, double beta, double gamma) {
    double[] x = new double[form.smoothingParameters()];
    int at = 0;
    x[at++] = alpha;
    if (form.trend() != Smoothing.Trend.NONE) {
      x[at++] = beta;
    }
    if (form.season() > 1) {
      x[at++] = gamma;
    }
    if (form.trend() == Smoothing.Trend.DAMPED) {
      x[at] = PHI;
    }
    return x;
  }

  private double squares(double[] box) {
    return at(box).squares(tail);
  }

  private Smoothing at(double[] box) {
    return at(initial, form, box);
  }

  /** The model at a point of the unit box: alpha, beta / alpha, gamma / (1 - alpha), phi. */
  private static Smoothing at(InitialStates initial, Smoothing.Form form, double[] box) {
    double alpha = inside(box[0]);
    int at = 1;
    double beta = 0;
    if (form.trend() != Smoothing.Trend.NONE) {
      beta = alpha * inside(box[at++]);
    }
    double gamma = form.season() > 1 ? (1 - alpha) * inside(box[at++]) : 0;
    double phi =
        switch (form.trend()) {
          case NONE -> 0;
          case ADDITIVE -> 1;
          case DAMPED -> LEAST_PHI + (MOST_PHI - LEAST_PHI) * box[at];
        };
    return initial.solve(alpha, beta, gamma, phi);
  }

  private static double inside(double part) {
    return LEAST + (1 - 2 * LEAST) * part;
  }
}
