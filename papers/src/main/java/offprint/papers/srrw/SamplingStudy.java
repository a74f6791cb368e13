package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Run;

/** Visit measures of one chain for all alpha, beside their limits. */
final class SamplingStudy {
  final ChainKind kind;
  final long[] checkpoints;

  /** By alpha, in the order given. */
  final List<SamplingTrace> traces = new ArrayList<>();

  /** tr V(alpha), the limit of n MSE [alphas]. */
  final double[] limit;

  /** n MSE of independent draws: 1 - sum mu^2. */
  final double draws;

  private SamplingStudy(ChainKind kind, long[] checkpoints, double[] limit, double draws) {
    this.kind = kind;
    this.checkpoints = checkpoints;
    this.limit = limit;
    this.draws = draws;
  }

  static SamplingStudy of(
      Reproduce.Params p, Network network, ChainKind kind, Progress progress, Run run) {
    double[] uniform = new double[network.nodes()];
    Arrays.fill(uniform, 1.0 / uniform.length);
    ReversibleChain chain = network.chain(kind, uniform);
    double[] law = chain.law();
    ReversibleSpectrum spectrum =
        ReversibleSpectrum.of(chain, () -> progress.add(0, "spectrum of the chain " + kind));
    SamplingTheory theory = new SamplingTheory(spectrum, chain);
    double[] limit = p.alphas().stream().mapToDouble(alpha -> theory.trace(alpha, true)).toArray();
    double draws = 1 - Arrays.stream(law).map(m -> m * m).sum();
    SamplingStudy study = new SamplingStudy(kind, Checkpoints.upTo(p.sampleHops()), limit, draws);
    Sampling sampling =
        new Sampling(
            network, law, new double[][] {network.graph().degrees()}, study.checkpoints, progress);
    for (double alpha : p.alphas()) {
      Arm arm = Arm.walk("α = %.4g".formatted(alpha), chain, law, alpha, Schedule.CONSTANT, 1);
      study.traces.add(sampling.run(arm, p.sampleRuns(), "random", run.random()));
    }
    return study;
  }

  private int last() {
    return checkpoints.length - 1;
  }

  /** n MSE of the visit measure of the alpha at this place. */
  double scaledError(int place) {
    return checkpoints[last()] * traces.get(place).squaredDistance()[last()];
  }

  double ratio(int place) {
    return scaledError(place) / limit[place];
  }

  /** Total variation at n over that at about n / 10, of the alpha at this place. */
  double variationRatio(int place) {
    double[] variation = traces.get(place).totalVariation();
    int tenth = 0;
    while (checkpoints[tenth] < checkpoints[last()] / 10) {
      tenth++;
    }
    return variation[last()] / variation[tenth];
  }

  /**
   * First checkpoint from which the average degree errs less than the plain walk's; NaN if none.
   */
  double crossover(int place) {
    double[] plain = traces.getFirst().squaredError(0);
    double[] repellent = traces.get(place).squaredError(0);
    int c = checkpoints.length;
    while (c > 0 && repellent[c - 1] < plain[c - 1]) {
      c--;
    }
    return c == checkpoints.length ? Double.NaN : checkpoints[c];
  }
}
