package offprint.papers.lisasnl;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import org.jspecify.annotations.Nullable;

/**
 * Sequential neural likelihood (section 3.4 of the sheet): simulate where the posterior is thought
 * to be, learn q(s | θ) from all that was simulated there, sample, repeat.
 */
final class SequentialLikelihood {
  /** Simulations within five standard deviations of the proposal are learnt from. */
  private static final double NEAR = 25;

  /** Noise draws a simulated signal. */
  private static final int NOISY = 2;

  private final Simulator simulator;
  private final Box prior;
  private final double[] data;
  private final Sequence sequence;
  private final RandomGenerator random;
  private final List<double[]> thetas = new ArrayList<>();
  private final List<float[]> signals = new ArrayList<>();
  private final List<Round> rounds = new ArrayList<>();

  /** Learns a likelihood of summaries. */
  interface Learner {
    LearnedLikelihood learn(double[][] s, double[][] theta, RandomGenerator random, Part watcher);
  }

  /**
   * What one round gave.
   *
   * @param calls of the simulator up to its end
   * @param kept simulations learnt from
   * @param compression of this round
   * @param likelihood learnt
   * @param posterior draws
   */
  record Round(
      long calls,
      int kept,
      Compression compression,
      LearnedLikelihood likelihood,
      Draws posterior) {

    /** True where means lie within 0.3 standard deviations and these within 15 %. */
    boolean agrees(Round before) {
      double[] mean = posterior.mean();
      double[] sd = posterior.sd();
      double[] meanBefore = before.posterior.mean();
      double[] sdBefore = before.posterior.sd();
      for (int i = 0; i < mean.length; i++) {
        if (Math.abs(mean[i] - meanBefore[i]) > 0.3 * sdBefore[i]
            || Math.abs(sd[i] / sdBefore[i] - 1) > 0.15) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param data the whitened observation
   */
  SequentialLikelihood(
      Simulator simulator, Box prior, double[] data, Sequence sequence, RandomGenerator random) {
    this.simulator = simulator;
    this.prior = prior;
    this.data = data;
    this.sequence = sequence;
    this.random = random;
  }

  /** Runs the rounds until two successive pairs agree; gives all of them. */
  List<Round> run(Learner learner, Part watcher) {
    Draws proposal = null;
    int agreed = 0;
    while (rounds.size() < sequence.rounds() && agreed < 2) {
      int number = rounds.size() + 1;
      Part part =
          watcher.step(
              rounds.size(),
              sequence.rounds(),
              "round %d of %d".formatted(number, sequence.rounds()));
      proposal = round(learner, proposal, part);
      if (number > 1) {
        agreed = rounds.getLast().agrees(rounds.get(number - 2)) ? agreed + 1 : 0;
      }
    }
    return List.copyOf(rounds);
  }

  /** One round; gives the draws from which the next simulates. */
  private Draws round(Learner learner, @Nullable Draws proposal, Part part) {
    for (int i = 0; i < sequence.simulations(); i++) {
      if (i % 100 == 0) {
        part.progress(0.1 * i / sequence.simulations(), "simulating");
      }
      double[] theta =
          proposal == null
              ? prior.draw(random)
              : proposal.points()[random.nextInt(proposal.size())];
      double[] signal = simulator.signal(theta);
      float[] narrow = new float[signal.length];
      for (int k = 0; k < narrow.length; k++) {
        narrow[k] = (float) signal[k];
      }
      thetas.add(theta);
      signals.add(narrow);
    }
    List<double[]> points = new ArrayList<>();
    List<float[]> near = new ArrayList<>();
    Gaussian law = proposal == null ? null : new Gaussian(proposal.mean(), proposal.covariance());
    for (int i = 0; i < thetas.size(); i++) {
      if (law == null || law.distance(thetas.get(i)) < NEAR) {
        points.add(thetas.get(i));
        near.add(signals.get(i));
      }
    }
    part.progress(0.12, "compressing");
    Compression compression = compression(near);
    double[][] s = new double[NOISY * near.size()][];
    double[][] theta = new double[s.length][];
    for (int i = 0; i < near.size(); i++) {
      double[] clean = compression.apply(near.get(i));
      for (int copy = 0; copy < NOISY; copy++) {
        double[] noisy = clean.clone();
        for (int k = 0; k < noisy.length; k++) {
          noisy[k] += random.nextGaussian();
        }
        s[NOISY * i + copy] = noisy;
        theta[NOISY * i + copy] = points.get(i);
      }
    }
    LearnedLikelihood learned = learner.learn(s, theta, random, Part.of(part, 0.15, 0.9, ""));
    var likelihood = learned.at(compression.apply(data));
    double[][] starts =
        Walks.best(likelihood, prior, points.toArray(double[][]::new), sequence.walkers());
    Draws next =
        Walks.on(
                likelihood,
                prior,
                sequence.temperature(),
                starts,
                sequence.steps(),
                random,
                Part.of(part, 0.9, 0.95, "next proposal"))
            .draws();
    Draws posterior =
        Walks.on(
                likelihood,
                prior,
                1,
                starts,
                sequence.steps(),
                random,
                Part.of(part, 0.95, 1, "posterior"))
            .draws();
    rounds.add(new Round(simulator.calls(), points.size(), compression, learned, posterior));
    return next;
  }

  private Compression compression(List<float[]> near) {
    return switch (sequence.compression()) {
      case PCA ->
          Compression.pca(
              near,
              sequence.tail(),
              prior.dimension(),
              Math.max(prior.dimension(), sequence.maxComponents()),
              random);
      case SCORE -> {
        double[] truth = simulator.truth();
        double[] steps = new double[truth.length];
        for (int i = 0; i < steps.length; i++) {
          steps[i] = 1e-7 * (prior.high()[i] - prior.low()[i]);
        }
        yield Compression.score(simulator.signal(truth), simulator.jacobian(truth, steps));
      }
    };
  }
}
