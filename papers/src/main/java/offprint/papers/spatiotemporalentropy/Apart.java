package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;
import offprint.method.Source;

/**
 * Small models that are trained apart, each with its own priors on all the time, from equal seeds
 * and for equal steps.
 *
 * @param pictures moved about, as in {@link Train}
 * @param steps of the linear parts, and as many of all together
 */
record Apart(List<Bitmap> pictures, int steps, long seed) {
  private static final int CROP = 96;
  private static final int BATCH = 4;
  private static final int KEPT_BACK = 3;
  private static final double RATE = 2e-3;
  private static final Quantiser QUANTISER = new Quantiser(0.4, 0.4, 1);

  /** A model of its own. */
  enum Kind {
    BOTH("both priors", true, Encode.Spatial.CHECKERBOARD),
    NO_TEMPORAL("no temporal prior", false, Encode.Spatial.CHECKERBOARD),
    NO_SPATIAL("no spatial prior", true, Encode.Spatial.NONE),
    NEITHER("neither", false, Encode.Spatial.NONE),
    RESIDUAL("both, of the difference from the frame before", true, Encode.Spatial.CHECKERBOARD),
    SERIAL("both, the spatial one serial", true, Encode.Spatial.SERIAL),
    MIXTURE("both, two Gaussians a value", true, Encode.Spatial.CHECKERBOARD);

    final String title;
    private final boolean temporal;
    private final Encode.Spatial spatial;

    Kind(String title, boolean temporal, Encode.Spatial spatial) {
      this.title = title;
      this.temporal = temporal;
      this.spatial = spatial;
    }

    LatentCoder.Priors priors() {
      return new LatentCoder.Priors(temporal, spatial);
    }

    private Sizes sizes() {
      return new Sizes(
          192, 4, 16, 16, 48, 0, Train.Skip.DCT, this == MIXTURE ? 2 : 1, this == RESIDUAL);
    }
  }

  static Apart of(int steps, Findings out) throws IOException {
    List<Bitmap> pictures = ClipInput.pictures("pictures", Source.example("kodak-train"), out);
    return new Apart(pictures, steps, out.run().random().nextLong());
  }

  void measure(List<YuvFrame> clip, int qualities, Findings out, Run run) throws IOException {
    int kinds = Kind.values().length;
    Map<Kind, double[]> rates = new EnumMap<>(Kind.class);
    List<String> columns = new ArrayList<>(List.of("trained_with"));
    for (int i = 0; i < qualities; i++) {
      columns.add("quality_" + (Levels.COUNT - 1 - i));
    }
    columns.add("%_more_than_both,_mean");
    Frame rows = Frame.of(columns.toArray(String[]::new));
    for (Kind kind : Kind.values()) {
      double done = rates.size();
      Part part = Part.of(run, done / kinds, (done + 1) / kinds, "");
      double[] mine = rates(kind, qualities, clip, part);
      rates.put(kind, mine);
      double more = more(mine, rates.getOrDefault(Kind.BOTH, mine));
      List<Object> row = new ArrayList<>(List.of(kind.title));
      for (double rate : mine) {
        row.add(rate);
      }
      row.add(more);
      rows.row(row.toArray());
      String name = kind.name().toLowerCase(Locale.ROOT);
      out.metric("apart_" + name + "_percent", more);
      if (kind == Kind.NEITHER) {
        double[] without = rates.getOrDefault(Kind.NO_TEMPORAL, mine);
        out.metric("apart_spatial_percent", more(mine, without));
      }
    }
    out.table(
        "The clip, gop %d: bits a pixel of small models trained apart, %d steps of the linear"
                .formatted(Reproduce.GOP, steps)
            + " parts and %d of all, equal seeds".formatted(steps),
        rows);
  }

  /** Bits a pixel at each quality, worst first. */
  private double[] rates(Kind kind, int qualities, List<YuvFrame> clip, Run run)
      throws IOException {
    Model model = trained(kind, Part.of(run, 0, 0.9, ""));
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    double[] rates = new double[qualities];
    for (int i = 0; i < qualities; i++) {
      rates[i] = bitsPerPixel(model, coder, kind, Levels.COUNT - 1 - i, clip, run);
    }
    return rates;
  }

  /** How much more is spent, in percent, mean over the qualities. */
  private static double more(double[] rates, double[] than) {
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      sum += 100 * (rates[i] / than[i] - 1);
    }
    return sum / rates.length;
  }

  private Model trained(Kind kind, Run run) throws IOException {
    int kept = pictures.size() - KEPT_BACK;
    Trainer.Plan plan =
        new Trainer.Plan(
            kind.sizes(),
            QUANTISER,
            new Schedule(CROP, BATCH, steps, steps, 0, 0, RATE, kind == Kind.SERIAL),
            kind.priors());
    Trainer trainer =
        new Trainer(
            plan,
            footage(pictures.subList(0, kept)),
            footage(pictures.subList(kept, pictures.size())),
            null,
            new SplittableRandom(seed),
            run);
    return ModelTensors.of(trainer.train(pictures.size(), 0).file()).model();
  }

  private static Footage footage(List<Bitmap> pictures) {
    return new Footage(SyntheticMotion.of(pictures, CROP), List.of(), 0, CROP, Footage.MANY);
  }

  private static double bitsPerPixel(
      Model model, LatentCoder coder, Kind kind, int quality, List<YuvFrame> clip, Run run) {
    ClipEncoder.Setting setting = new ClipEncoder.Setting(quality, Reproduce.GOP, kind.priors());
    ClipEncoder encoder = Reproduce.race(model, coder, clip, run).encoder(setting);
    for (YuvFrame frame : clip) {
      run.progress(0.9, "%s, quality %d".formatted(kind.title, quality));
      encoder.add(frame);
    }
    return encoder.bitsPerPixel();
  }
}
