package offprint.kernels.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntegratorsTest {
  private static double[] after(VectorField field, double step, int steps, double... state) {
    new RungeKutta4(field, step).advance(state, steps);
    return state;
  }

  @Test
  void lorenzFollowsTheReferenceOrbit() {
    assertThat(after(Lorenz.CLASSICAL, 0.01, 1, 1, 1, 1))
        .containsExactly(
            new double[] {1.0125671910736112, 1.2599177989452743, .9848909717916053},
            within(1e-14));
    assertThat(after(Lorenz.CLASSICAL, 0.01, 100, 1, 1, 1))
        .containsExactly(
            new double[] {-9.378615807236296, -8.357059955292339, 29.362403750125733},
            within(1e-9));
  }

  @Test
  void pendulumFollowsTheReferenceOrbitAndKeepsItsEnergy() {
    double[] state = after(Pendulum.UNDAMPED, 0.05, 100, 2, 0);
    assertThat(state)
        .containsExactly(new double[] {-1.6841244937755515, .778538457141541}, within(1e-12));
    double energy = state[1] * state[1] / 2 - Math.cos(state[0]);
    assertThat(energy).isCloseTo(-Math.cos(2), within(1e-5));
  }

  @Test
  void dampingTakesEnergyAway() {
    double[] state = after(new Pendulum(0.5), 0.05, 400, 2, 0);
    assertThat(Math.hypot(state[0], state[1])).isLessThan(0.05);
    assertThat(Pendulum.onCircle(new double[] {Math.PI, 3}))
        .containsExactly(new double[] {-1, 0, 3}, within(1e-15));
  }

  @Test
  void rungeKuttaIsOfFourthOrder() {
    double[] exact = after(Pendulum.UNDAMPED, 1e-3, 1000, 1, 0);
    double coarse = Math.abs(after(Pendulum.UNDAMPED, 0.1, 10, 1, 0)[0] - exact[0]);
    double fine = Math.abs(after(Pendulum.UNDAMPED, 0.05, 20, 1, 0)[0] - exact[0]);
    assertThat(coarse / fine).isBetween(12.0, 20.0);
    assertThatThrownBy(() -> new RungeKutta4(Pendulum.UNDAMPED, 0))
        .hasMessage("step must be above 0: got 0.0");
  }

  private static double[] wave(int points, double length) {
    double[] u = new double[points];
    Arrays.setAll(
        u,
        i -> {
          double w = 2 * Math.PI * (length * i / points) / length;
          return Math.cos(w) * (1 + Math.sin(w));
        });
    return u;
  }

  private static double meanSquare(double[] u) {
    return Arrays.stream(u).map(x -> x * x).average().orElseThrow();
  }

  @Test
  void kuramotoSivashinskyFollowsTheReferenceOrbit() {
    KuramotoSivashinsky equation = new KuramotoSivashinsky(22, 64, 0.25);
    double[] u = wave(64, 22);
    equation.advance(u, 1);
    assertThat(Arrays.copyOf(u, 3))
        .containsExactly(
            new double[] {.9457967793563526, 1.0445844294094437, 1.134694314137426}, within(1e-9));
    assertThat(meanSquare(u)).isCloseTo(.6592925040221832, within(1e-9));
    equation.advance(u, 39);
    assertThat(Arrays.copyOf(u, 3))
        .containsExactly(new double[] {-1.2614005468, -1.0627506336, -.8294527401}, within(1e-8));
    assertThat(meanSquare(u)).isCloseTo(1.1041581910, within(1e-8));
  }

  @Test
  void kuramotoSivashinskyKeepsItsMean() {
    double[] u = wave(32, 20);
    Arrays.setAll(u, i -> u[i] + 0.3);
    double mean = Arrays.stream(u).average().orElseThrow();
    new KuramotoSivashinsky(20, 32, 0.1).advance(u, 200);
    assertThat(Arrays.stream(u).average().orElseThrow()).isCloseTo(mean, within(1e-12));
    assertThatThrownBy(() -> new KuramotoSivashinsky(22, 60, 0.25))
        .hasMessage("length must be a power of two of at least 4: got 60");
    assertThatThrownBy(() -> new KuramotoSivashinsky(22, 64, 0.25).advance(u, 1))
        .hasMessage("a state must have 64 points: got 32");
    assertThatThrownBy(() -> new KuramotoSivashinsky(22, 64, 0))
        .hasMessage("length and step must be above 0: got 22.0 and 0.0");
  }

  @Test
  void fourierTransformsAreThoseOfTheSum() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 16;
    double[] x = random.doubles(n, -1, 1).toArray();
    double[] re = new double[n / 2 + 1];
    double[] im = new double[n / 2 + 1];
    RealFourier fourier = new RealFourier(n);
    fourier.forward(x, re, im);
    for (int k = 0; k <= n / 2; k++) {
      double cos = 0;
      double sin = 0;
      for (int j = 0; j < n; j++) {
        cos += x[j] * Math.cos(2 * Math.PI * j * k / n);
        sin -= x[j] * Math.sin(2 * Math.PI * j * k / n);
      }
      assertThat(re[k]).isCloseTo(cos, within(1e-14));
      assertThat(im[k]).isCloseTo(sin, within(1e-14));
    }
    double[] back = new double[n];
    fourier.inverse(re, im, back);
    assertThat(back).containsExactly(x, within(1e-15));
  }
}
