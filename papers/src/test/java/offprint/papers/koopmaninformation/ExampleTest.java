package offprint.papers.koopmaninformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import offprint.kernels.dynamics.Pendulum;
import offprint.kernels.dynamics.RungeKutta4;
import org.junit.jupiter.api.Test;

class ExampleTest {
  /** Twenty runs of a pendulum with little friction, as a recording gives them. */
  private static String recordings() {
    SplittableRandom random = new SplittableRandom(20);
    StringBuilder text = new StringBuilder("run,time,cos,sin,velocity\n");
    for (int run = 1; run <= 20; run++) {
      double[] state = {random.nextDouble(-2.5, 2.5), random.nextDouble(-1.5, 1.5)};
      RungeKutta4 solver = new RungeKutta4(new Pendulum(0.05), 0.025);
      for (int t = 0; t < 120; t++) {
        double[] x = Pendulum.onCircle(state);
        text.append(
            String.format(Locale.ROOT, "%d,%.1f,%.4f,%.4f,%.4f%n", run, 0.1 * t, x[0], x[1], x[2]));
        solver.advance(state, 4);
      }
    }
    return text.toString();
  }

  @Test
  void exampleIsTheSimulation() throws Exception {
    try (InputStream in = Data.class.getResourceAsStream("data/koopman-pendulum/pendulum.csv")) {
      String[] shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("[\n,]");
      String[] simulated = recordings().split("[\n,]");
      assertThat(shipped).hasSameSizeAs(simulated);
      for (int i = 5; i < shipped.length; i++) {
        assertThat(Double.parseDouble(shipped[i]))
            .isCloseTo(Double.parseDouble(simulated[i]), within(2e-4));
      }
    }
  }
}
