package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.dynamics.KuramotoSivashinsky;
import offprint.kernels.dynamics.Lorenz;
import offprint.kernels.dynamics.Pendulum;
import offprint.kernels.dynamics.RungeKutta4;

/** The simulated systems of the claims. */
enum Systems {
  LORENZ("Lorenz", 16, 40, 300, 0.02),
  PENDULUM("pendulum", 16, 60, 200, 0.1),
  KS("Kuramoto-Sivashinsky", 32, 20, 400, 0.25);

  private static final int TEST_RUNS = 100;
  private static final int TEST_ROWS = 120;
  private static final int TRANSIENT = 400;

  private final String title;
  private final int latent;
  private final int runs;
  private final int rows;
  private final double dt;

  Systems(String title, int latent, int runs, int rows, double dt) {
    this.title = title;
    this.latent = latent;
    this.runs = runs;
    this.rows = rows;
    this.dt = dt;
  }

  String title() {
    return title;
  }

  int latent() {
    return latent;
  }

  double dt() {
    return dt;
  }

  /** Runs to train on. */
  List<double[][]> training(SplittableRandom random) {
    return simulate(runs, rows, random);
  }

  /** Runs to judge by. */
  List<double[][]> test(SplittableRandom random) {
    return simulate(TEST_RUNS, TEST_ROWS, random);
  }

  private List<double[][]> simulate(int count, int length, SplittableRandom random) {
    List<double[][]> all = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      all.add(
          switch (this) {
            case LORENZ -> lorenz(length, random);
            case PENDULUM -> pendulum(length, random);
            case KS -> ks(length, random);
          });
    }
    return all;
  }

  private static double[][] lorenz(int length, SplittableRandom random) {
    double[] state = {
      10 * random.nextGaussian(), 10 * random.nextGaussian(), 25 + 10 * random.nextGaussian()
    };
    RungeKutta4 solver = new RungeKutta4(Lorenz.CLASSICAL, 0.01);
    solver.advance(state, 1000);
    double[][] run = new double[length][];
    for (int t = 0; t < length; t++) {
      run[t] = state.clone();
      solver.advance(state, 2);
    }
    return run;
  }

  private static double[][] pendulum(int length, SplittableRandom random) {
    double[] state = {random.nextDouble(-2.5, 2.5), random.nextDouble(-1.5, 1.5)};
    RungeKutta4 solver = new RungeKutta4(Pendulum.UNDAMPED, 0.025);
    double[][] run = new double[length][];
    for (int t = 0; t < length; t++) {
      run[t] = Pendulum.onCircle(state);
      solver.advance(state, 4);
    }
    return run;
  }

  private static double[][] ks(int length, SplittableRandom random) {
    int points = 64;
    KuramotoSivashinsky equation = new KuramotoSivashinsky(22, points, 0.25);
    double[] u = new double[points];
    for (int mode = 1; mode <= 3; mode++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      for (int i = 0; i < points; i++) {
        double angle = 2 * Math.PI * mode * i / points;
        u[i] += a * Math.cos(angle) + b * Math.sin(angle);
      }
    }
    equation.advance(u, TRANSIENT);
    double[][] run = new double[length][];
    for (int t = 0; t < length; t++) {
      run[t] = u.clone();
      equation.advance(u, 1);
    }
    return run;
  }
}
