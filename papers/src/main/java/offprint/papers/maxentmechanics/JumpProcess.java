package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.task.Progress;

/**
 * Gillespie's exact simulation of a channel: current and entropy production with standard errors
 * from batches of equal length in time.
 */
final class JumpProcess {
  private static final int BATCHES = 64;
  private static final int REPORT_EVERY = 100_000;

  private final double[] current = new double[BATCHES];
  private final double[] production = new double[BATCHES];
  private final double batchTime;

  /**
   * Simulates until {@code jumps} jumps are expected, in batches of equal time.
   *
   * @param progress told the jumps done now and then; may throw to stop
   */
  JumpProcess(IonChannel channel, long jumps, RandomGenerator random, Progress progress) {
    int n = channel.states();
    IonChannel.Move[][] from = new IonChannel.Move[n][];
    double[] exit = new double[n];
    double[][] work = new double[n][];
    for (int s = 0; s < n; s++) {
      int state = s;
      from[s] =
          channel.moves().stream().filter(m -> m.from() == state).toArray(IonChannel.Move[]::new);
      exit[s] = Arrays.stream(from[s]).mapToDouble(IonChannel.Move::rate).reduce(0, Double::sum);
      work[s] = Arrays.stream(from[s]).mapToDouble(m -> work(channel, m)).toArray();
    }
    batchTime = jumps / channel.activity() / BATCHES;
    int state = 0;
    double time = -0.05 * batchTime;
    int done = 0;
    for (int batch = 0; batch < BATCHES; ) {
      time += -StrictMath.log(1 - random.nextDouble()) / exit[state];
      while (batch < BATCHES && time >= (batch + 1) * batchTime) {
        batch++;
      }
      if (++done % REPORT_EVERY == 0) {
        progress.progress((double) done / jumps, "jump " + done);
      }
      int m = pick(from[state], random.nextDouble() * exit[state]);
      if (time >= 0 && batch < BATCHES) {
        current[batch] += from[state][m].exits() / batchTime;
        production[batch] += work[state][m] / batchTime;
      }
      state = from[state][m].to();
    }
  }

  private static int pick(IonChannel.Move[] moves, double u) {
    double left = u;
    for (int m = 0; m < moves.length - 1; m++) {
      left -= moves[m].rate();
      if (left < 0) {
        return m;
      }
    }
    return moves.length - 1;
  }

  private static double work(IonChannel channel, IonChannel.Move move) {
    return StrictMath.log(move.rate()) - StrictMath.log(channel.reverse(move).rate());
  }

  /** A mean with its standard error. */
  record Estimate(double value, double error) {
    /** How far it is from the exact value, in standard errors. */
    double deviation(double exact) {
      return (value - exact) / error;
    }
  }

  Estimate current() {
    return new Estimate(mean(current), Math.sqrt(variance(current) / BATCHES));
  }

  /** Mean of ln(rate / reverse rate) per unit of time, in nats. */
  Estimate entropyProductionNats() {
    return new Estimate(mean(production), Math.sqrt(variance(production) / BATCHES));
  }

  /** Variance of the net number out, per unit of time; its error as for normal batches. */
  Estimate currentVariance() {
    double value = variance(current) * batchTime;
    return new Estimate(value, value * Math.sqrt(2.0 / (BATCHES - 1)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).reduce(0, Double::sum) / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double[] squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray();
    return mean(squares) * values.length / (values.length - 1);
  }
}
