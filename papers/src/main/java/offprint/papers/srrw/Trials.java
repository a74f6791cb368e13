package offprint.papers.srrw;

import java.util.List;
import java.util.function.Supplier;
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

  /** Accompanies one walk. */
  interface Companion {
    /** Told of each hop. */
    default void visit(int node, RandomGenerator random) {}

    /** The numbers to compare [columns]. */
    double[] reading(Walk walk);

    /** The result to keep of the first walks. */
    double[] result(Walk walk);
  }

  private record Walked(double[][] readings, double[] result) {}

  /**
   * Walks an arm.
   *
   * @param kept number of walks whose results are kept
   * @param companions a new one for each walk
   */
  Trace run(Arm arm, int kept, RandomGenerator seeds, Supplier<Companion> companions) {
    List<Walked> walked =
        Replicas.run(
            runs,
            seeds,
            (replica, random) -> {
              Walk walk = arm.walk().apply(network.origin(start, random));
              Companion companion = companions.get();
              double[][] readings = new double[checkpoints.length][];
              long done = 0;
              for (int c = 0; c < checkpoints.length; c++) {
                while (done < checkpoints[c]) {
                  long next = Math.min(checkpoints[c], done + EVERY);
                  hops.add(next - done, arm.name());
                  for (; done < next; done++) {
                    companion.visit(walk.hop(random), random);
                  }
                }
                readings[c] = companion.reading(walk);
              }
              double[] result = replica < kept ? companion.result(walk) : new double[0];
              return new Walked(readings, result);
            });
    return new Trace(
        arm,
        walked.stream().map(Walked::readings).toList(),
        walked.stream().limit(kept).map(Walked::result).toList());
  }
}
