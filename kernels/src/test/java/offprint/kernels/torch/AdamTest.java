package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamTest {
  /** The published update rule, one number at a time, on f(θ) = sum of (θ - target)^4. */
  @ParameterizedTest
  @CsvSource({"0, Infinity", "0.1, Infinity", "0, 0.5"})
  void agreesWithTheUpdateRuleWrittenOut(double decay, double maxNorm) {
    double[] target = {1, -2, 0.5, 3};
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("theta", Initializer.normal(1), 4)
              .on(session, new SplittableRandom(7));
      double[] theta = parameters.values();
      double[] m = new double[4];
      double[] v = new double[4];
      Adam adam = new Adam(parameters, 0.9, 0.999, 1e-8, decay);
      var wanted = session.constant(new float[] {1, -2, 0.5f, 3}, 4);
      for (int t = 1; t <= 50; t++) {
        Gradient.of(() -> parameters.views().get("theta").sub(wanted).pow(4).sum());
        adam.step(0.05, maxNorm);
        double norm = 0;
        for (int i = 0; i < 4; i++) {
          norm += Math.pow(4 * Math.pow(theta[i] - target[i], 3), 2);
        }
        double scale = Math.min(1, maxNorm / (Math.sqrt(norm) + 1e-6));
        for (int i = 0; i < 4; i++) {
          double g = scale * 4 * Math.pow(theta[i] - target[i], 3);
          theta[i] -= 0.05 * decay * theta[i];
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8;
          theta[i] -= 0.05 * m[i] / (1 - Math.pow(0.9, t)) / root;
        }
        assertThat(parameters.values()).containsExactly(theta, within(1e-4));
      }
    }
  }

  @Test
  void onlyTheFirstNumbersDecay() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("theta", Initializer.normal(1), 4)
              .on(session, new SplittableRandom(7));
      double[] start = parameters.values();
      Adam adam = new Adam(parameters, 0.9, 0.999, 1e-8, 0.5, 3);
      Gradient.of(() -> parameters.views().get("theta").mul(0).sum());
      adam.step(0.1);
      double[] end = parameters.values();
      for (int i = 0; i < 4; i++) {
        assertThat(end[i]).isCloseTo(start[i] * (i < 3 ? 0.95 : 1), within(1e-6));
      }
    }
  }
}
