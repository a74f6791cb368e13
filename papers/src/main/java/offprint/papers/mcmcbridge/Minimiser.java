package offprint.papers.mcmcbridge;

import java.util.random.RandomGenerator;

/** Ways to look for the least value of a function over a box with a budget of evaluations. */
enum Minimiser {
  /** Steepest descent from one uniform point. */
  DESCENT("descent from one start") {
    @Override
    void run(Search search, Cooling cooling, RandomGenerator random) {
      descend(search, search.draw(random), search.left());
    }
  },
  /** Descents from uniform points until the budget is used. */
  MULTISTART("descent from many starts") {
    @Override
    void run(Search search, Cooling cooling, RandomGenerator random) {
      while (search.left() > 0) {
        descend(search, search.draw(random), POLISH);
      }
    }
  },
  /** Metropolis at a falling temperature, with Cauchy moves of some coordinates. */
  ANNEAL("annealing") {
    @Override
    void run(Search search, Cooling cooling, RandomGenerator random) {
      int d = search.dimension();
      double[] x = search.draw(random);
      double value = search.value(x);
      int steps = Math.max(1, search.left() - POLISH);
      for (int t = 0; t < steps; t++) {
        double temperature = cooling.temperature(t, steps);
        double reach = REACH * Math.sqrt(temperature / cooling.hot());
        double[] y = x.clone();
        int sure = random.nextInt(d);
        for (int i = 0; i < d; i++) {
          double width = search.box.high()[i] - search.box.low()[i];
          double cauchy = Math.tan(Math.PI * (random.nextDouble() - 0.5));
          if (random.nextDouble() * d < 1 || i == sure) {
            y[i] = search.inside(i, x[i] + reach * width * cauchy);
          }
        }
        double proposed = search.value(y);
        if (Math.log(random.nextDouble()) < (value - proposed) / temperature) {
          x = y;
          value = proposed;
        }
      }
      descend(search, search.bestPoint(), search.left());
    }
  },
  /** Adjusted Langevin on -f/T at a falling temperature. */
  LANGEVIN("annealed Langevin") {
    @Override
    void run(Search search, Cooling cooling, RandomGenerator random) {
      int d = search.dimension();
      double[] x = search.draw(random);
      double[] gradient = new double[d];
      double value = search.gradient(x, gradient);
      int steps = Math.max(1, search.left() - POLISH);
      for (int t = 0; t < steps; t++) {
        double temperature = cooling.temperature(t, steps);
        double[] y = new double[d];
        double forth = 0;
        double[] size = new double[d];
        for (int i = 0; i < d; i++) {
          double width = search.box.high()[i] - search.box.low()[i];
          size[i] = Math.pow(STRIDE * width, 2) * temperature / cooling.hot();
          double z = random.nextGaussian();
          forth += z * z / 2;
          y[i] = x[i] - size[i] / 2 * gradient[i] / temperature + Math.sqrt(size[i]) * z;
        }
        double[] there = new double[d];
        double proposed = search.gradient(y, there);
        double back = 0;
        boolean inside = true;
        for (int i = 0; i < d; i++) {
          double gap = x[i] - y[i] + size[i] / 2 * there[i] / temperature;
          back += size[i] > 0 ? gap * gap / (2 * size[i]) : 0;
          inside &= search.box.low()[i] <= y[i] && y[i] <= search.box.high()[i];
        }
        double ratio = (value - proposed) / temperature - back + forth;
        if (inside && Math.log(random.nextDouble()) < ratio) {
          x = y;
          value = proposed;
          gradient = there;
        }
      }
      descend(search, search.bestPoint(), search.left());
    }
  };

  /** Evaluations of one descent. */
  static final int POLISH = 300;

  /** Scale of a Cauchy move at the hottest, as a share of the box. */
  private static final double REACH = 1.5 / 10.24;

  /** Deviation of a Langevin step at the hottest, as a share of the box. */
  private static final double STRIDE = 0.05;

  /**
   * Temperatures falling geometrically.
   *
   * @param hot first
   * @param cold last
   */
  record Cooling(double hot, double cold) {
    double temperature(int step, int steps) {
      return steps == 1 ? cold : hot * Math.pow(cold / hot, step / (steps - 1.0));
    }
  }

  private final String label;

  Minimiser(String label) {
    this.label = label;
  }

  /** As a sentence has it. */
  String label() {
    return label;
  }

  abstract void run(Search search, Cooling cooling, RandomGenerator random);

  /** Projected gradient steps of Barzilai and Borwein's length, halved until the value falls. */
  static void descend(Search search, double[] start, int evaluations) {
    int d = start.length;
    int end = Math.max(0, search.left() - evaluations);
    if (search.left() <= end) {
      return;
    }
    double[] x = start;
    double[] gradient = new double[d];
    double value = search.gradient(x, gradient);
    double length = 0;
    while (search.left() > end) {
      double norm = 0;
      double span = 0;
      for (int i = 0; i < d; i++) {
        norm += gradient[i] * gradient[i];
        span = Math.max(span, search.box.high()[i] - search.box.low()[i]);
      }
      if (!(norm > 1e-24) || !Double.isFinite(norm)) {
        return;
      }
      double step = length > 0 ? length : 0.01 * span / Math.sqrt(norm);
      double[] y = new double[d];
      double[] there = new double[d];
      double proposed = Double.POSITIVE_INFINITY;
      while (search.left() > end) {
        for (int i = 0; i < d; i++) {
          y[i] = Math.clamp(x[i] - step * gradient[i], search.box.low()[i], search.box.high()[i]);
        }
        proposed = search.gradient(y, there);
        if (proposed < value || step * Math.sqrt(norm) < 1e-13 * span) {
          break;
        }
        step /= 4;
      }
      if (!(proposed < value)) {
        return;
      }
      double moved = 0;
      double bent = 0;
      for (int i = 0; i < d; i++) {
        moved += (y[i] - x[i]) * (y[i] - x[i]);
        bent += (y[i] - x[i]) * (there[i] - gradient[i]);
      }
      length = bent > 0 ? moved / bent : 2 * step;
      x = y;
      gradient = there;
      value = proposed;
    }
  }
}
