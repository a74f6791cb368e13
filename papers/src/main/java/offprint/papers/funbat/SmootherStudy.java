package offprint.papers.funbat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.kernels.gp.DenseGp;
import offprint.kernels.gp.Matern;
import offprint.kernels.gp.MaternProcess;
import offprint.kernels.gp.MaternRegression;
import offprint.kernels.gp.MaternSmoother;
import offprint.kernels.gp.Moments;
import offprint.kernels.gp.PseudoObservations;
import offprint.kernels.task.Timing;

/** The state-space smoother against the dense Gaussian process, and its cost by places. */
final class SmootherStudy {
  private static final int ROWS = 400;
  private static final double NOISE = 0.04;
  private static final double LENGTHSCALE = 0.1;
  private static final int[] PLACES = {2_000, 4_000, 8_000, 16_000, 32_000};
  private static final int COMPONENTS = 3;

  private SmootherStudy() {}

  /** Largest difference of mean and variance from the dense process, for both kernels. */
  static double difference(RandomGenerator random) {
    double[] x = random.doubles(ROWS).toArray();
    double[] y = random.doubles(ROWS, -1, 1).toArray();
    double[] noise = new double[ROWS];
    Arrays.fill(noise, NOISE);
    double[][] points = Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    double largest = 0;
    for (Matern kernel : Matern.values()) {
      MaternProcess process = new MaternProcess(kernel, LENGTHSCALE, 1);
      Moments moments = new MaternRegression(process, x, y, noise).smooth();
      DenseGp dense =
          new DenseGp(
              new DenseGp.Covariance(kernel, new double[] {LENGTHSCALE}, 1), points, y, NOISE);
      for (int i = 0; i < moments.x().length; i++) {
        double[] place = {moments.x()[i]};
        double mean = Math.abs(moments.mean()[i] - dense.mean(place));
        double variance = Math.abs(moments.covariance()[i] - dense.variance(place));
        largest = Math.max(largest, Math.max(mean, variance));
      }
    }
    return largest;
  }

  /** Processor time of a smoothing of three components of Matérn 3/2, by places. */
  static Frame cost(int repeats, RandomGenerator random) {
    MaternSmoother smoother =
        new MaternSmoother(new MaternProcess(Matern.MATERN32, LENGTHSCALE, 1), COMPONENTS);
    List<Runnable> works = new ArrayList<>();
    for (int places : PLACES) {
      PseudoObservations evidence = evidence(places, random);
      works.add(() -> smoother.smooth(evidence));
    }
    double[] seconds = Timing.processorSeconds(repeats, works);
    Frame frame = Frame.of("places", "milliseconds");
    IntStream.range(0, PLACES.length).forEach(i -> frame.row(PLACES[i], 1000 * seconds[i]));
    return frame;
  }

  private static PseudoObservations evidence(int places, RandomGenerator random) {
    double[] x = IntStream.range(0, places).mapToDouble(i -> (double) i / places).toArray();
    PseudoObservations evidence = PseudoObservations.none(x, COMPONENTS);
    for (int k = 0; k < places; k++) {
      for (int i = 0; i < COMPONENTS; i++) {
        evidence.precision()[(k * COMPONENTS + i) * COMPONENTS + i] = 1 + random.nextDouble();
        evidence.shift()[k * COMPONENTS + i] = random.nextGaussian();
      }
    }
    return evidence;
  }

  /** Slope of log time in log places. */
  static double exponent(Frame cost) {
    double[] x = Arrays.stream(cost.numbers("places")).map(Math::log).toArray();
    double[] y = Arrays.stream(cost.numbers("milliseconds")).map(Math::log).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return products / squares;
  }
}
