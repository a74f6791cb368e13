package offprint.papers.rnnhmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Sequences of a trained network, driven by fresh noise or by the reader's own. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Generate implements Method<Generate.Params> {
  private static final double MOST_CELLS = 5e6;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Network",
              help = "model.safetensors of rnn-hmm/train, or the authors' tensors",
              value = "example:rnn-hmm-linear2",
              accepts = Kind.MODEL)
          Source model,
      @Param(label = "Sequences", help = "How many", value = "100") @Min(1) @Max(10_000) int count,
      @Param(label = "Length", help = "Of each", unit = "steps", value = "200")
          @Min(10)
          @Max(100_000)
          int length,
      @Param(
              label = "Dropped",
              help = "First steps that are left out, for the network to forget its start",
              unit = "steps",
              value = "100",
              advanced = true)
          @Min(0)
          @Max(10_000)
          int dropped,
      @Param(
              label = "Your noise",
              help =
                  "Table with a column for each noise input and a row for each step; one sequence"
                      + " and hidden.csv come of it; empty: fresh noise",
              accepts = {Kind.TABLE, Kind.SERIES})
          Source drive,
      @Param(
              label = "Silenced neurons",
              help = "Neurons held at 0 throughout, by number from 0; empty: none")
          List<Integer> silence,
      @Param(label = "Noise", help = "Strength of the noise", value = "1", advanced = true)
          @DecimalMin("0.01")
          @DecimalMax("100")
          double scale) {
    public Params {
      if ((double) count * (length + dropped) > MOST_CELLS) {
        throw new IllegalArgumentException(
            "count and length must be lower: %d sequences of %d steps are more than 5 million"
                .formatted(count, length + dropped));
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "generate",
        "Draws sequences from a trained network, from fresh noise or your own, with neurons"
            + " silenced if you like.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Inputs in = new Inputs(out);
    Trained.Model model = Trained.read(in, p.model);
    Generator network = new Generator(Analyse.silenced(model.rnn(), p.silence), p.scale);
    Sample sample =
        p.drive.isEmpty()
            ? fresh(network, p, run)
            : driven(network, in, p.drive, out, run.random());
    Trained header = model.header();
    double[] none = new double[0];
    Frame rows =
        Sequences.frame(
            sample,
            model.labels(),
            header == null ? none : header.mean(),
            header == null ? none : header.sd());
    out.chart(picture(sample, model.labels()));
    Frame statistics = Frame.of("output", "share", "stays");
    double[] shares = sample.frequencies();
    double[][] bigrams = sample.bigrams();
    double changes = 0;
    for (int k = 0; k < shares.length; k++) {
      String label =
          sample.symbols()
              ? model.labels().get(k)
              : model.labels().getFirst() + (k > 0 ? " above 0" : " below 0");
      statistics.row(label, shares[k], bigrams[k][k]);
      changes += Double.isNaN(bigrams[k][k]) ? 0 : shares[k] * (1 - bigrams[k][k]);
      out.metric("share_" + k, shares[k]);
    }
    out.table("Outputs", statistics).csv("generated.csv", rows).metric("changes_per_step", changes);
    return out.answer(
        "%s of %d steps; the output changes every %s steps on average."
            .formatted(
                Wording.count(sample.count(), "sequence"),
                sample.length(),
                changes > 0 ? Wording.number(1 / changes) : "infinitely many"));
  }

  private static Sample fresh(Generator network, Params p, Run run) {
    int block = Math.max(1, 200_000 / (p.length + p.dropped));
    float[] points = new float[p.count * p.length * network.outputs()];
    int at = 0;
    for (int done = 0; done < p.count; done += block) {
      run.progress((double) done / p.count, "drawing sequences");
      int now = Math.min(block, p.count - done);
      Sample part = Sample.of(network, now, p.length + p.dropped, run.random()).last(p.length);
      System.arraycopy(part.points(), 0, points, at, part.points().length);
      at += part.points().length;
    }
    return new Sample(points, p.count, p.length, network.outputs(), network.symbols());
  }

  /** One sequence from the reader's noise, and its states as hidden.csv. */
  private static Sample driven(
      Generator network, Inputs in, Source drive, Findings out, RandomGenerator random)
      throws IOException {
    TextTable table = in.table("drive", drive);
    Rnn rnn = network.rnn();
    if (table.columns().size() != rnn.noise() || table.rows() < 2) {
      throw new IllegalArgumentException(
          "drive must have %d columns and 2 rows or more: got %d and %d"
              .formatted(rnn.noise(), table.columns().size(), table.rows()));
    }
    double[][] noise = new double[rnn.noise()][];
    Arrays.setAll(noise, table::numbers);
    int length = table.rows();
    float[] points = new float[length * rnn.outputs()];
    String[] names =
        IntStream.range(-1, rnn.hidden())
            .mapToObj(i -> i < 0 ? "time" : "h" + i)
            .toArray(String[]::new);
    Frame hidden = Frame.of(names);
    double[] h = new double[rnn.hidden()];
    for (int t = 0; t < length; t++) {
      double[] x = new double[rnn.noise()];
      for (int j = 0; j < x.length; j++) {
        x[j] = network.scale() * noise[j][t];
      }
      double[] push = new double[h.length];
      double[] next = new double[h.length];
      rnn.drive(x, push);
      Rnn.step(rnn.columns(), push, h, next);
      h = next;
      network.emit(h, random, points, t * rnn.outputs());
      Object[] row = new Object[names.length];
      row[0] = t + 1;
      for (int i = 0; i < h.length; i++) {
        row[i + 1] = h[i];
      }
      hidden.row(row);
    }
    out.csv("hidden.csv", hidden);
    return new Sample(points, 1, length, rnn.outputs(), rnn.symbols());
  }

  private static Chart picture(Sample sample, List<String> labels) {
    int shown = Math.min(3, sample.count());
    int steps = Math.min(300, sample.length());
    Plot plot = Plot.of("The first sequences").x("step");
    if (sample.symbols()) {
      plot.y(Chart.Axis.category("output", labels));
    } else {
      plot.y(labels.getFirst());
    }
    for (int i = 0; i < shown; i++) {
      double[] y = new double[steps];
      for (int t = 0; t < steps; t++) {
        y[t] = sample.symbols() ? sample.mode(i, t) : sample.value(i, t, 0);
      }
      plot.step("sequence " + (i + 1), Plot.positions(steps), y);
    }
    return plot.chart();
  }
}
