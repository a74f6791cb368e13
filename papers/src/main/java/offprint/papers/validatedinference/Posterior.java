package offprint.papers.validatedinference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.sampling.Diagnostics;

/**
 * Weighted draws of a posterior.
 *
 * @param names of the numbers
 * @param values [draws][names]
 * @param weights [draws], which sum to 1
 * @param outcomes of the draws, in the same order
 * @param logEvidence one estimate a run; empty for chains
 * @param chains number of chains that follow each other in the draws; 0 for populations
 */
record Posterior(
    List<String> names,
    double[][] values,
    double[] weights,
    List<Model.Outcome> outcomes,
    double[] logEvidence,
    int chains) {

  static Posterior of(
      Bound bound,
      List<Model.Outcome> outcomes,
      double[] logWeights,
      double[] logEvidence,
      int chains) {
    List<String> names = bound.names(outcomes);
    double[][] values =
        outcomes.stream()
            .map(
                outcome -> {
                  Map<String, Double> numbers = bound.model().numbers(outcome, Floating.NUMBERS);
                  return names.stream()
                      .mapToDouble(name -> numbers.getOrDefault(name, Double.NaN))
                      .toArray();
                })
            .toArray(double[][]::new);
    double total = Floating.NUMBERS.total(Arrays.stream(logWeights).boxed().toList());
    if (total == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "model: all weights are zero, so the evidence is 0 and the posterior undefined: no run"
              + " met every condition and observation");
    }
    double[] weights = Arrays.stream(logWeights).map(w -> Math.exp(w - total)).toArray();
    return new Posterior(names, values, weights, outcomes, logEvidence, chains);
  }

  int draws() {
    return weights.length;
  }

  /** (Σ w)² / Σ w². */
  double effectiveSize() {
    return 1 / Arrays.stream(weights).map(w -> w * w).sum();
  }

  /** Number of different draws with weight. */
  long distinct() {
    return IntStream.range(0, draws())
        .filter(d -> weights[d] > 0)
        .mapToObj(d -> Arrays.toString(values[d]))
        .distinct()
        .count();
  }

  double[] column(int variable) {
    return Arrays.stream(values).mapToDouble(v -> v[variable]).toArray();
  }

  double mean(int variable) {
    double sum = 0;
    for (int d = 0; d < draws(); d++) {
      sum += weights[d] * values[d][variable];
    }
    return sum;
  }

  double deviation(int variable) {
    double mean = mean(variable);
    double sum = 0;
    for (int d = 0; d < draws(); d++) {
      sum += weights[d] * (values[d][variable] - mean) * (values[d][variable] - mean);
    }
    return Math.sqrt(sum);
  }

  /** The least value with at least a share {@code p} of the weight at or below. */
  double quantile(int variable, double p) {
    List<Integer> order =
        IntStream.range(0, draws())
            .boxed()
            .sorted(Comparator.comparingDouble(d -> values[d][variable]))
            .toList();
    double sum = 0;
    for (int d : order) {
      sum += weights[d];
      if (sum >= p - 1e-12) {
        return values[d][variable];
      }
    }
    return values[order.getLast()][variable];
  }

  /** Diagnostics of one variable over the chains; NaN where there are none or too few draws. */
  Diagnostics diagnostics(int variable) {
    int length = chains == 0 ? 0 : draws() / chains;
    if (length < 8) {
      return new Diagnostics(
          mean(variable), deviation(variable), Double.NaN, Double.NaN, effectiveSize(), Double.NaN);
    }
    double[] all = column(variable);
    return Diagnostics.of(
        IntStream.range(0, chains)
            .mapToObj(c -> Arrays.copyOfRange(all, c * length, (c + 1) * length))
            .toArray(double[][]::new));
  }

  /** log of the mean of the evidence estimates, and its standard error over the runs. */
  double[] evidence() {
    List<Double> logs = Arrays.stream(logEvidence).boxed().toList();
    double mean = Floating.NUMBERS.total(logs) - Math.log(logs.size());
    double squares = logs.stream().mapToDouble(l -> Math.pow(Math.exp(l - mean) - 1, 2)).sum();
    double runs = logs.size();
    return new double[] {mean, runs < 2 ? Double.NaN : Math.sqrt(squares / (runs - 1) / runs)};
  }

  Frame summary() {
    Frame frame = Frame.of("variable", "mean", "sd", "5_%", "median", "95_%", "ess", "r_hat");
    for (int v = 0; v < names.size(); v++) {
      Diagnostics diagnostics = diagnostics(v);
      frame.row(
          names.get(v),
          mean(v),
          deviation(v),
          quantile(v, 0.05),
          quantile(v, 0.5),
          quantile(v, 0.95),
          diagnostics.bulkEss(),
          diagnostics.rHat());
    }
    return frame;
  }
}
