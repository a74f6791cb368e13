package offprint.papers.mecb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.GreedyCoupling;

/**
 * Our side of {@code benchmarks/mec-b/race.py}: reads laws as big-endian doubles from the folder
 * given and prints lines of name, shortest seconds, value. In the paper's package because what it
 * times is private to it.
 */
public final class Timings {
  private static final int ROUNDS = 7;

  private Timings() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    double[] large = law(folder, "ebim");
    time("ebim", 1, () -> Compressor.GREEDY.compress(large, 8).entropyBits());
    time("refined", 1, () -> Compressor.REFINED.compress(large, 8).entropyBits());
    for (String size : new String[] {"large", "small"}) {
      double[] p = law(folder, size + "_p");
      double[] q = law(folder, size + "_q");
      time("mec_" + size, 1, () -> GreedyCoupling.of(p, q).entropyBits());
    }
    time("sla", 1, () -> sla(folder));
    double[][] policy = new double[64][];
    for (int s = 0; s < policy.length; s++) {
      policy[s] = Arrays.copyOfRange(law(folder, "policy"), 4 * s, 4 * s + 4);
    }
    for (double rate : new double[] {1, 9}) {
      time("step_r" + (int) rate, 2_000, () -> steps(policy, rate));
      time("first_r" + (int) rate, 2_000, () -> firstSteps(policy, rate));
    }
  }

  private static void time(String name, int repeats, DoubleSupplier work) {
    double shortest = Double.POSITIVE_INFINITY;
    double value = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      value = work.getAsDouble();
      shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9 / repeats);
    }
    System.out.println(name + " " + shortest + " " + value);
  }

  private static double[] law(Path folder, String name) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name)));
      double[] p = new double[bytes.remaining() / Double.BYTES];
      bytes.asDoubleBuffer().get(p);
      return p;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Mean joint entropy of the pairs, in nats. */
  private static double sla(Path folder) {
    double[] laws = law(folder, "sla");
    Random random = new Random(1);
    double sum = 0;
    int pairs = laws.length / 40;
    for (int k = 0; k < pairs; k++) {
      double[] p = Arrays.copyOfRange(laws, 40 * k, 40 * k + 20);
      double[] q = Arrays.copyOfRange(laws, 40 * k + 20, 40 * k + 40);
      Coupling c = LinearisedCoupling.of(p, q, random, _ -> {});
      sum += Unit.NAT.of(c.entropyBits());
    }
    return sum / pairs;
  }

  /** 2,000 steps of games of 20 steps with 512 messages, sender and receiver's arithmetic once. */
  private static double steps(double[][] policy, double rate) {
    Random random = new Random(1);
    double sum = 0;
    for (int game = 0; game < 100; game++) {
      MessageBelief belief = new MessageBelief(512, Compressor.GREEDY, rate, false);
      for (int step = 0; step < 20; step++) {
        belief.plan(policy[(game + step) % 64]);
        belief.observe(belief.choose(game, random));
      }
      sum += belief.confidence();
    }
    return sum / 100;
  }

  /** 2,000 first steps, where all 512 messages are alive. */
  private static double firstSteps(double[][] policy, double rate) {
    Random random = new Random(1);
    double sum = 0;
    for (int game = 0; game < 2_000; game++) {
      MessageBelief belief = new MessageBelief(512, Compressor.GREEDY, rate, false);
      belief.plan(policy[game % 64]);
      belief.observe(belief.choose(game % 512, random));
      sum += belief.of(game % 512);
    }
    return sum / 2_000;
  }
}
