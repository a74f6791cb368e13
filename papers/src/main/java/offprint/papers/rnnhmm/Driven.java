package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.torch.StepRandom;

/**
 * States of a network driven by noise, the first steps dropped.
 *
 * @param states [trials][time * h]
 * @param main the two outputs that lead most often, the more frequent first
 */
record Driven(Generator generator, int time, double[][] states, int[] main) {
  static final int DROPPED = 100;

  /**
   * A place in the run.
   *
   * @param t step, from 0
   */
  record Place(int trial, int t) {}

  static Driven of(Generator generator, int trials, int time, long seed) {
    int n = generator.rnn().hidden();
    double[] columns = generator.rnn().columns();
    double[][] states = new double[trials][time * n];
    IntStream.range(0, trials)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom own = StepRandom.of(seed, i);
              double[] drive = new double[n];
              double[] h = new double[n];
              for (int t = -DROPPED; t < time; t++) {
                double[] next = new double[n];
                generator.drive(own, drive);
                Rnn.step(columns, drive, h, next);
                h = next;
                if (t >= 0) {
                  System.arraycopy(h, 0, states[i], t * n, n);
                }
              }
            });
    Driven run = new Driven(generator, time, states, new int[] {0, 1});
    return new Driven(generator, time, states, run.leaders());
  }

  Rnn rnn() {
    return generator.rnn();
  }

  int trials() {
    return states.length;
  }

  double[] state(Place place) {
    int n = rnn().hidden();
    double[] h = new double[n];
    System.arraycopy(states[place.trial], place.t * n, h, 0, n);
    return h;
  }

  /** The output that leads: the largest logit; of numbers, the side of the first. */
  int mode(double[] states, int at) {
    double[] score = new double[rnn().outputs()];
    rnn().readout(states, at, score);
    if (!rnn().symbols()) {
      return score[0] > rnn().offset()[0] ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < score.length; k++) {
      best = score[k] > score[best] ? k : best;
    }
    return best;
  }

  int mode(Place place) {
    return mode(states[place.trial], place.t * rnn().hidden());
  }

  /** Weights of the gap: the difference of the two main logits; of numbers, the first. */
  double[] gapWeights() {
    int n = rnn().hidden();
    double[] weights = new double[n];
    for (int j = 0; j < n; j++) {
      weights[j] =
          rnn().symbols() ? rnn().v()[main[0] * n + j] - rnn().v()[main[1] * n + j] : rnn().v()[j];
    }
    return weights;
  }

  /** [trials][time] gaps. */
  double[][] gaps() {
    double[] weights = gapWeights();
    int n = weights.length;
    double[][] gaps = new double[trials()][time];
    for (int i = 0; i < gaps.length; i++) {
      for (int t = 0; t < time; t++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += weights[j] * states[i][t * n + j];
        }
        gaps[i][t] = sum;
      }
    }
    return gaps;
  }

  /** [trials][time] modes. */
  int[][] modes() {
    int n = rnn().hidden();
    int[][] modes = new int[trials()][time];
    for (int i = 0; i < modes.length; i++) {
      for (int t = 0; t < time; t++) {
        modes[i][t] = mode(states[i], t * n);
      }
    }
    return modes;
  }

  private int[] leaders() {
    double[] counts = new double[Math.max(2, rnn().outputs())];
    for (int[] trial : modes()) {
      for (int mode : trial) {
        counts[mode]++;
      }
    }
    int first = 0;
    int second = -1;
    for (int k = 1; k < counts.length; k++) {
      first = counts[k] > counts[first] ? k : first;
    }
    for (int k = 0; k < counts.length; k++) {
      second = k != first && (second < 0 || counts[k] > counts[second]) ? k : second;
    }
    return new int[] {first, second};
  }

  /** Evenly spread places, at most {@code most}. */
  static List<Place> spread(List<Place> places, int most) {
    List<Place> chosen = new ArrayList<>();
    int count = Math.min(most, places.size());
    for (int i = 0; i < count; i++) {
      chosen.add(places.get((int) ((long) i * places.size() / count)));
    }
    return chosen;
  }

  /** Norms of each trial's state, and the same after 1 to {@code steps} steps without noise. */
  double[][] quiet(int steps) {
    double[][] norms = new double[trials()][steps + 1];
    for (int i = 0; i < norms.length; i++) {
      double[] h = state(new Place(i, time - 1));
      norms[i][0] = Generator.norm(h);
      for (int s = 1; s <= steps; s++) {
        h = quietStep(h);
        norms[i][s] = Generator.norm(h);
      }
    }
    return norms;
  }

  private double[] quietStep(double[] h) {
    double[] next = new double[h.length];
    Rnn.step(rnn().columns(), new double[h.length], h, next);
    return next;
  }

  /** The share of places from which the mode changes within 15 steps without noise. */
  double committed(List<Place> places) {
    double[] columns = rnn().columns();
    long count =
        places.parallelStream()
            .filter(
                place -> {
                  double[] h = state(place);
                  int before = mode(h, 0);
                  boolean changed = false;
                  for (int s = 0; s < 15 && !changed; s++) {
                    double[] next = new double[h.length];
                    Rnn.step(columns, new double[h.length], h, next);
                    h = next;
                    changed = mode(h, 0) != before;
                  }
                  return changed;
                })
            .count();
    return (double) count / places.size();
  }

  /** Mean steps to the first change of mode over 20 noisy continuations of at most 50 steps. */
  double[] residency(List<Place> places, long seed) {
    double[] columns = rnn().columns();
    double[] means = new double[places.size()];
    IntStream.range(0, means.length)
        .parallel()
        .forEach(
            p -> {
              SplittableRandom own = StepRandom.of(seed, p);
              double[] drive = new double[rnn().hidden()];
              int before = mode(places.get(p));
              for (int c = 0; c < 20; c++) {
                double[] h = state(places.get(p));
                int s = 0;
                boolean stays = true;
                while (stays && s < 50) {
                  double[] next = new double[h.length];
                  generator.drive(own, drive);
                  Rnn.step(columns, drive, h, next);
                  h = next;
                  s++;
                  stays = mode(h, 0) == before;
                }
                means[p] += s / 20.0;
              }
            });
    return means;
  }
}
