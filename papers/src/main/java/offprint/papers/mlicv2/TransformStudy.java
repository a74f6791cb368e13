package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Trainings;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.Distortion;
import offprint.method.Report;
import offprint.method.Run;

/**
 * Trains small models with each kind of transform, anew and for equal steps, and codes pictures
 * held back at every quality: what networks beside the closed form bring, by rate, and what they
 * cost in time.
 */
record TransformStudy(PictureSet.Split pictures, int steps, Run run) {
  private static final int QUALITIES = 6;
  private static final int PATCH = 96;
  private static final int REPEATS = 3;

  /**
   * What was measured of a transform: at each quality J = bits + λ · squared error and bits, a
   * pixel, and PSNR, means over pictures and seeds; then milliseconds of processor time to decode a
   * picture.
   */
  private record Trial(
      Networks.Transform transform, double[] cost, double[] bits, double[] psnr, double[] time) {
    Trial(Networks.Transform transform) {
      this(
          transform,
          new double[QUALITIES],
          new double[QUALITIES],
          new double[QUALITIES],
          new double[1]);
    }
  }

  Report study(long[] seeds, Findings out) throws IOException {
    Networks.Transform[] transforms = Networks.Transform.values();
    byte[][] files = new byte[transforms.length * seeds.length][];
    new Trainings(Part.of(run, 0, 0.8, ""))
        .each(
            files.length,
            (number, own) -> {
              Networks.Transform transform = transforms[number % transforms.length];
              files[number] = train(transform, seeds[number / transforms.length], own);
            });
    List<Trial> trials = Arrays.stream(transforms).map(Trial::new).toList();
    for (int number = 0; number < files.length; number++) {
      PictureCodec codec = new PictureCodec(Model.of(files[number]));
      Trial trial = trials.get(number % transforms.length);
      measure(codec, trial, 1.0 / seeds.length, 0.8 + 0.2 * number / files.length);
    }
    return report(trials, out);
  }

  private byte[] train(Networks.Transform transform, long seed, Part own) throws IOException {
    Networks networks = new Networks(transform, 32, Networks.Init.KLT, Networks.Wiring.LOG_LINEAR);
    Architecture a = new Architecture(8, 64, 4, true, true, References.NONE, networks);
    Plan plan = Plan.entropy(PATCH, 2, 0.003, steps).joint(steps);
    return new Trainer(a, plan, 4, pictures, null).train(new SplittableRandom(seed), own).file();
  }

  private void measure(PictureCodec codec, Trial trial, double share, double done) {
    double part = share / pictures.heldBack().size();
    for (Bitmap picture : pictures.heldBack()) {
      Bitmap rgb = picture.rgb();
      double pixels = (double) rgb.width() * rgb.height();
      for (int i = 0; i < QUALITIES; i++) {
        run.progress(done, "coding pictures held back");
        Quality quality = Quality.of(1 + i);
        PictureCodec.Encoded coded = codec.encode(rgb, quality, 9, _ -> {});
        double bits = 8 * coded.file().length / pixels;
        double error = Distortion.mse(rgb, coded.decoded());
        trial.bits[i] += part * bits;
        trial.cost[i] += part * (bits + quality.lambda() * error);
        trial.psnr[i] += part * 10 * Math.log10(255 * 255 / error);
        if (i == 2) {
          trial.time[0] += part * 1000 * codec.secondsToDecode(coded, REPEATS);
        }
      }
    }
  }

  private static Report report(List<Trial> trials, Findings out) {
    Trial plain = trials.getFirst();
    Frame curves = Frame.of("transform", "bits", "psnr");
    List<String> columns = new ArrayList<>(List.of("transform"));
    IntStream.rangeClosed(1, QUALITIES).forEach(quality -> columns.add("" + quality));
    columns.add("ms to decode");
    Frame rows = Frame.of(columns.toArray(String[]::new));
    double[] high = new double[trials.size()];
    for (int t = 0; t < high.length; t++) {
      Trial trial = trials.get(t);
      List<Object> row = new ArrayList<>(List.of(trial.transform.name()));
      double[] saving = new double[QUALITIES];
      for (int i = 0; i < QUALITIES; i++) {
        saving[i] = 100 * (1 - trial.cost[i] / plain.cost[i]);
        row.add(saving[i]);
        curves.row(trial.transform.name(), trial.bits[i], trial.psnr[i]);
      }
      row.add(trial.time[0]);
      rows.row(row.toArray());
      high[t] = (saving[4] + saving[5]) / 2;
      if (t > 0) {
        String name = trial.transform.name().toLowerCase(Locale.ROOT);
        out.metric(name + "_saving_low_percent", (saving[0] + saving[1]) / 2)
            .metric(name + "_saving_high_percent", high[t])
            .metric(name + "_time_ratio", trial.time[0] / plain.time[0]);
      }
    }
    double gain = high[1] - high[2];
    out.metric("stm_over_res_high_percent", gain);
    out.chart(
        Plot.of("Transforms on pictures held back")
            .x("bits a pixel")
            .y("PSNR in dB")
            .lines(curves, "bits", "psnr", "transform")
            .chart("Bytes of files, headers included."));
    out.table("J saved against the closed form alone, %, by quality", rows);
    out.text(
        "KLT: closed form. STM, RES: networks of 32 channels beside it. The same steps of the"
            + " entropy model, then of all together, on the same patches.");
    return out.answer(
        ("At high rates token mixing %s %s of J against the closed form alone, residual blocks %s"
                + " %s: take %s.")
            .formatted(
                verb(high[1]),
                Wording.percent(Math.abs(high[1]) / 100),
                verb(high[2]),
                Wording.percent(Math.abs(high[2]) / 100),
                Math.max(high[1], high[2]) <= 0
                    ? "the closed form"
                    : gain > 0 ? "token mixing" : "residual blocks"));
  }

  private static String verb(double saved) {
    return saved > 0 ? "saves" : "costs";
  }
}
