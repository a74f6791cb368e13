package offprint.papers.maxentmechanics;

import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

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
   * @param onJumps told the number of jumps now and then; may throw to stop
   */
  JumpProcess(IonChannel channel, long jumps, RandomGenerator random, IntConsumer onJumps) {
    int n = channel.states();
    IonChannel.Move[][] from = new IonChannel.Move[n][];
    double[] exit = new double[n];
    double[][] work = new double[n][];
    for (int s = 0; s < n; s++) {
      int state = s;
      from[s] =
          channel.moves().stream().filter(m -> m.from() == state).toArray(IonChannel.Move[]::new);
      work[s] = new double[from[s].length];
      for (int m = 0; m < from[s].length; m++) {
        IonChannel.Move move = from[s][m];
        exit[s] += move.rate();
        work[s][m] = StrictMath.log(move.rate()) - StrictMath.log(reverseRate(channel, move));
      }
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
        onJumps.accept(done);
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

  private static double reverseRate(IonChannel channel, IonChannel.Move move) {
    return channel.moves().stream()
        .filter(m -> m.from() == move.to() && m.to() == move.from() && m.exits() == -move.exits())
        .findFirst()
        .orElseThrow()
        .rate();
  }

  double current() {
    return mean(current);
  }

  double currentError() {
    return Math.sqrt(variance(current) / BATCHES);
  }

  /** Mean of ln(rate / reverse rate) per unit of time, in nats. */
  double entropyProductionNats() {
    return mean(production);
  }

  double entropyProductionError() {
    return Math.sqrt(variance(production) / BATCHES);
  }

  /** Variance of the net number out, per unit of time. */
  double currentVariance() {
    return variance(current) * batchTime;
  }

  /** Standard error of {@link #currentVariance}, for normal batches. */
  double currentVarianceError() {
    return currentVariance() * Math.sqrt(2.0 / (BATCHES - 1));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }
}
