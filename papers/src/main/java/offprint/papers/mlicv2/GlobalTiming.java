package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Plot;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.GlobalReference;
import offprint.kernels.neural.Layers;
import offprint.kernels.neural.Rotation;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/** Time of a global reference against the size of the picture. */
final class GlobalTiming {
  private static final int[] SIDES = {256, 512, 1024};
  private static final int STRIDE = 8;
  private static final int CHANNELS = 64;
  private static final int REPEATS = 20;

  private GlobalTiming() {}

  /** Adds a chart and the exponent of time in pixels. */
  static void study(Findings out) {
    RandomGenerator random = out.run().random();
    double[] pixels = new double[SIDES.length];
    double[] milliseconds = new double[SIDES.length];
    StrictEngine engine = new StrictEngine(weights(random));
    GlobalReference<FeatureMaps> reference =
        new GlobalReference<>(engine, Architecture.HEADS, true);
    float[] sink = new float[1];
    List<Runnable> works = new ArrayList<>();
    for (int i = 0; i < SIDES.length; i++) {
      int side = SIDES[i] / STRIDE;
      FeatureMaps x = new FeatureMaps(CHANNELS, side, side);
      for (int at = 0; at < x.values().length; at++) {
        x.values()[at] = (float) random.nextGaussian();
      }
      FeatureMaps mask = Checkerboard.ODD.anchors(side, side);
      works.add(
          () -> sink[0] += reference.look("g", x, x, x, mask, Rotation.Position.AXIAL).values()[0]);
      pixels[i] = (double) SIDES[i] * SIDES[i];
    }
    out.run().progress(0.98, "a global reference of %d to %d pixels".formatted(SIDES[0], SIDES[2]));
    double[] seconds = Timing.processorSeconds(REPEATS, works);
    for (int i = 0; i < SIDES.length; i++) {
      milliseconds[i] = 1000 * seconds[i];
      out.metric("global_ms_%d".formatted(SIDES[i]), milliseconds[i]);
    }
    int last = SIDES.length - 1;
    out.metric(
        "global_time_exponent",
        Math.log(milliseconds[last] / milliseconds[0]) / Math.log(pixels[last] / pixels[0]));
    out.chart(
        Plot.of("Time of a global reference")
            .logX("pixels")
            .logY("milliseconds of processor time")
            .line("in plain Java", pixels, milliseconds)
            .chart(
                ("64 channels in, 16 that attend, blocks of 8 x 8 pixels; processor time of one"
                        + " thread, the shortest of %d runs.")
                    .formatted(REPEATS)));
  }

  private static StrictWeights weights(RandomGenerator random) {
    Parameters.Declaration list = Parameters.declare();
    int d = LogLinearModel.GLOBAL;
    new Layers(list)
        .global(
            "g",
            new Layers.Global(CHANNELS, CHANNELS, d, d, Architecture.HEADS),
            true,
            Rotation.Position.AXIAL);
    try (Session session = Session.open()) {
      return StrictWeights.of(Safetensors.of(list.on(session, random).tensors(), Map.of()), "");
    }
  }
}
