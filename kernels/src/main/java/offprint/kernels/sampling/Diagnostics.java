package offprint.kernels.sampling;

import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import offprint.kernels.special.NormalQuantile;

/**
 * What several chains say about one quantity, as Vehtari, Gelman, Simpson, Carpenter and Bürkner
 * (2021) define it and ArviZ computes it. Chains are equally long, [chains][draws].
 *
 * <p>No diagnostic sees a mode that no chain visited: R-hat compares chains with each other only.
 *
 * @param mean over all draws
 * @param deviation standard deviation over all draws
 * @param standardError Monte Carlo error of the mean, deviation / √ESS of the unranked draws
 * @param rHat the greater of rank-normalised split R-hat and that of the distances from the median;
 *     NaN where all draws are equal
 * @param bulkEss effective number of draws for the centre
 * @param tailEss the lesser effective number for the 5 % and the 95 % quantile
 */
public record Diagnostics(
    double mean,
    double deviation,
    double standardError,
    double rHat,
    double bulkEss,
    double tailEss) {
  private static final int FEWEST_DRAWS = 8;

  /**
   * @throws IllegalArgumentException if chains have fewer than 8 draws or differ in length
   */
  public static Diagnostics of(double[][] chains) {
    double[][] split = split(chains);
    double[] all = flat(split);
    double mean = Arrays.stream(all).average().orElseThrow();
    double squares = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / (all.length - 1));
    return new Diagnostics(
        mean,
        deviation,
        deviation / Math.sqrt(effectiveDraws(split)),
        rHat(chains),
        bulkEss(chains),
        tailEss(chains));
  }

  /** Rank-normalised split R-hat, folded too. */
  public static double rHat(double[][] chains) {
    double[][] split = split(chains);
    double median = Quantiles.of(flat(split)).at(0.5);
    double[][] folded =
        Stream.of(split)
            .map(c -> Arrays.stream(c).map(v -> Math.abs(v - median)).toArray())
            .toArray(double[][]::new);
    double bulk = plainRHat(rankNormalised(split));
    double tails = plainRHat(rankNormalised(folded));
    return Double.isNaN(tails) || bulk > tails ? bulk : tails;
  }

  /** Split R-hat without ranks. */
  public static double splitRHat(double[][] chains) {
    return plainRHat(split(chains));
  }

  /** Effective number of draws for the centre. */
  public static double bulkEss(double[][] chains) {
    return effectiveDraws(rankNormalised(split(chains)));
  }

  /** Effective number of draws for the mean: without ranks. */
  public static double meanEss(double[][] chains) {
    return effectiveDraws(split(chains));
  }

  /** The lesser effective number of draws for the 5 % and the 95 % quantile. */
  public static double tailEss(double[][] chains) {
    double[][] split = split(chains);
    Quantiles quantiles = Quantiles.of(flat(chains));
    double low = quantiles.at(0.05);
    double high = quantiles.at(0.95);
    return Math.min(
        effectiveDraws(indicator(split, v -> v <= low)),
        effectiveDraws(indicator(split, v -> v <= high)));
  }

  private static double[][] indicator(double[][] chains, DoublePredicate event) {
    return Stream.of(chains)
        .map(c -> Arrays.stream(c).map(v -> event.test(v) ? 1 : 0).toArray())
        .toArray(double[][]::new);
  }

  private static double[] flat(double[][] chains) {
    return Stream.of(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  /** First and last halves as chains of their own; the middle of an odd length is left out. */
  private static double[][] split(double[][] chains) {
    int draws = chains[0].length;
    if (draws < FEWEST_DRAWS) {
      throw new IllegalArgumentException(
          "a chain must have at least %d draws: got %d".formatted(FEWEST_DRAWS, draws));
    }
    double[][] halves = new double[2 * chains.length][];
    for (int c = 0; c < chains.length; c++) {
      if (chains[c].length != draws) {
        throw new IllegalArgumentException(
            "chains must be equally long: got %d and %d draws".formatted(draws, chains[c].length));
      }
      halves[2 * c] = Arrays.copyOf(chains[c], draws / 2);
      halves[2 * c + 1] = Arrays.copyOfRange(chains[c], draws - draws / 2, draws);
    }
    return halves;
  }

  /** z = Φ⁻¹((rank - 3/8) / (count + 1/4)) with average ranks over all chains. */
  private static double[][] rankNormalised(double[][] chains) {
    double[] sorted = flat(chains);
    Arrays.sort(sorted);
    double[] z = new double[sorted.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      Arrays.fill(z, from, to, NormalQuantile.at((rank - 0.375) / (sorted.length + 0.25)));
      from = to;
    }
    return Stream.of(chains)
        .map(c -> Arrays.stream(c).map(v -> z[Arrays.binarySearch(sorted, v + 0.0)]).toArray())
        .toArray(double[][]::new);
  }

  /** √(((n-1)/n W + B/n) / W). */
  private static double plainRHat(double[][] chains) {
    int n = chains[0].length;
    double within = 0;
    double[] means = new double[chains.length];
    for (int c = 0; c < chains.length; c++) {
      means[c] = Arrays.stream(chains[c]).average().orElseThrow();
      within += variance(chains[c]) / chains.length;
    }
    return Math.sqrt((within * (n - 1) / n + variance(means)) / within);
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  /**
   * nm / τ, where τ sums autocorrelations over all chains until Geyer's pairs turn negative, made
   * monotone; at most nm log10(nm). All draws equal: nm.
   */
  private static double effectiveDraws(double[][] chains) {
    int n = chains[0].length;
    double count = (double) n * chains.length;
    double[] covariance = new double[n];
    double[] means = new double[chains.length];
    for (int c = 0; c < chains.length; c++) {
      means[c] = Arrays.stream(chains[c]).average().orElseThrow();
      double[] one = Autocovariance.of(chains[c]);
      for (int t = 0; t < n; t++) {
        covariance[t] += one[t] / chains.length;
      }
    }
    double within = covariance[0] * n / (n - 1);
    double total = covariance[0] + (chains.length > 1 ? variance(means) : 0);
    if (!(total > 0)) {
      return count;
    }
    double[] rho = new double[n];
    rho[0] = 1;
    rho[1] = 1 - (within - covariance[1]) / total;
    double even = 1;
    double odd = rho[1];
    int t = 1;
    for (; t < n - 3 && even + odd > 0; t += 2) {
      even = 1 - (within - covariance[t + 1]) / total;
      odd = 1 - (within - covariance[t + 2]) / total;
      if (even + odd >= 0) {
        rho[t + 1] = even;
        rho[t + 2] = odd;
      }
    }
    int last = t - 2;
    if (even > 0) {
      rho[last + 1] = even;
    }
    for (int s = 1; s <= last - 2; s += 2) {
      double before = rho[s - 1] + rho[s];
      if (rho[s + 1] + rho[s + 2] > before) {
        rho[s + 1] = before / 2;
        rho[s + 2] = before / 2;
      }
    }
    double tau = -1 + rho[last + 1];
    for (int s = 0; s <= last; s++) {
      tau += 2 * rho[s];
    }
    return count / Math.max(tau, 1 / Math.log10(count));
  }
}
