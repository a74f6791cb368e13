package offprint.papers.matrixnuclearnorm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.torch.Session;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;
import offprint.papers.matrixnuclearnorm.Summary.Quantity;

/**
 * Models of several widths, untrained and trained, on the same windows: claims C3 to C7 and C9.
 *
 * @param widths d of the models, ascending
 * @param steps of each training
 * @param windows measured for each number
 */
record WidthStudy(Corpus corpus, List<Integer> widths, int steps, int windows) {
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

  void run(Session session, Run run, List<Report.Block> blocks, Map<String, Double> metrics) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      int width = widths.get(i);
      LanguageTraining training = corpus.start(session, width, steps, run.random());
      boolean last = i == widths.size() - 1;
      double from = (double) i / widths.size();
      Stage stage =
          new Stage(
              run, 0.7 * from, 0.7 * (from + 1.0 / widths.size()), "width %d: ".formatted(width));
      points.add(point(session, training, true, stage));
      int[] looks =
          last ? new int[] {steps / 10, 3 * steps / 10, 6 * steps / 10, steps} : new int[] {steps};
      for (int until : looks) {
        training.run(corpus.train(), until, stage);
        points.add(point(session, training, until == steps, stage));
      }
      if (last) {
        try (LanguageModel model = training.model()) {
          order(session, model, run, stage, blocks, metrics);
          sampling(session, model, run, stage, metrics);
        }
      }
    }
    lengths(points, blocks, metrics);
    course(points, blocks, metrics);
    gap(points, blocks, metrics);
  }

  private Point point(Session session, LanguageTraining training, boolean allLengths, Stage stage) {
    List<Summary> byLength = new ArrayList<>();
    try (LanguageModel model = training.model()) {
      for (int length : LENGTHS) {
        if (allLengths || length == Corpus.CONTEXT) {
          double done = (double) training.step() / steps;
          byLength.add(
              Corpus.measure(
                  session,
                  model,
                  corpus.windows(length, windows),
                  length == Corpus.CONTEXT,
                  () -> stage.progress(done, "measuring")));
        }
      }
    }
    return new Point(model(training), training.step(), byLength);
  }

  private static int model(LanguageTraining training) {
    return training.config().width();
  }

  private List<Point> ends(List<Point> points, int step) {
    return points.stream().filter(p -> p.step == step).toList();
  }

  /** C3 and C5: MNN/N over widths and lengths, beside the value of shape alone. */
  private void lengths(List<Point> points, List<Report.Block> blocks, Map<String, Double> metrics) {
    List<Point> trained = ends(points, steps);
    List<Point> untrained = ends(points, 0);
    double[] x = Arrays.stream(LENGTHS).asDoubleStream().toArray();
    List<Chart.Series> series = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    List<Double> shapes = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Point point = trained.get(i);
      double[] norm = new double[x.length];
      double[] shape = new double[x.length];
      for (int n = 0; n < x.length; n++) {
        norm[n] = point.norm(n);
        shape[n] = point.byLength.get(n).mean(Quantity.ISOTROPIC);
        norms.add(norm[n]);
        shapes.add(shape[n]);
        rows.add(
            List.of(
                point.width,
                LENGTHS[n],
                norm[n],
                untrained.get(i).norm(n),
                shape[n],
                norm[n] / shape[n]));
      }
      series.add(Chart.Series.points("d = " + point.width, x, norm));
      series.add(Chart.Series.line("isotropic, d = " + point.width, x, shape).thin());
    }
    blocks.add(
        new Chart(
            "MNN/N of trained models against the length of the text",
            Chart.Axis.log("N, tokens"),
            Chart.Axis.linear("MNN/N"),
            series,
            "Shape alone (lines) gives nearly all of it: wider is higher where N > d, lower where N"
                + " < d."));
    blocks.add(
        new Table(
            "Means over %d windows".formatted(windows),
            List.of("d", "N", "MNN/N", "untrained twin", "isotropic", "ratio"),
            rows));
    metrics.put("falls_long", (double) falls(trained, LENGTHS.length - 1));
    metrics.put("falls_short", (double) falls(trained, 0));
    metrics.put("loss_falls", (double) lossFalls(trained));
    metrics.put("spearman_isotropic", RankCorrelation.of(array(norms), array(shapes)));
    List<Summary> narrow = trained.getFirst().byLength;
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Summary summary : narrow.subList(1, narrow.size())) {
      low = Math.min(low, summary.mean(Quantity.RATIO));
      high = Math.max(high, summary.mean(Quantity.RATIO));
    }
    metrics.put("length_spread", high / low - 1);
    trained.forEach(p -> p.longest().metrics("_d" + p.width, metrics));
    untrained.forEach(p -> p.longest().metrics("_untrained_d" + p.width, metrics));
  }

  /** Neighbours of which the wider one has the lower MNN/N. */
  private static int falls(List<Point> points, int length) {
    int falls = 0;
    for (int i = 1; i < points.size(); i++) {
      falls += points.get(i).norm(length) < points.get(i - 1).norm(length) ? 1 : 0;
    }
    return falls;
  }

  private static int lossFalls(List<Point> points) {
    int falls = 0;
    for (int i = 1; i < points.size(); i++) {
      double before = points.get(i - 1).longest().mean(Quantity.LOSS);
      falls += points.get(i).longest().mean(Quantity.LOSS) < before ? 1 : 0;
    }
    return falls;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] means(List<Point> points, Quantity quantity) {
    return points.stream().mapToDouble(p -> p.longest().mean(quantity)).toArray();
  }

  /** C4: one model over its training. */
  private void course(List<Point> points, List<Report.Block> blocks, Map<String, Double> metrics) {
    List<Point> course = points.stream().filter(p -> p.width == widths.getLast()).toList();
    double[] step = course.stream().mapToDouble(p -> p.step).toArray();
    double[] loss = means(course, Quantity.LOSS);
    double[] norm = means(course, Quantity.NORM);
    double[] entropy = means(course, Quantity.ENTROPY);
    blocks.add(
        new Chart(
            "One model of width %d over its training, N = %d"
                .formatted(widths.getLast(), Corpus.CONTEXT),
            Chart.Axis.linear("step"),
            Chart.Axis.linear("mean over windows"),
            List.of(
                Chart.Series.line("MNN/N", step, norm),
                Chart.Series.line("nuclear norm/N", step, means(course, Quantity.NUCLEAR)),
                Chart.Series.line("matrix entropy", step, entropy)),
            "Loss goes from %.2f to %.2f nats per character."
                .formatted(loss[0], loss[loss.length - 1])));
    double withNorm = RankCorrelation.of(loss, norm);
    double withEntropy = RankCorrelation.of(loss, entropy);
    metrics.put("spearman_loss_mnn", withNorm);
    metrics.put("spearman_loss_entropy", withEntropy);
    blocks.add(
        Note.text(
            "Rank correlation with loss over these %d moments: MNN/N %.2f, matrix entropy %.2f."
                .formatted(course.size(), withNorm, withEntropy)));
  }

  /** C9: how far MNN is above the nuclear norm. */
  private void gap(List<Point> points, List<Report.Block> blocks, Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    for (Point point : points) {
      if (point.step == 0 || point.step == steps) {
        double norm = point.longest().mean(Quantity.NORM);
        double nuclear = point.longest().mean(Quantity.NUCLEAR);
        rows.add(
            List.of(
                point.width,
                point.step,
                norm,
                nuclear,
                norm / nuclear,
                point.longest().mean(Quantity.RANK),
                point.longest().mean(Quantity.LOSS)));
        metrics.put("gap", norm / nuclear - 1);
      }
    }
    blocks.add(
        new Table(
            "MNN beside the nuclear norm that it stands for, N = %d".formatted(Corpus.CONTEXT),
            List.of("d", "step", "MNN/N", "nuclear/N", "quotient", "effective rank", "loss"),
            rows));
  }

  /** C6: the same tokens in another order. */
  private void order(
      Session session,
      LanguageModel model,
      Run run,
      Stage stage,
      List<Report.Block> blocks,
      Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    double original = 0;
    for (Excerpt.Order order : Excerpt.Order.values()) {
      List<Excerpt> texts =
          corpus.windows(Corpus.CONTEXT, windows).stream()
              .map(text -> text.in(order, run.random()))
              .toList();
      Summary summary =
          Corpus.measure(session, model, texts, true, () -> stage.progress(1, "order of tokens"));
      double norm = summary.mean(Quantity.NORM);
      original = order == Excerpt.Order.ORIGINAL ? norm : original;
      rows.add(
          List.of(
              order.name().toLowerCase(Locale.ROOT),
              norm,
              norm / original - 1,
              summary.mean(Quantity.NUCLEAR),
              summary.mean(Quantity.ENTROPY),
              summary.mean(Quantity.LOSS)));
      metrics.put("change_" + order.name().toLowerCase(Locale.ROOT), norm / original - 1);
    }
    blocks.add(
        new Table(
            "Order of the tokens, d = %d, N = %d".formatted(widths.getLast(), Corpus.CONTEXT),
            List.of("order", "MNN/N", "change", "nuclear/N", "matrix entropy", "loss"),
            rows));
  }

  /** C7: standard deviation over samples of windows. */
  private void sampling(
      Session session, LanguageModel model, Run run, Stage stage, Map<String, Double> metrics) {
    double[] means = new double[5];
    for (int i = 0; i < means.length; i++) {
      SplittableRandom random = new SplittableRandom(run.random().nextLong());
      means[i] =
          Corpus.measure(
                  session,
                  model,
                  corpus.sample(Corpus.CONTEXT, windows, random),
                  false,
                  () -> stage.progress(1, "samples"))
              .mean(Quantity.NORM);
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    metrics.put("sampling_sd", Math.sqrt(squares / (means.length - 1)));
  }
}
