package offprint.benchmarks.arphmm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import offprint.kernels.hmm.BaumWelch;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;

/**
 * One iteration of EM (E-step and M-step) on a series of little-endian doubles cut into sequences
 * of equal length: {@code FILE STATES ORDER ITERATIONS ROUNDS SEQUENCES}. Means start at equal
 * distances over the range, variances at that of the series, the chain stays with .9. Prints the
 * shortest time of an iteration in seconds, the least processor time of the calling thread, which
 * does all of it where there is one sequence, and the log likelihood at the last E-step.
 */
public final class EmIteration {
  private EmIteration() {}

  public static void main(String[] args) throws IOException {
    double[] series = read(Path.of(args[0]));
    int states = Integer.parseInt(args[1]);
    int order = Integer.parseInt(args[2]);
    int iterations = Integer.parseInt(args[3]);
    int sequences = Integer.parseInt(args[5]);
    double shortest = Double.POSITIVE_INFINITY;
    double processor = Double.POSITIVE_INFINITY;
    double logLikelihood = Double.NaN;
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    for (int round = 0; round < Integer.parseInt(args[4]); round++) {
      SwitchingModel model = start(series, states, order);
      BaumWelch em = new BaumWelch(cut(series, order, sequences), states, 0, 1e-12, 1);
      for (int i = 0; i < iterations; i++) {
        long begun = System.nanoTime();
        long used = thread.getCurrentThreadCpuTime();
        logLikelihood = em.expect(model);
        model = em.transit(em.regress(model));
        shortest = Math.min(shortest, (System.nanoTime() - begun) / 1e9);
        processor = Math.min(processor, (thread.getCurrentThreadCpuTime() - used) / 1e9);
      }
    }
    System.out.println(
        String.format(Locale.ROOT, "%.6f %.6f %.6f", shortest, processor, logLikelihood));
  }

  private static List<Sequence> cut(double[] series, int order, int sequences) {
    int length = series.length / sequences;
    return IntStream.range(0, sequences)
        .mapToObj(s -> Arrays.copyOfRange(series, s * length, (s + 1) * length))
        .map(values -> Sequence.of(values, order))
        .toList();
  }

  private static double[] read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] series = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(series);
    return series;
  }

  private static SwitchingModel start(double[] series, int states, int order) {
    double low = Arrays.stream(series).min().orElseThrow();
    double high = Arrays.stream(series).max().orElseThrow();
    double mean = Arrays.stream(series).average().orElseThrow();
    double[] pi = new double[states];
    double[][] a = new double[states][states];
    double[][] b = new double[states][order + 1];
    double[] v = new double[states];
    Arrays.fill(pi, 1.0 / states);
    Arrays.fill(v, Arrays.stream(series).map(y -> (y - mean) * (y - mean)).average().orElseThrow());
    for (int k = 0; k < states; k++) {
      Arrays.fill(a[k], 0.1 / (states - 1));
      a[k][k] = 0.9;
      b[k][0] = low + (high - low) * (k + 0.5) / states;
    }
    return new SwitchingModel(
        HiddenChain.of(pi, a), WindowRegression.of(Response.VALUE, b, v), null);
  }
}
