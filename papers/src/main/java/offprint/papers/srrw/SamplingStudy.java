package offprint.papers.srrw;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.method.Run;

/** Visit measures over alpha, a = 1, beside their limits: one row a chain and alpha. */
record SamplingStudy(
    Network network, List<Double> alphas, long hops, int runs, Part.Counter counter, Run run) {

  private static final String COLUMNS =
      "chain,alpha,measured,limit,ratio,draws,over_draws,total_variation,variation_ratio,crossover";

  /** Walks both chains; {@code measured} is n MSE, {@code limit} tr V(alpha). */
  Frame walk() {
    Frame frame = Frame.of(COLUMNS.split(","));
    walk(ChainKind.MHRW, frame);
    walk(ChainKind.SRW, frame);
    return frame;
  }

  private void walk(ChainKind kind, Frame frame) {
    ReversibleChain chain = network.chain(kind, network.uniform());
    double[] law = chain.law();
    ReversibleSpectrum spectrum =
        ReversibleSpectrum.of(chain, () -> counter.add(0, "spectrum of the chain " + kind));
    SamplingTheory theory = new SamplingTheory(spectrum, chain);
    double draws = 1 - Arrays.stream(law).map(m -> m * m).sum();
    long[] checkpoints = Checkpoints.upTo(hops);
    Trials trials = new Trials(network, runs, "random", checkpoints, counter);
    Sampling sampling = new Sampling(law, new double[][] {network.graph().degrees()});
    double[] plain = {};
    for (double alpha : alphas) {
      Arm arm = Arm.walk("α = %.4g".formatted(alpha), chain, law, Repellence.constant(alpha), 1);
      Trace trace = sampling.run(trials, arm, run.random());
      double measured = hops * trace.last(Sampling.SQUARED_DISTANCE);
      double limit = theory.trace(alpha, true);
      double[] degree = trace.mean(Sampling.squaredError(0));
      plain = alpha == 0 ? degree : plain;
      long crossover = Checkpoints.crossover(checkpoints, degree, plain);
      frame.row(
          kind.name().toLowerCase(Locale.ROOT),
          alpha,
          measured,
          limit,
          measured / limit,
          draws,
          measured / draws,
          trace.last(Sampling.TOTAL_VARIATION),
          Checkpoints.overTenth(checkpoints, trace.mean(Sampling.TOTAL_VARIATION)),
          crossover < 0 ? Double.NaN : (double) crossover);
    }
  }
}
