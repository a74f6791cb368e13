package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.Distortion;
import offprint.kernels.task.Timing;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Trains small models with each kind of transform, anew and for equal steps, and codes pictures
 * held back at every quality: what networks beside the closed form bring, by rate, and what they
 * cost in time.
 */
record TransformStudy(List<Bitmap> training, List<Bitmap> heldBack, int steps, Run run) {
  private static final int QUALITIES = 6;
  private static final int PATCH = 96;
  private static final int REPEATS = 3;

  /**
   * What was measured of a transform: at each quality J = bits + λ · squared error and bits, a
   * pixel, and PSNR, means over pictures and seeds; then milliseconds of processor time to decode a
   * picture.
   */
  private record Trial(double[] cost, double[] bits, double[] psnr, double[] time) {
    static Trial empty() {
      return new Trial(
          new double[QUALITIES], new double[QUALITIES], new double[QUALITIES], new double[1]);
    }
  }

  void study(long[] seeds, List<Report.Block> blocks, Map<String, Double> metrics)
      throws IOException {
    Networks.Transform[] transforms = Networks.Transform.values();
    byte[][] files = new byte[transforms.length * seeds.length][];
    new Trainings(run, 0, 0.8)
        .each(
            files.length,
            (number, own) -> {
              Networks.Transform transform = transforms[number % transforms.length];
              files[number] = train(transform, seeds[number / transforms.length], own);
            });
    Map<Networks.Transform, Trial> trials = new LinkedHashMap<>();
    for (int number = 0; number < files.length; number++) {
      Networks.Transform transform = transforms[number % transforms.length];
      PictureCodec codec = new PictureCodec(ModelFile.read(files[number]));
      Trial trial = trials.computeIfAbsent(transform, _ -> Trial.empty());
      measure(codec, trial, 1.0 / seeds.length, 0.8 + 0.2 * number / files.length);
    }
    report(trials, blocks, metrics);
  }

  private byte[] train(Networks.Transform transform, long seed, Run own) throws IOException {
    Networks networks = new Networks(transform, 32, Networks.Init.KLT, Networks.Wiring.LOG_LINEAR);
    Architecture a = new Architecture(8, 64, 4, true, true, References.NONE, networks);
    Trainer.Plan plan =
        new Trainer.Plan(
            a, PATCH, 2, 0.003, 1, a.slices(), 4, steps, steps, JointTraining.Metric.MSE, 0, 0);
    return new Trainer(plan, training, heldBack, null, own, 0, 1)
        .train(Map.of(), new SplittableRandom(seed))
        .file();
  }

  private void measure(PictureCodec codec, Trial trial, double share, double done) {
    double part = share / heldBack.size();
    for (Bitmap picture : heldBack) {
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
          Container file = Container.read(coded.file());
          int[] sink = new int[1];
          trial.time[0] +=
              part
                  * 1000
                  * Timing.processorSeconds(
                      REPEATS, () -> sink[0] += codec.decode(file, _ -> {}).width());
        }
      }
    }
  }

  private static void report(
      Map<Networks.Transform, Trial> trials,
      List<Report.Block> blocks,
      Map<String, Double> metrics) {
    Trial plain = Objects.requireNonNull(trials.get(Networks.Transform.KLT));
    List<List<Object>> rows = new ArrayList<>();
    List<Chart.Series> curves = new ArrayList<>();
    trials.forEach(
        (transform, trial) -> {
          double[] saving = new double[QUALITIES];
          for (int i = 0; i < QUALITIES; i++) {
            saving[i] = 100 * (1 - trial.cost[i] / plain.cost[i]);
          }
          List<Object> row = new ArrayList<>(List.of(transform.name()));
          for (double percent : saving) {
            row.add(percent);
          }
          row.add(trial.time[0]);
          rows.add(row);
          curves.add(Chart.Series.line(transform.name(), trial.bits, trial.psnr));
          if (transform != Networks.Transform.KLT) {
            String name = transform.name().toLowerCase(Locale.ROOT);
            metrics.put(name + "_saving_low_percent", (saving[0] + saving[1]) / 2);
            metrics.put(name + "_saving_high_percent", (saving[4] + saving[5]) / 2);
            metrics.put(name + "_time_ratio", trial.time[0] / plain.time[0]);
          }
        });
    double stm = Objects.requireNonNull(metrics.get("stm_saving_high_percent"));
    metrics.put(
        "stm_over_res_high_percent",
        stm - Objects.requireNonNull(metrics.get("res_saving_high_percent")));
    blocks.add(
        new Chart(
            "Transforms on pictures held back",
            Chart.Axis.linear("bits a pixel"),
            Chart.Axis.linear("PSNR in dB"),
            curves,
            "Bytes of files, headers included."));
    blocks.add(
        new Table(
            "J saved against the closed form alone, %, by quality",
            List.of("transform", "1", "2", "3", "4", "5", "6", "ms to decode"), rows));
    blocks.add(
        Note.text(
            "KLT: closed form. STM, RES: networks of 32 channels beside it. The same steps of the"
                + " entropy model, then of all together, on the same patches."));
  }
}
