package offprint.benchmarks.sampling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.kernels.expression.Expression;
import offprint.kernels.expression.Formula;
import offprint.kernels.render.SceneReader;
import offprint.kernels.render.Tracer;
import offprint.kernels.sampling.Diagnostics;
import offprint.kernels.sampling.Langevin;
import offprint.kernels.task.Timing;

/**
 * Prints "what,count,seconds" of processor time on one thread: gradients of the four modes as a
 * reader types them, adjusted Langevin steps on them, diagnostics of 8 chains of 4000 draws, and
 * paths of each scene named.
 */
public final class Chains {
  private static final int STEPS = 500_000;
  private static final int PATHS = 300_000;
  private static final int DEPTH = 6;
  private static final String MODES =
      "logsumexp(-x^2 - y^2 - log(0.25)/2,"
          + " -(0.8*(x-5)^2 - 0.6*(x-5)*(y-5) + 0.8*(y-5)^2)/1.1 - log(0.55)/2,"
          + " -(0.6*(x+5)^2 + 0.4*(x+5)*(y-5) + 0.6*(y-5)^2)/0.64 - log(0.32)/2,"
          + " -((x-5)^2 - (x-5)*(y+5) + (y+5)^2)/1.5 - log(0.75)/2)";

  private Chains() {}

  /**
   * @param scenes files
   */
  public static void main(String[] scenes) throws IOException {
    Formula modes = Expression.parse(MODES).bind(List.of("x", "y"), Map.of());
    print("gradients", STEPS, () -> gradients(modes));
    print("mala steps", STEPS, () -> mala(modes));
    double[][] chains = new double[8][4000];
    SplittableRandom random = new SplittableRandom(1);
    for (double[] chain : chains) {
      for (int t = 1; t < chain.length; t++) {
        chain[t] = .9 * chain[t - 1] + random.nextGaussian();
      }
    }
    print("diagnostics", 1, () -> Diagnostics.of(chains));
    for (String scene : scenes) {
      try (InputStream in = Files.newInputStream(Path.of(scene))) {
        Tracer tracer = new Tracer(SceneReader.read(in, List.of()), 48, 36, DEPTH);
        print("paths " + Path.of(scene).getFileName(), PATHS, () -> paths(tracer));
      }
    }
  }

  private static void gradients(Formula modes) {
    double[] gradient = new double[2];
    double[] x = new double[2];
    for (int i = 0; i < STEPS; i++) {
      x[0] = i % 100 * .1 - 5;
      x[1] = i % 37 * .2 - 3;
      modes.gradient(x, gradient);
    }
  }

  private static void mala(Formula modes) {
    Langevin chain = Langevin.adjusted(modes, new double[] {.1, .2});
    chain.stepSize(.8);
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(1);
    for (int i = 0; i < STEPS; i++) {
      chain.step(random);
    }
  }

  private static void paths(Tracer tracer) {
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(1);
    double[] u = new double[Tracer.coordinates(DEPTH)];
    for (int n = 0; n < PATHS; n++) {
      for (int i = 0; i < u.length; i++) {
        u[i] = random.nextDouble();
      }
      tracer.trace(u);
    }
  }

  private static void print(String what, int count, Runnable work) {
    System.out.printf("%s,%d,%.6f%n", what, count, Timing.processorSeconds(5, work));
  }
}
