package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;

/** What training on the first half of a clip saves of its second. */
record OwnFootage(ModelTensors start, List<YuvFrame> clip, int steps) {
  private static final int HELD = 3;
  private static final int SIDE = 128;
  private static final int BATCH = 4;
  private static final double RATE = 4e-3;

  /** Neighbours only, as they are coded, and backwards. */
  private static final List<Integer> DISTANCES = List.of(1, 1, -1);

  void measure(int qualities, Findings out, Run run) throws IOException {
    int half = clip.size() / 2;
    Model own = trained(half, Part.of(run, 0, 0.8, ""));
    Model shipped = start.model();
    LatentCoder coder = new LatentCoder(new Frequencies(shipped.sizes().channels()));
    List<YuvFrame> rest = clip.subList(half, clip.size());
    Frame rows = Frame.of("quality", "shipped", "own_footage", "saved");
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < qualities; i++) {
      int q = Levels.COUNT - 1 - i;
      double before = bitsPerPixel(shipped, coder, rest, q, run);
      double after = bitsPerPixel(own, coder, rest, q, run);
      double saved = 100 * (1 - after / before);
      least = Math.min(least, saved);
      rows.row(q, before, after, saved);
    }
    out.metric("own_footage_least_percent", least)
        .table(
            "Second half of the clip: bits a pixel of the shipped model and of one trained on, %d"
                    .formatted(steps)
                + " steps, on the first half",
            rows,
            "quality",
            "shipped",
            "own_footage",
            "saved=% saved");
  }

  private Model trained(int half, Run run) throws IOException {
    Footage footage = new Footage(null, clip.subList(0, half - HELD), 1, SIDE, DISTANCES);
    Footage held = new Footage(null, clip.subList(half - HELD, half), 1, SIDE, DISTANCES);
    Rounding rounding = start.header().rounding();
    Trainer.Plan plan =
        new Trainer.Plan(
            start.sizes(),
            new Quantiser(rounding.offset(), rounding.quiet(), 1),
            new Schedule(SIDE, BATCH, 0, steps, 0, 0, RATE, false),
            LatentCoder.Priors.ALL);
    Trainer trainer = new Trainer(plan, footage, held, start, run.random(), run);
    return ModelTensors.of(trainer.train(0, half).file()).model();
  }

  private static double bitsPerPixel(
      Model model, LatentCoder coder, List<YuvFrame> frames, int quality, Run run) {
    return Reproduce.race(model, coder, frames, run)
        .code(ClipRace.Variant.FULL, quality, Reproduce.GOP, 0.8, 1)
        .bitsPerPixel();
  }
}
