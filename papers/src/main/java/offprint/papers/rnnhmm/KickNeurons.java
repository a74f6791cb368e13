package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Part;
import offprint.kernels.torch.StepRandom;
import org.jspecify.annotations.Nullable;

/**
 * The neurons without which a network does not switch: each is silenced alone under the same noise,
 * then the strongest together against random sets of the same size.
 *
 * @param changes of each neuron: relative change of the switching rate
 * @param order of the neurons, the greatest change first
 * @param together relative change with the {@code top} silenced
 * @param random relative changes with random sets of neurons that are not among the 20 first
 */
record KickNeurons(double[] changes, int[] order, int top, double together, double[] random) {
  private static final int MOST_STEPS = 400;
  private static final int SETS = 5;
  private static final int SPARED = 20;
  private static final double THRESHOLD = 0.6;

  /** Null where the network does not switch. */
  static @Nullable KickNeurons of(Driven run, int top, RandomGenerator random, Part part) {
    double[] size =
        Arrays.stream(run.gaps()).flatMapToDouble(Arrays::stream).map(Math::abs).sorted().toArray();
    double threshold = THRESHOLD * size[size.length / 2];
    long seed = random.nextLong();
    int n = run.rnn().hidden();
    List<List<Integer>> single = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < n; i++) {
      single.add(List.of(i));
    }
    double[] rates = rates(run, single, threshold, seed, Part.of(part, 0, 0.85, ""));
    if (rates[0] == 0) {
      return null;
    }
    double[] changes = new double[n];
    Arrays.setAll(changes, i -> rates[i + 1] / rates[0] - 1);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(changes[i])))
            .mapToInt(i -> i)
            .toArray();
    List<List<Integer>> sets = new ArrayList<>();
    sets.add(Arrays.stream(order).limit(top).boxed().toList());
    int spared = Math.min(SPARED, Math.max(0, n - top));
    for (int s = 0; s < SETS; s++) {
      List<Integer> others = new ArrayList<>(Arrays.stream(order).skip(spared).boxed().toList());
      List<Integer> chosen = new ArrayList<>();
      while (chosen.size() < top && !others.isEmpty()) {
        chosen.add(others.remove(/* index */ random.nextInt(others.size())));
      }
      sets.add(chosen);
    }
    double[] more = rates(run, sets, threshold, seed, Part.of(part, 0.85, 1, ""));
    double[] control = new double[SETS];
    Arrays.setAll(control, s -> more[s + 1] / rates[0] - 1);
    return new KickNeurons(changes, order, top, more[0] / rates[0] - 1, control);
  }

  /** Switches per step of a side that holds until the gap is beyond the threshold on the other. */
  private static double[] rates(
      Driven run, List<List<Integer>> silenced, double threshold, long seed, Part part) {
    int steps = Math.min(MOST_STEPS, run.time());
    long[][] flips = new long[run.trials()][];
    Part.Counter counter = part.counter(run.trials(), "silencing neurons");
    Silencing silencing = new Silencing(run, silenced, threshold, steps);
    IntStream.range(0, flips.length)
        .parallel()
        .forEach(
            i -> {
              flips[i] = silencing.flips(StepRandom.of(seed, i), part);
              counter.run();
            });
    double[] rates = new double[silenced.size()];
    for (long[] trial : flips) {
      for (int g = 0; g < rates.length; g++) {
        rates[g] += (double) trial[g] / steps / flips.length;
      }
    }
    return rates;
  }

  /** Networks with different neurons silenced, side by side under one noise. */
  private record Silencing(Driven run, List<List<Integer>> silenced, double threshold, int steps) {

    long[] flips(SplittableRandom random, Part part) {
      int n = run.rnn().hidden();
      int groups = silenced.size();
      double[] columns = run.rnn().columns();
      double[] weights = run.gapWeights();
      double[][] h = new double[groups][n];
      double[] next = new double[n];
      double[] drive = new double[n];
      int[] side = new int[groups];
      long[] flips = new long[groups];
      for (int t = -Driven.DROPPED; t < steps; t++) {
        if (t % 50 == 0) {
          part.repeat();
        }
        run.generator().drive(random, drive);
        for (int g = 0; g < groups; g++) {
          Rnn.step(columns, drive, h[g], next);
          for (int neuron : silenced.get(g)) {
            next[neuron] = 0;
          }
          double[] free = h[g];
          h[g] = next;
          next = free;
          double gap = 0;
          for (int j = 0; j < n; j++) {
            gap += weights[j] * h[g][j];
          }
          int now = gap > threshold ? 1 : gap < -threshold ? -1 : side[g];
          flips[g] += t >= 0 && side[g] != 0 && now != side[g] ? 1 : 0;
          side[g] = now;
        }
      }
      return flips;
    }
  }

  /** The strongest neurons. */
  List<Integer> strongest() {
    return Arrays.stream(order).limit(top).boxed().toList();
  }

  double medianChange() {
    double[] sizes = Arrays.stream(changes).map(Math::abs).sorted().toArray();
    return sizes[sizes.length / 2];
  }

  /** The greatest change by a random set. */
  double worstRandom() {
    return Arrays.stream(random).map(Math::abs).max().orElseThrow();
  }
}
