package offprint.papers.matrixnuclearnorm;

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
import offprint.harness.Wording;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.torch.Session;
import offprint.papers.matrixnuclearnorm.Summary.Quantity;

/**
 * Models of several widths, untrained and trained, on the same windows: claims C3 to C7 and C9.
 *
 * @param widths d of the models, ascending
 * @param steps of each training
 * @param windows measured for each number
 */
record WidthStudy(Corpus corpus, List<Integer> widths, int steps, int windows, Findings out) {
  private static final int[] LENGTHS = {16, 32, 64, Corpus.CONTEXT};

  /** Means at each of {@link #LENGTHS}, of one model at one moment of its training. */
  private record Point(int width, int step, List<Summary> byLength) {
    Summary longest() {
      return byLength.getLast();
    }

    double norm(int length) {
      return byLength.get(length).mean(Quantity.NORM);
    }
  }

  /** Runs the study and returns its result as a sentence. */
  String run(Session session, Part part) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      LanguageTraining training = corpus.start(session, widths.get(i), steps, part.random());
      boolean last = i == widths.size() - 1;
      Part stage = part.step(i, widths.size(), "width %d".formatted(widths.get(i)));
      points.add(point(session, training, true, stage));
      int[] looks =
          last ? new int[] {steps / 10, 3 * steps / 10, 6 * steps / 10, steps} : new int[] {steps};
      for (int until : looks) {
        training.run(corpus.train(), until, stage);
        points.add(point(session, training, until == steps, stage));
      }
      if (last) {
        try (LanguageModel model = training.model()) {
          order(session, model, stage);
          sampling(session, model, stage);
        }
      }
    }
    List<Point> trained = points.stream().filter(p -> p.step == steps).toList();
    List<Point> untrained = points.stream().filter(p -> p.step == 0).toList();
    double explained = lengths(trained, untrained);
    course(points.stream().filter(p -> p.width == widths.getLast()).toList());
    gap(untrained, trained);
    return "MNN/N falls with %d of %s to a wider model at %d tokens and with %d at %d, while the loss falls with %d; MNN/N has a rank correlation of %s with what shape alone gives."
        .formatted(
            falls(trained, LENGTHS.length - 1),
            Wording.count(widths.size() - 1, "step"),
            Corpus.CONTEXT,
            falls(trained, 0),
            LENGTHS[0],
            lossFalls(trained),
            Wording.number(explained));
  }

  private Point point(Session session, LanguageTraining training, boolean allLengths, Part part) {
    List<Summary> byLength = new ArrayList<>();
    try (LanguageModel model = training.model()) {
      part.progress((double) training.step() / steps, "measuring");
      for (int length : LENGTHS) {
        if (allLengths || length == Corpus.CONTEXT) {
          List<Excerpt> texts = corpus.windows(length, windows);
          boolean exact = length == Corpus.CONTEXT;
          byLength.add(Corpus.measure(session, model, texts, exact, part::repeat));
        }
      }
    }
    return new Point(training.config().width(), training.step(), byLength);
  }

  /** C3 and C5: MNN/N over widths and lengths, beside the value of shape alone. */
  private double lengths(List<Point> trained, List<Point> untrained) {
    Frame frame = Frame.of("d", "N", "MNN/N", "untrained twin", "isotropic", "ratio");
    Plot plot =
        Plot.of("MNN/N of trained models against the length of the text")
            .logX("N, tokens")
            .y("MNN/N");
    for (int i = 0; i < trained.size(); i++) {
      Point point = trained.get(i);
      for (int n = 0; n < LENGTHS.length; n++) {
        double norm = point.norm(n);
        double shape = point.byLength.get(n).mean(Quantity.ISOTROPIC);
        frame.row(point.width, LENGTHS[n], norm, untrained.get(i).norm(n), shape, norm / shape);
      }
      Frame own = frame.where("d", point.width);
      double[] x = own.numbers("N");
      plot.points("d = " + point.width, x, own.numbers("MNN/N"))
          .thinLine("isotropic, d = " + point.width, x, own.numbers("isotropic"));
    }
    double explained = RankCorrelation.of(frame.numbers("MNN/N"), frame.numbers("isotropic"));
    List<Summary> narrow = trained.getFirst().byLength;
    double[] ratios =
        narrow.stream().skip(1).mapToDouble(s -> s.mean(Quantity.RATIO)).sorted().toArray();
    out.chart(
            plot.chart(
                "Shape alone (lines) gives nearly all of it: wider is higher where N > d, lower"
                    + " where N < d."))
        .table("Means over %d windows".formatted(windows), frame)
        .metric("falls_long", falls(trained, LENGTHS.length - 1))
        .metric("falls_short", falls(trained, 0))
        .metric("loss_falls", lossFalls(trained))
        .metric("spearman_isotropic", explained)
        .metric("length_spread", ratios[ratios.length - 1] / ratios[0] - 1);
    trained.forEach(p -> p.longest().metrics("_d" + p.width, out));
    untrained.forEach(p -> p.longest().metrics("_untrained_d" + p.width, out));
    return explained;
  }

  /** Number of neighbouring widths of which the wider one has the lower MNN/N. */
  private static int falls(List<Point> points, int length) {
    return falls(points.stream().mapToDouble(p -> p.norm(length)).toArray());
  }

  private static int lossFalls(List<Point> points) {
    return falls(means(points, Quantity.LOSS));
  }

  private static int falls(double[] values) {
    return (int) IntStream.range(1, values.length).filter(i -> values[i] < values[i - 1]).count();
  }

  private static double[] means(List<Point> points, Quantity quantity) {
    return points.stream().mapToDouble(p -> p.longest().mean(quantity)).toArray();
  }

  /** C4: one model over its training. */
  private void course(List<Point> course) {
    double[] step = course.stream().mapToDouble(p -> p.step).toArray();
    double[] loss = means(course, Quantity.LOSS);
    double[] norm = means(course, Quantity.NORM);
    double[] entropy = means(course, Quantity.ENTROPY);
    double withNorm = RankCorrelation.of(loss, norm);
    double withEntropy = RankCorrelation.of(loss, entropy);
    out.chart(
            Plot.of(
                    "One model of width %d over its training, N = %d"
                        .formatted(widths.getLast(), Corpus.CONTEXT))
                .x("step")
                .y("mean over windows")
                .line("MNN/N", step, norm)
                .line("nuclear norm/N", step, means(course, Quantity.NUCLEAR))
                .line("matrix entropy", step, entropy)
                .chart(
                    "Loss goes from %.2f to %.2f nats per character."
                        .formatted(loss[0], loss[loss.length - 1])))
        .text(
            "Rank correlation with loss over these %d moments: MNN/N %.2f, matrix entropy %.2f."
                .formatted(course.size(), withNorm, withEntropy))
        .metric("spearman_loss_mnn", withNorm)
        .metric("spearman_loss_entropy", withEntropy);
  }

  /** C9: how far MNN is above the nuclear norm. */
  private void gap(List<Point> untrained, List<Point> trained) {
    Frame frame = Frame.of("d", "step", "MNN/N", "nuclear/N", "quotient", "effective rank", "loss");
    for (int i = 0; i < trained.size(); i++) {
      for (Point point : List.of(untrained.get(i), trained.get(i))) {
        Summary summary = point.longest();
        double norm = summary.mean(Quantity.NORM);
        double nuclear = summary.mean(Quantity.NUCLEAR);
        frame.row(
            point.width,
            point.step,
            norm,
            nuclear,
            norm / nuclear,
            summary.mean(Quantity.RANK),
            summary.mean(Quantity.LOSS));
      }
    }
    out.metric("gap", frame.numbers("quotient")[frame.rows() - 1] - 1)
        .table(
            "MNN beside the nuclear norm that it stands for, N = %d".formatted(Corpus.CONTEXT),
            frame);
  }

  /** C6: the same tokens in another order. */
  private void order(Session session, LanguageModel model, Part part) {
    part.progress(1, "order of tokens");
    Frame frame = Frame.of("order", "MNN/N", "change", "nuclear/N", "matrix entropy", "loss");
    double original = Double.NaN;
    for (Excerpt.Order order : Excerpt.Order.values()) {
      List<Excerpt> texts =
          corpus.windows(Corpus.CONTEXT, windows).stream()
              .map(text -> text.in(order, part.random()))
              .toList();
      Summary summary = Corpus.measure(session, model, texts, true, part::repeat);
      double norm = summary.mean(Quantity.NORM);
      original = order == Excerpt.Order.ORIGINAL ? norm : original;
      String name = order.name().toLowerCase(Locale.ROOT);
      frame.row(
          name,
          norm,
          norm / original - 1,
          summary.mean(Quantity.NUCLEAR),
          summary.mean(Quantity.ENTROPY),
          summary.mean(Quantity.LOSS));
      out.metric("change_" + name, norm / original - 1);
    }
    out.table(
        "Order of the tokens, d = %d, N = %d".formatted(widths.getLast(), Corpus.CONTEXT), frame);
  }

  /** C7: standard deviation over samples of windows. */
  private void sampling(Session session, LanguageModel model, Part part) {
    part.progress(1, "samples");
    double[] means = new double[5];
    for (int i = 0; i < means.length; i++) {
      SplittableRandom random = new SplittableRandom(part.random().nextLong());
      List<Excerpt> texts = corpus.sample(Corpus.CONTEXT, windows, random);
      means[i] = Corpus.measure(session, model, texts, false, part::repeat).mean(Quantity.NORM);
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    out.metric("sampling_sd", Math.sqrt(squares / (means.length - 1)));
  }
}
