package offprint.benchmarks.srrw;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.kernels.graph.EdgeList;
import offprint.kernels.graph.EdgeListReader;
import offprint.kernels.graph.Graph;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.SelfRepellentWalk;

/**
 * Hops a second of one thread's CPU time, and how far from two floors: {@code gather_ns}, the same
 * rows summed as the walk sums them (gather, multiply, add) with no draw and no update, and {@code
 * scalar_ns}, what each hop must compute besides (one draw, one logarithm, one exponential, two
 * divisions) with no row.
 *
 * <p>Arguments: edge list, chain (mhrw or srw), alpha, gamma exponent, hops. Prints one line of
 * JSON.
 */
public final class Hops {
  private static final int WARM = 400_000;
  private static final int ROUNDS = 5;

  private Hops() {}

  public static void main(String[] args) throws IOException {
    long read = System.nanoTime();
    EdgeList edges;
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      edges = EdgeListReader.read(in, _ -> {});
    }
    double readSeconds = (System.nanoTime() - read) / 1e9;
    Graph graph = edges.graph();
    double[] weight = new double[graph.nodes()];
    Arrays.fill(weight, 1);
    ReversibleChain chain =
        args[1].equals("srw")
            ? ReversibleChain.simple(graph)
            : ReversibleChain.metropolisHastings(graph, weight);
    double alpha = Double.parseDouble(args[2]);
    double gamma = Double.parseDouble(args[3]);
    int hops = Integer.parseInt(args[4]);
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(1);
    SelfRepellentWalk walk = new SelfRepellentWalk(chain, alpha, false, gamma, 0);
    int[] path = new int[hops];
    go(walk, random, path, Math.min(hops, WARM));
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      walk = new SelfRepellentWalk(chain, alpha, false, gamma, 0);
      long start = cpu();
      go(walk, random, path, hops);
      best = Math.min(best, (cpu() - start) / 1e9);
    }
    double floor = Double.POSITIVE_INFINITY;
    double sink = 0;
    Rows rows = new Rows(graph, !args[1].equals("srw"));
    for (int round = 0; round < ROUNDS; round++) {
      long start = cpu();
      sink += rows.sum(path);
      floor = Math.min(floor, (cpu() - start) / 1e9);
    }
    double scalar = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long start = cpu();
      sink += scalars(random, alpha, hops);
      scalar = Math.min(scalar, (cpu() - start) / 1e9);
    }
    System.out.printf(
        Locale.ROOT,
        "{\"nodes\": %d, \"edges\": %d, \"read_s\": %.3f, \"hops_per_s\": %.0f, \"ns_per_hop\":"
            + " %.1f, \"gather_ns\": %.1f, \"scalar_ns\": %.1f, \"entries_per_hop\": %.2f,"
            + " \"check\": %.3g}%n",
        graph.nodes(),
        graph.edges(),
        readSeconds,
        hops / best,
        best / hops * 1e9,
        floor / hops * 1e9,
        scalar / hops * 1e9,
        rows.entries(path),
        sink);
  }

  private static void go(SelfRepellentWalk walk, RandomGenerator random, int[] path, int hops) {
    for (int h = 0; h < hops; h++) {
      path[h] = walk.hop(random);
    }
  }

  private static double scalars(RandomGenerator random, double alpha, int hops) {
    double sum = 0;
    double ratio = 1;
    for (int h = 1; h <= hops; h++) {
      double g = 1 / (h + 1.0);
      ratio = 1 + g / (ratio + random.nextDouble());
      sum += Math.exp(-alpha * Math.log(ratio));
    }
    return sum;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** The chain's rows laid out as in the walk, for the floor. */
  private static final class Rows {
    private final int[] start;
    private final int[] column;
    private final double[] probability;
    private final double[] factor;

    Rows(Graph graph, boolean stays) {
      int n = graph.nodes();
      start = new int[n + 1];
      column = new int[2 * graph.edges() + (stays ? n : 0)];
      probability = new double[column.length];
      factor = new double[n];
      Arrays.fill(factor, 1.1);
      Arrays.fill(probability, 0.1);
      int kept = 0;
      for (int i = 0; i < n; i++) {
        for (int k = graph.start(i); k < graph.start(i + 1); k++) {
          column[kept++] = graph.neighbour(k);
        }
        if (stays) {
          column[kept++] = i;
        }
        start[i + 1] = kept;
      }
    }

    double sum(int[] path) {
      double total = 0;
      for (int i : path) {
        double row = 0;
        for (int k = start[i]; k < start[i + 1]; k++) {
          row += probability[k] * factor[column[k]];
        }
        total += row;
      }
      return total;
    }

    double entries(int[] path) {
      double sum = 0;
      for (int i : path) {
        sum += start[i + 1] - start[i];
      }
      return sum / path.length;
    }
  }
}
