package offprint.papers.srrw;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.Replicas;
import offprint.kernels.markov.Walk;

/**
 * Walks an arm many times and compares the weighted visits with the target.
 *
 * <p>{@code values} are to be averaged over the nodes [values][nodes], {@code checkpoints} the
 * numbers of hops, ascending.
 */
final class Sampling {
  private final Network network;
  private final double[] target;
  private final double[][] values;
  private final double[] truth;
  private final long[] checkpoints;
  private final Progress progress;

  Sampling(
      Network network, double[] target, double[][] values, long[] checkpoints, Progress progress) {
    this.network = network;
    this.target = target;
    this.values = values;
    this.checkpoints = checkpoints;
    this.progress = progress;
    truth = new double[values.length];
    for (int f = 0; f < values.length; f++) {
      for (int i = 0; i < target.length; i++) {
        truth[f] += target[i] * values[f][i];
      }
    }
  }

  double truth(int value) {
    return truth[value];
  }

  SamplingTrace run(Arm arm, int runs, String start, RandomGenerator seeds) {
    double[] first = new double[target.length];
    List<double[][]> estimates =
        Replicas.run(
            runs,
            seeds,
            (replica, random) -> {
              Walk walk = arm.start(network.origin(start, random));
              double[][] trace = new double[checkpoints.length][];
              double[] visits = first;
              long hops = 0;
              for (int c = 0; c < checkpoints.length; c++) {
                while (hops < checkpoints[c]) {
                  long stop = Math.min(checkpoints[c], hops + Progress.EVERY);
                  progress.add(stop - hops, arm.name);
                  for (; hops < stop; hops++) {
                    walk.hop(random);
                  }
                }
                visits = weighed(walk.visits(), arm);
                trace[c] = look(visits);
              }
              if (replica == 0) {
                Arrays.setAll(first, ratio(visits));
              }
              return trace;
            });
    return new SamplingTrace(arm, estimates, first, truth);
  }

  private java.util.function.IntToDoubleFunction ratio(double[] visits) {
    return i -> visits[i] / target[i];
  }

  private static double[] weighed(double[] visits, Arm arm) {
    double[] weight = arm.importance();
    double sum = 0;
    for (int i = 0; i < visits.length; i++) {
      visits[i] *= weight[i];
      sum += visits[i];
    }
    for (int i = 0; i < visits.length; i++) {
      visits[i] /= sum;
    }
    return visits;
  }

  private double[] look(double[] visits) {
    double[] row = new double[values.length + 2];
    for (int i = 0; i < visits.length; i++) {
      double gap = visits[i] - target[i];
      row[values.length] += Math.abs(gap) / 2;
      row[values.length + 1] += gap * gap;
    }
    for (int f = 0; f < values.length; f++) {
      double[] value = values[f];
      for (int i = 0; i < visits.length; i++) {
        row[f] += visits[i] * value[i];
      }
    }
    return row;
  }
}
