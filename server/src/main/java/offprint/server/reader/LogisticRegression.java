package offprint.server.reader;

import java.util.Arrays;
import java.util.List;

/**
 * Binary logistic regression with an L2 penalty:
 *
 * <pre>min over w, b:  Σᵢ cᵢ log(1 + exp(−yᵢ (w·xᵢ + b))) + λ/2 ‖w‖²</pre>
 *
 * solved by truncated Newton steps: conjugate gradients on Hessian-vector products (Lin, Weng and
 * Keerthi, 2008). Deterministic: equal data give equal weights.
 */
final class LogisticRegression {
  private static final int NEWTON_STEPS = 30;
  private static final int CONJUGATE_STEPS = 60;
  private static final double TOLERANCE = 1e-5; // of the gradient, relative to that at zero

  private final List<Example> examples;
  private final double lambda;
  private final int dimension;

  private LogisticRegression(List<Example> examples, int dimension, double lambda) {
    this.examples = examples;
    this.lambda = lambda;
    this.dimension = dimension;
  }

  /**
   * @param y 1 or -1
   * @param weight c, above 0
   */
  record Example(Features x, int y, double weight) {}

  /**
   * @param examples of both classes
   * @param dimension of the features, dense and sparse together
   * @param lambda weight of the penalty, above 0
   * @return [dimension + 1] w and, last, b
   */
  static double[] fit(List<Example> examples, int dimension, double lambda) {
    long positives = examples.stream().filter(e -> e.y() > 0).count();
    if (positives == 0 || positives == examples.size()) {
      throw new IllegalArgumentException(
          "there must be examples of both classes: got %d of %d"
              .formatted(positives, examples.size()));
    }
    return new LogisticRegression(examples, dimension, lambda).minimum();
  }

  /** The log-odds w·x + b of the positive class. */
  static double score(double[] weights, Features x) {
    return x.dot(weights) + weights[weights.length - 1];
  }

  private double[] minimum() {
    double[] w = new double[dimension + 1];
    double[] margins = new double[examples.size()]; // w·x + b
    double loss = loss(w, margins);
    double atZero = 0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double[] gradient = gradient(w, margins);
      double norm = Math.sqrt(dot(gradient, gradient));
      atZero = step == 0 ? norm : atZero;
      if (norm <= TOLERANCE * atZero) {
        break;
      }
      double[] direction = newtonDirection(gradient, margins);
      double[] change = products(direction);
      double slope = dot(gradient, direction);
      double length = 1;
      while (true) {
        double[] next = plus(w, length, direction);
        double[] nextMargins = plus(margins, length, change);
        double nextLoss = loss(next, nextMargins);
        if (nextLoss <= loss + 1e-4 * length * slope || length < 1e-8) {
          w = next;
          margins = nextMargins;
          loss = nextLoss;
          break;
        }
        length /= 2;
      }
    }
    return w;
  }

  private double loss(double[] w, double[] margins) {
    double sum = lambda / 2 * (dot(w, w) - w[dimension] * w[dimension]);
    for (int i = 0; i < margins.length; i++) {
      Example e = examples.get(i);
      double m = -e.y() * margins[i];
      sum += e.weight() * (Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))));
    }
    return sum;
  }

  private double[] gradient(double[] w, double[] margins) {
    double[] perRow = new double[margins.length];
    for (int i = 0; i < perRow.length; i++) {
      Example e = examples.get(i);
      perRow[i] = -e.weight() * e.y() * sigmoid(-e.y() * margins[i]);
    }
    return penalised(transposed(perRow), w);
  }

  /** An approximate solution of H d = -g. */
  private double[] newtonDirection(double[] gradient, double[] margins) {
    double[] curvature = new double[margins.length];
    for (int i = 0; i < curvature.length; i++) {
      double p = sigmoid(margins[i]);
      curvature[i] = examples.get(i).weight() * p * (1 - p);
    }
    double[] solution = new double[dimension + 1];
    double[] residual = times(gradient, -1);
    double[] direction = residual.clone();
    double squares = dot(residual, residual);
    double enough = squares * 0.01;
    for (int step = 0; step < CONJUGATE_STEPS && squares > enough; step++) {
      double[] image = hessianTimes(direction, curvature);
      double along = squares / dot(direction, image);
      solution = plus(solution, along, direction);
      residual = plus(residual, -along, image);
      double next = dot(residual, residual);
      direction = plus(residual, next / squares, direction);
      squares = next;
    }
    return solution;
  }

  private double[] hessianTimes(double[] v, double[] curvature) {
    double[] perRow = products(v);
    for (int i = 0; i < perRow.length; i++) {
      perRow[i] *= curvature[i];
    }
    return penalised(transposed(perRow), v);
  }

  private double[] penalised(double[] sum, double[] w) {
    for (int j = 0; j < dimension; j++) {
      sum[j] += lambda * w[j];
    }
    return sum;
  }

  /** w·x + b of every row. */
  private double[] products(double[] w) {
    double[] products = new double[examples.size()];
    Arrays.setAll(products, i -> score(w, examples.get(i).x()));
    return products;
  }

  /** Σᵢ aᵢ (xᵢ, 1). */
  private double[] transposed(double[] a) {
    double[] sum = new double[dimension + 1];
    for (int i = 0; i < a.length; i++) {
      examples.get(i).x().addTo(sum, a[i]);
      sum[dimension] += a[i];
    }
    return sum;
  }

  private static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  private static double[] times(double[] a, double factor) {
    return plus(new double[a.length], factor, a);
  }
}
