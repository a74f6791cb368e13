package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Chains of growing information: level L knows the first L mean fluxes. Losses are relative entropy
 * rates in nats per step; they add up as in {@link Ladder}.
 */
final class CaliberLadder {
  private final List<MaximumCaliber> models = new ArrayList<>();
  private final double[][] reference;
  private final List<String> names;
  private final double[][][] fluxes;
  private final double[] targets;
  private final double tol;
  private final int maxIter;
  private final IntConsumer onStep;

  CaliberLadder(
      double[][] reference,
      List<String> names,
      double[][][] fluxes,
      double[] targets,
      double tol,
      int maxIter,
      IntConsumer onStep) {
    this.reference = reference;
    this.names = names;
    this.fluxes = fluxes;
    this.targets = targets;
    this.tol = tol;
    this.maxIter = maxIter;
    this.onStep = onStep;
    for (int size = 0; size <= fluxes.length; size++) {
      models.add(solve(range(size, -1)));
    }
  }

  private static int[] range(int size, int without) {
    return java.util.stream.IntStream.range(0, size).filter(k -> k != without).toArray();
  }

  private MaximumCaliber solve(int[] known) {
    MaximumCaliber model =
        MaximumCaliber.solve(
            reference,
            Arrays.stream(known).mapToObj(names::get).toList(),
            Arrays.stream(known).mapToObj(k -> fluxes[k]).toArray(double[][][]::new),
            Arrays.stream(known).mapToDouble(k -> targets[k]).toArray(),
            tol,
            maxIter,
            onStep);
    Solver.requireSolved(
        known.length + " fluxes", model.isConverged(), model.residual(), tol, maxIter);
    return model;
  }

  /** Models by number of fluxes known, from 0. */
  List<MaximumCaliber> models() {
    return models;
  }

  MaximumCaliber top() {
    return models.getLast();
  }

  /** Relative entropy rate of the full model to the one without flux k, in nats per step. */
  double lossWithout(int k) {
    TiltedChain other = solve(range(fluxes.length, k)).chain();
    return Math.max(0, rate(top().chain().transition(), top().chain().stationary(), other));
  }

  /**
   * sum_x pi_x sum_y P_xy ln(P_xy / Q_xy), in nats per step; infinite where Q lacks a move of P.
   */
  static double rate(double[][] p, double[] law, TiltedChain q) {
    double rate = 0;
    for (int x = 0; x < law.length; x++) {
      rate += law[x] * Nats.divergence(p[x], q.transition()[x]);
    }
    return rate;
  }
}
