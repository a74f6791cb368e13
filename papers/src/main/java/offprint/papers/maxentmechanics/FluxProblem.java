package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A maximum-caliber problem: a reference chain and mean fluxes per step.
 *
 * @param reference P0 [n][n], irreducible; rows may sum to any positive number
 * @param names [k] for messages
 * @param fluxes J [k][n][n]
 * @param targets m [k]
 */
record FluxProblem(
    double[][] reference, List<String> names, double[][][] fluxes, double[] targets) {

  int size() {
    return targets.length;
  }

  /** The first {@code k} fluxes only. */
  FluxProblem first(int k) {
    return select(index -> index < k);
  }

  /** All fluxes but one. */
  FluxProblem without(int flux) {
    return select(index -> index != flux);
  }

  private FluxProblem select(IntPredicate wanted) {
    int[] kept = IntStream.range(0, size()).filter(wanted).toArray();
    return new FluxProblem(
        reference,
        Arrays.stream(kept).mapToObj(names::get).toList(),
        Arrays.stream(kept).mapToObj(k -> fluxes[k]).toArray(double[][][]::new),
        Arrays.stream(kept).mapToDouble(k -> targets[k]).toArray());
  }
}
