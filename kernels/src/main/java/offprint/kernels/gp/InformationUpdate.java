package offprint.kernels.gp;

/** The update of one Kalman step by evidence in information form; see {@link MaternSmoother}. */
final class InformationUpdate {
  private final int components;
  private final double[] weight; // W = Lambda M^-1
  private final double[] innovation; // v
  private final double[] inverse; // M^-1
  private final double[] matrix;
  private final double[] moved; // f + S eta
  private double logNormaliser;

  InformationUpdate(int components) {
    this.components = components;
    weight = new double[components * components];
    inverse = new double[components * components];
    matrix = new double[components * components];
    innovation = new double[components];
    moved = new double[components];
  }

  double[] weight() {
    return weight;
  }

  double[] innovation() {
    return innovation;
  }

  double logNormaliser() {
    return logNormaliser;
  }

  /**
   * Computes W, v and the step's ln Z.
   *
   * @param m predicted mean; its first entries are the components
   * @param p predicted covariance [size, size]
   * @return false if the place tells nothing
   */
  boolean apply(PseudoObservations evidence, int k, double[] m, double[] p, int size) {
    int from = k * components * components;
    double[] lambda = evidence.precision();
    double[] eta = evidence.shift();
    boolean nothing = true;
    for (int i = 0; i < components; i++) {
      nothing &= eta[k * components + i] == 0;
      for (int j = 0; j < components; j++) {
        nothing &= lambda[from + i * components + j] == 0;
        double sum = i == j ? 1 : 0;
        for (int t = 0; t < components; t++) {
          sum += p[i * size + t] * lambda[from + t * components + j];
        }
        matrix[i * components + j] = sum;
      }
    }
    if (nothing) {
      return false;
    }
    logNormaliser = -0.5 * invert();
    for (int i = 0; i < components; i++) {
      for (int j = 0; j < components; j++) {
        double sum = 0;
        for (int t = 0; t < components; t++) {
          sum += lambda[from + i * components + t] * inverse[t * components + j];
        }
        weight[i * components + j] = sum;
      }
    }
    for (int i = 0; i < components; i++) {
      double sum = m[i];
      for (int t = 0; t < components; t++) {
        sum += p[i * size + t] * eta[k * components + t];
      }
      moved[i] = sum;
    }
    for (int i = 0; i < components; i++) {
      double v = eta[k * components + i];
      double solved = 0; // M^-1 (f + S eta / 2)
      double pulled = 0; // W f
      for (int j = 0; j < components; j++) {
        v -= weight[i * components + j] * moved[j];
        solved += inverse[i * components + j] * 0.5 * (m[j] + moved[j]);
        pulled += weight[i * components + j] * m[j];
      }
      innovation[i] = v;
      logNormaliser += eta[k * components + i] * solved - 0.5 * m[i] * pulled;
    }
    return true;
  }

  /** Inverts {@code matrix} by Gauss and Jordan with row pivots; gives ln |det|. */
  private double invert() {
    for (int i = 0; i < components * components; i++) {
      inverse[i] = i % (components + 1) == 0 ? 1 : 0;
    }
    double logDeterminant = 0;
    for (int c = 0; c < components; c++) {
      int pivot = c;
      for (int r = c + 1; r < components; r++) {
        if (Math.abs(matrix[r * components + c]) > Math.abs(matrix[pivot * components + c])) {
          pivot = r;
        }
      }
      double head = matrix[pivot * components + c];
      if (!(Math.abs(head) > 0)) {
        throw new ArithmeticException("Kalman update: the evidence is not finite");
      }
      logDeterminant += Math.log(Math.abs(head));
      for (int j = 0; j < components; j++) {
        double upper = matrix[pivot * components + j] / head;
        matrix[pivot * components + j] = matrix[c * components + j];
        matrix[c * components + j] = upper;
        double right = inverse[pivot * components + j] / head;
        inverse[pivot * components + j] = inverse[c * components + j];
        inverse[c * components + j] = right;
      }
      for (int r = 0; r < components; r++) {
        double factor = matrix[r * components + c];
        if (r != c && factor != 0) {
          for (int j = 0; j < components; j++) {
            matrix[r * components + j] -= factor * matrix[c * components + j];
            inverse[r * components + j] -= factor * inverse[c * components + j];
          }
        }
      }
    }
    return logDeterminant;
  }
}
