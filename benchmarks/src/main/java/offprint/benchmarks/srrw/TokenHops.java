package offprint.benchmarks.srrw;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.papers.srrw.Train;

/**
 * Token hops a second of CPU time, all walks of srrw/train together: the difference of two lengths,
 * so that reading, Newton and the spectrum do not count. Arguments: edge list, node table, label.
 * Prints one line of JSON with |theta*| and the batch loss.
 */
public final class TokenHops {
  private static final int WALKS = 6;

  private TokenHops() {}

  public static void main(String[] args) throws Exception {
    Train train = new Train();
    long runs = 10;
    Train.Params shape = train.presets().getFirst().params();
    Report report = train.run(params(shape, args, 20_000, runs), new Plain(args));
    double[] seconds = new double[2];
    long[] hops = {20_000, 220_000};
    for (int k = 0; k < 2; k++) {
      long start = cpu();
      report = train.run(params(shape, args, hops[k], runs), new Plain(args));
      seconds[k] = (cpu() - start) / 1e9;
    }
    System.out.printf(
        Locale.ROOT,
        "{\"token_hops_per_cpu_s\": %.0f, \"theta_norm\": %.16g, \"loss\": %.16g, \"gain\":"
            + " %.3f}%n",
        WALKS * runs * (hops[1] - hops[0]) / (seconds[1] - seconds[0]),
        report.metrics().get("theta_norm"),
        report.metrics().get("loss_minimum"),
        report.metrics().get("gain"));
  }

  private static Train.Params params(Train.Params p, String[] args, long hops, long runs) {
    return new Train.Params(
        new Source(args[0]),
        new Source(args[1]),
        args[2],
        List.of(),
        p.loss(),
        p.tau(),
        p.kappa(),
        p.target(),
        p.chain(),
        p.matrix(),
        p.alpha(),
        p.alphaSchedule(),
        p.gammaExp(),
        p.betaExp(),
        p.betaScale(),
        hops,
        (int) runs,
        p.start(),
        p.momentum(),
        p.batch(),
        p.radius(),
        p.average(),
        p.largestComponent());
  }

  /** CPU time of the whole process, for the walks run on several threads. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Files by path, artifacts thrown away. */
  private static final class Plain implements Run {
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

    Plain(String[] args) {
      if (args.length != 3) {
        throw new IllegalArgumentException("expected: EDGES NODES LABEL");
      }
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public InputStream open(Source source) throws IOException {
      return Files.newInputStream(Path.of(source.ref()));
    }

    @Override
    public Path local(Source source) {
      return Path.of(source.ref());
    }

    @Override
    public OutputStream create(String artifact) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void progress(double fraction, String stage) {}

    @Override
    public void point(String series, double x, double y) {}
  }
}
