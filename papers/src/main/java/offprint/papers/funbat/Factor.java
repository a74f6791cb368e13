package offprint.papers.funbat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.gp.MaternProcess;
import offprint.kernels.gp.MaternSmoother;
import offprint.kernels.gp.Moments;
import offprint.kernels.gp.PseudoObservations;
import offprint.kernels.tensor.SymmetricPairs;

/**
 * q(u^k): R independent Matérn processes times a Gaussian message at each index. The messages of
 * rows with one index add up to one pseudo-observation.
 */
final class Factor {
  private final int rank;
  private final SymmetricPairs pairs;
  private final MaternProcess process;
  private final MaternSmoother smoother;
  private PseudoObservations evidence;
  private Moments moments;
  private double[] second; // E[u u'] as pairs [n, S]

  private Factor(MaternProcess process, int rank, PseudoObservations evidence, Moments moments) {
    this.rank = rank;
    this.process = process;
    this.evidence = evidence;
    this.moments = moments;
    pairs = new SymmetricPairs(rank, 1);
    smoother = new MaternSmoother(process, rank);
    second = pairs.secondMoments(moments.mean(), moments.covariance());
  }

  /** The moments that inference starts from, before any message. */
  static Factor start(
      MaternProcess process, double[] x, int rank, Design.Start start, RandomGenerator random) {
    double[] mean = new double[x.length * rank];
    double[] covariance = new double[x.length * rank * rank];
    for (int i = 0; i < x.length; i++) {
      for (int r = 0; r < rank; r++) {
        boolean cosine = start == Design.Start.COS;
        mean[i * rank + r] = cosine ? Math.cos(Math.PI * r * x[i]) : random.nextDouble();
        covariance[(i * rank + r) * rank + r] = cosine ? 0 : 1;
      }
    }
    return new Factor(
        process, rank, PseudoObservations.none(x, rank), new Moments(x, rank, mean, covariance, 0));
  }

  /** The posterior that these messages give. */
  static Factor of(MaternProcess process, PseudoObservations evidence) {
    int rank = evidence.components();
    return new Factor(process, rank, evidence, new MaternSmoother(process, rank).smooth(evidence));
  }

  /**
   * Takes new messages.
   *
   * @param tau E[noise precision]
   * @param damping share of the old messages that stays, in [0, 1)
   */
  void update(Messages messages, double tau, double damping) {
    double[] precision = evidence.precision().clone();
    double[] shift = evidence.shift().clone();
    for (int i = 0; i < shift.length; i++) {
      shift[i] = damping * shift[i] + (1 - damping) * tau * messages.first()[i];
    }
    int square = rank * rank;
    for (int i = 0; i < precision.length; i++) {
      int place = i / square;
      int pair = pairs.pair(i % square / rank, i % rank);
      double fresh = tau * messages.second()[place * pairs.pairs() + pair];
      precision[i] = damping * precision[i] + (1 - damping) * fresh;
    }
    evidence = new PseudoObservations(evidence.x(), rank, precision, shift);
    moments = smoother.smooth(evidence);
    second = pairs.secondMoments(moments.mean(), moments.covariance());
  }

  /** KL divergence of q from the prior, nats: E[ln messages] - ln Z. */
  double divergence() {
    double sum = -moments.logNormaliser();
    for (int i = 0; i < moments.mean().length; i++) {
      sum += evidence.shift()[i] * moments.mean()[i];
    }
    int square = rank * rank;
    for (int i = 0; i < evidence.precision().length; i++) {
      int pair = pairs.pair(i % square / rank, i % rank);
      sum -= 0.5 * evidence.precision()[i] * second[i / square * pairs.pairs() + pair];
    }
    return sum;
  }

  /** Moments at these places, ascending and different, inside or outside the range of the rows. */
  Factor at(double[] places) {
    Moments all = smoother.smooth(evidence, places);
    double[] mean = new double[places.length * rank];
    double[] covariance = new double[places.length * rank * rank];
    for (int i = 0; i < places.length; i++) {
      int from = all.indexOf(places[i]);
      System.arraycopy(all.mean(), from * rank, mean, i * rank, rank);
      System.arraycopy(
          all.covariance(), from * rank * rank, covariance, i * rank * rank, rank * rank);
    }
    return new Factor(
        process,
        rank,
        PseudoObservations.none(places, rank),
        new Moments(places, rank, mean, covariance, 0));
  }

  PseudoObservations evidence() {
    return evidence;
  }

  MaternProcess process() {
    return process;
  }

  double[] x() {
    return moments.x();
  }

  /** E[u] [n, R]. */
  double[] mean() {
    return moments.mean();
  }

  /** E[u u'] as pairs [n, S]. */
  double[] second() {
    return second;
  }

  /** Standard deviations [n, R]. */
  double[] deviations() {
    double[] sd = new double[mean().length];
    Arrays.setAll(sd, i -> Math.sqrt(Math.max(0, moments.covariance()[i * rank + i % rank])));
    return sd;
  }
}
