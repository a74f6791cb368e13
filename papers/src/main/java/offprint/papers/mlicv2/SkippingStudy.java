package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Trainings;
import offprint.kernels.image.Bitmap;

/**
 * Trains the skipping network beside a fixed model, and codes held-back pictures with and without
 * it.
 */
record SkippingStudy(Model start, PictureSet.Split pictures, int steps, Part part) {
  private static final int PATCH = 192;
  private static final int TILE_LOG2 = 9;
  private static final int REPEATS = 3;
  private static final int QUALITIES = 6;

  /** Adds a table and metrics. */
  void study(long seed, Findings out) throws IOException {
    Plan plan = Plan.entropy(PATCH, 1, 0.003, 0).skipping(steps);
    Trainer trainer = new Trainer(start.architecture(), plan, 1, pictures, start);
    byte[][] file = new byte[1][];
    new Trainings(part)
        .each(1, (_, own) -> file[0] = trainer.train(new SplittableRandom(seed), own).file());
    PictureCodec codec = new PictureCodec(Model.of(file[0]));
    double[] means = new double[5];
    Frame rows = Frame.of("quality", "skipped", "cost", "cost_with", "saved", "time", "time_with");
    for (int quality = 1; quality <= QUALITIES; quality++) {
      double[] one = new double[5];
      for (Bitmap picture : pictures.heldBack()) {
        add(codec, picture.rgb(), Quality.of(quality), one);
      }
      Arrays.setAll(means, i -> means[i] + one[i] / QUALITIES);
      double saved = 100 * (1 - one[2] / one[1]);
      rows.row(quality, 100 * one[0], one[1], one[2], saved, one[3], one[4]);
    }
    out.metric("skipped_percent", 100 * means[0])
        .metric("skipping_saving_percent", 100 * (1 - means[2] / means[1]))
        .metric("skipping_decode_time_ratio", means[4] / means[3]);
    out.table(
        "Elements not coded (GSC), pictures held back, %d steps of its network".formatted(steps),
        rows,
        "quality",
        "skipped=not coded, %",
        "cost=J without, bits a pixel",
        "cost_with=J with",
        "saved=J saved, %",
        "time=ms to decode without",
        "time_with=ms with");
  }

  /**
   * Adds a picture's part in the means: share skipped, J without and with, and milliseconds of
   * processor time to decode without and with.
   */
  private void add(PictureCodec codec, Bitmap picture, Quality quality, double[] means) {
    double count = pictures.heldBack().size();
    double pixels = (double) picture.width() * picture.height();
    for (int i = 0; i < 2; i++) {
      part.progress(1, "coding with and without skipping");
      PictureCodec.Options options = new PictureCodec.Options(TILE_LOG2, i == 1, null);
      PictureCodec.Encoded coded = codec.encode(picture, quality, options, _ -> {});
      means[0] += coded.skipped() / count;
      means[1 + i] += coded.costs()[1] / pixels / count;
      means[3 + i] += 1000 * codec.secondsToDecode(coded, REPEATS) / count;
    }
  }
}
