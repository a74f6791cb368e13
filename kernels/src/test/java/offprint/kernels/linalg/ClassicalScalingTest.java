package offprint.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassicalScalingTest {
  @Test
  void recoversDistancesOfPointsInThePlane() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] point = new double[12][2];
    for (double[] p : point) {
      p[0] = random.nextDouble() * 5;
      p[1] = random.nextDouble();
    }
    double[][] map = ClassicalScaling.embed(distances(point), 2);
    double[][] found = distances(map);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        assertThat(found[i][j]).as("seed 7").isCloseTo(distances(point)[i][j], within(1e-9));
      }
    }
  }

  @Test
  void equalPointsLieOnOneSpot() {
    assertThat(ClassicalScaling.embed(new double[3][3], 2)).isDeepEqualTo(new double[3][2]);
  }

  private static double[][] distances(double[][] point) {
    double[][] d = new double[point.length][point.length];
    for (int i = 0; i < point.length; i++) {
      for (int j = 0; j < point.length; j++) {
        d[i][j] = Math.hypot(point[i][0] - point[j][0], point[i][1] - point[j][1]);
      }
    }
    return d;
  }
}
