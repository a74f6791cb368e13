package offprint.papers.fimmjp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The different times between neighbouring readings, so that each matrix exponential is computed
 * once. Intervals that differ by less than a billionth of the mean are one.
 */
final class Intervals {
  private static final double SAME = 1e-9;

  private final Paths paths;
  private final double[] length;
  private final int[][] number;

  Intervals(Paths paths) {
    this.paths = paths;
    double[] all = new double[paths.total() - paths.count()];
    int at = 0;
    for (double[] times : paths.times()) {
      for (int i = 1; i < times.length; i++) {
        all[at++] = times[i] - times[i - 1];
      }
    }
    Arrays.sort(all);
    double tolerance = SAME * paths.meanInterval();
    double[] different = new double[all.length];
    int count = 0;
    for (double interval : all) {
      if (count == 0 || interval > different[count - 1] + tolerance) {
        different[count++] = interval;
      }
    }
    length = Arrays.copyOf(different, count);
    IdentityHashMap<double[], int[]> known = new IdentityHashMap<>();
    number = new int[paths.count()][];
    for (int k = 0; k < number.length; k++) {
      number[k] = known.computeIfAbsent(paths.times()[k], times -> numbers(times, tolerance));
    }
  }

  private int[] numbers(double[] times, double tolerance) {
    int[] numbers = new int[times.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      int found = Arrays.binarySearch(length, times[i + 1] - times[i] + tolerance);
      numbers[i] = found >= 0 ? found : -found - 2;
    }
    return numbers;
  }

  /** Number of different intervals. */
  int count() {
    return length.length;
  }

  double length(int interval) {
    return length[interval];
  }

  /** Pairs of neighbouring readings [interval][n * n]. */
  double[][] pairs() {
    int n = paths.states();
    double[][] pairs = new double[length.length][n * n];
    for (int k = 0; k < number.length; k++) {
      int[] reading = paths.readings()[k];
      for (int i = 1; i < reading.length; i++) {
        pairs[number[k][i - 1]][reading[i - 1] * n + reading[i]]++;
      }
    }
    return pairs;
  }

  /**
   * Paths with the same intervals.
   *
   * @param interval numbers of the intervals, in order
   * @param paths numbers of the paths
   */
  record Grid(int[] interval, int[] paths) {}

  /** All paths, those with the same intervals together, at most {@code most} in one. */
  List<Grid> grids(int most) {
    Map<List<Integer>, List<Integer>> same = new LinkedHashMap<>();
    for (int k = 0; k < number.length; k++) {
      List<Integer> key = Arrays.stream(number[k]).boxed().toList();
      same.computeIfAbsent(key, _ -> new ArrayList<>()).add(k);
    }
    List<Grid> grids = new ArrayList<>();
    same.forEach(
        (key, members) -> {
          int[] interval = key.stream().mapToInt(Integer::intValue).toArray();
          for (int from = 0; from < members.size(); from += most) {
            List<Integer> part = members.subList(from, Math.min(from + most, members.size()));
            grids.add(new Grid(interval, part.stream().mapToInt(Integer::intValue).toArray()));
          }
        });
    return grids;
  }
}
