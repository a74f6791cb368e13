package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.markov.Replicas;
import offprint.kernels.markov.Walk;

/**
 * Repeated walks on all cores, looked at after given numbers of hops.
 *
 * @param start node that each walk starts from: an id, or "random"
 * @param checkpoints numbers of hops, ascending
 * @param hops counts the hops of all walks
 */
record Trials(Network network, int runs, String start, long[] checkpoints, Part.Counter hops) {
  /** Hops between two reports: some milliseconds. */
  private static final long EVERY = 1 << 12;

  /** What goes with one walk. */
  interface Companion {
    void hop(long count, RandomGenerator random);

    /** The numbers to compare [columns]. */
    double[] reading();

    /** What is kept of the first walks. */
    double[] result();
  }

  private record Walked(double[][] readings, double[] result) {}

  /**
   * Walks an arm.
   *
   * @param kept number of walks whose results are kept
   */
  Trace run(Arm arm, int kept, RandomGenerator seeds, Function<Walk, Companion> companion) {
    List<Walked> walked =
        Replicas.run(
            runs,
            seeds,
            (replica, random) -> {
              Companion one = companion.apply(arm.start(network.origin(start, random)));
              double[][] readings = new double[checkpoints.length][];
              long done = 0;
              for (int c = 0; c < checkpoints.length; c++) {
                while (done < checkpoints[c]) {
                  long count = Math.min(checkpoints[c] - done, EVERY);
                  hops.add(count, arm.name());
                  one.hop(count, random);
                  done += count;
                }
                readings[c] = one.reading();
              }
              return new Walked(readings, replica < kept ? one.result() : new double[0]);
            });
    List<double[]> results = new ArrayList<>();
    for (Walked one : walked.subList(0, Math.min(kept, runs))) {
      results.add(one.result());
    }
    return new Trace(arm, walked.stream().map(Walked::readings).toList(), results);
  }
}
