package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.image.Bitmap;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Safetensors;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Trains the network that chooses what is coded beside a model whose own weights stay, and codes
 * pictures held back with and without it.
 *
 * @param start the model
 */
record SkippingStudy(
    Safetensors start, List<Bitmap> training, List<Bitmap> heldBack, int steps, Run run) {
  private static final int PATCH = 192;
  private static final int TILE_LOG2 = 9;
  private static final int REPEATS = 3;

  /** Adds a table and metrics. */
  void study(long seed, double from, double to, List<Report.Block> blocks, Map<String, Double> all)
      throws IOException {
    Architecture a = ModelFile.architecture(start);
    Trainer.Plan plan =
        new Trainer.Plan(
            a, PATCH, 1, 0.003, 0, a.slices(), 1, 0, 0, JointTraining.Metric.MSE, steps, 0);
    byte[][] file = new byte[1][];
    new Trainings(run, from, to)
        .each(
            1,
            (_, own) ->
                file[0] =
                    new Trainer(plan, training, heldBack, start, own, 0, 1)
                        .train(Map.of(), new SplittableRandom(seed))
                        .file());
    PictureCodec codec = new PictureCodec(ModelFile.read(file[0]));
    double[] sums = new double[5];
    List<List<Object>> rows = new ArrayList<>();
    for (int quality = 1; quality <= 6; quality++) {
      double[] one = new double[5];
      for (Bitmap picture : heldBack) {
        add(codec, picture.rgb(), Quality.of(quality), one);
      }
      for (int i = 0; i < one.length; i++) {
        one[i] /= heldBack.size();
        sums[i] += one[i] / 6;
      }
      rows.add(
          List.of(
              quality, 100 * one[0], one[1], one[2], 100 * (1 - one[2] / one[1]), one[3], one[4]));
    }
    double saving = 100 * (1 - sums[2] / sums[1]);
    all.put("skipped_percent", 100 * sums[0]);
    all.put("skipping_saving_percent", saving);
    all.put("skipping_decode_time_ratio", sums[4] / sums[3]);
    blocks.add(
        new Table(
            "Elements not coded (GSC), pictures held back, %d steps of its network"
                .formatted(steps),
            List.of(
                "quality",
                "not coded, %",
                "J without, bits a pixel",
                "J with",
                "J saved, %",
                "ms to decode without",
                "ms with"),
            rows));
  }

  /**
   * Adds share skipped, J without and with, and milliseconds of processor time to decode without
   * and with.
   */
  private void add(PictureCodec codec, Bitmap picture, Quality quality, double[] sums) {
    double pixels = (double) picture.width() * picture.height();
    for (int i = 0; i < 2; i++) {
      run.progress(0.97, "coding with and without skipping");
      PictureCodec.Encoded coded =
          codec.encode(
              picture, quality, new PictureCodec.Options(TILE_LOG2, i == 1, null), _ -> {});
      Container file = Container.read(coded.file());
      sums[0] += coded.skipped();
      sums[1 + i] += coded.costs()[1] / pixels;
      int[] sink = new int[1];
      sums[3 + i] +=
          1000
              * Timing.processorSeconds(
                  REPEATS, () -> sink[0] += codec.decode(file, _ -> {}).width());
    }
  }
}
