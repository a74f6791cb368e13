package offprint.kernels.inference.part;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.inference.number.Arithmetic;

/** The usual resamplers. */
public enum Resampling implements Resampler {
  /** N independent draws. */
  MULTINOMIAL {
    @Override
    public <W> int[] ancestors(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
      int[] ancestors = new int[shares.size()];
      independent(ancestors, 0, cumulative(shares, numbers), numbers.of(1), numbers, chance);
      return ancestors;
    }
  },
  /** The points (j + u) / N with one u. */
  SYSTEMATIC {
    @Override
    public <W> int[] ancestors(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
      Chance.Point<W> u = chance.point();
      return comb(shares, numbers, _ -> u);
    }
  },
  /** The points (j + u_j) / N. */
  STRATIFIED {
    @Override
    public <W> int[] ancestors(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
      return comb(shares, numbers, _ -> chance.point());
    }
  },
  /** floor(N p_i) copies of each, the rest by independent draws from what is left over. */
  RESIDUAL {
    @Override
    public <W> int[] ancestors(List<W> shares, Arithmetic<W> numbers, Chance<W> chance) {
      int n = shares.size();
      int[] ancestors = new int[n];
      int filled = 0;
      List<W> left = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        W expected = numbers.multiply(numbers.of(n), shares.get(i));
        W copies = numbers.floor(expected);
        left.add(numbers.subtract(expected, copies));
        for (int c = (int) numbers.toDouble(copies); c > 0 && filled < n; c--) {
          ancestors[filled++] = i;
        }
      }
      List<W> sums = cumulative(left, numbers);
      independent(ancestors, filled, sums, sums.getLast(), numbers, chance);
      return ancestors;
    }
  };

  private static <W> List<W> cumulative(List<W> shares, Arithmetic<W> numbers) {
    List<W> sums = new ArrayList<>(shares.size());
    W sum = numbers.of(0);
    for (W share : shares) {
      sum = numbers.add(sum, share);
      sums.add(sum);
    }
    return sums;
  }

  /** Fills the places from {@code from} on by draws from sums that end at {@code total}. */
  private static <W> void independent(
      int[] ancestors, int from, List<W> sums, W total, Arithmetic<W> numbers, Chance<W> chance) {
    for (int j = from; j < ancestors.length; j++) {
      Chance.Point<W> u = chance.point();
      int low = 0;
      int high = sums.size() - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (u.below(numbers.divide(sums.get(middle), total))) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      ancestors[j] = low;
    }
  }

  /** The uniform number of each of the N strata. */
  private interface Teeth<W> {
    Chance.Point<W> of(int stratum);
  }

  private static <W> int[] comb(List<W> shares, Arithmetic<W> numbers, Teeth<W> teeth) {
    int n = shares.size();
    W count = numbers.of(n);
    int[] ancestors = new int[n];
    W reached = numbers.of(0);
    int i = -1;
    for (int j = 0; j < n; j++) {
      Chance.Point<W> u = teeth.of(j);
      while (i < 0 || (i < n - 1 && !u.below(numbers.subtract(reached, numbers.of(j))))) {
        i++;
        reached = numbers.add(reached, numbers.multiply(count, shares.get(i)));
      }
      ancestors[j] = i;
    }
    return ancestors;
  }
}
