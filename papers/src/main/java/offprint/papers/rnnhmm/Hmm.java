package offprint.papers.rnnhmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.hmm.CategoricalModel;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;

/**
 * A hidden Markov model by itself: exact statistics, likelihood of sequences, or fitted to them.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Hmm implements Method<Hmm.Params> {
  private static final int CURVE = 40;

  /** Parameters. */
  public record Params(
      @Param(label = "Process", help = "The model, or sequences that one is fitted to")
          TargetProcess process,
      @Param(
              label = "Sequences",
              help = "Sequences that are drawn into sequences.csv",
              value = "200",
              advanced = true)
          @Min(1)
          @Max(20_000)
          int count,
      @Param(label = "Length", help = "Of each", unit = "steps", value = "60", advanced = true)
          @Min(4)
          @Max(500)
          int length) {}

  @Override
  public Card card() {
    return new Card(
        "hmm",
        "Gives the exact statistics of a hidden Markov model's output, or fits a model to your"
            + " sequences by expectation maximisation; draws sequences and writes the model.");
  }

  @Override
  public Report run(Params p, Run run) throws Exception {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    run.progress(0, "reading");
    CategoricalModel model;
    List<String> labels = new ArrayList<>();
    String fitted = "";
    if (p.process.sequences().isEmpty()) {
      model = p.process.model(in, out);
      for (int k = 0; k < model.symbols(); k++) {
        labels.add(Integer.toString(k));
      }
    } else {
      Recording recording =
          Recording.of(
              in.table("sequences", p.process.sequences(), List.of("sequence", "time")),
              p.process.columns(),
              out);
      if (!recording.symbols()) {
        throw new IllegalArgumentException("columns must name one column of symbols: got numbers");
      }
      Recording[] parts = recording.split(p.process.holdout(), p.length, out);
      Sample train = Sample.of(parts[0], 512, p.length, run.random());
      Sample held = Sample.of(parts[1], 512, p.length, run.random());
      model =
          Baselines.hidden(
              train, p.process.states(), run.random(), () -> run.progress(0.3, "fitting"));
      labels.addAll(recording.labels());
      double likelihood = likelihood(model, held);
      double chain = likelihood(((HmmTarget) Baselines.markov(train)).model(), held);
      out.metric("held_out_log_likelihood", likelihood)
          .metric("held_out_log_likelihood_markov", chain);
      fitted =
          " On held-out windows the fitted model has %s nats a step, a Markov chain %s."
              .formatted(Wording.number(likelihood), Wording.number(chain));
    }
    show(model, labels, out);
    Sample drawn = Sample.of(new HmmTarget(model), p.count, p.length, run.random());
    double own = likelihood(model, drawn);
    out.metric("log_likelihood_per_step", own)
        .csv("sequences.csv", Sequences.frame(drawn, labels, new double[0], new double[0]))
        .file("hmm.json", HmmFile.json(model));
    double[][] bigrams = model.bigrams();
    return out.answer(
        "In the long run output %s has a share of %s and is followed by itself with %s; a step of the model's own sequences costs %s nats.%s"
            .formatted(
                labels.getFirst(),
                Wording.number(model.frequencies()[0]),
                Wording.number(bigrams[0][0]),
                Wording.number(-own),
                fitted));
  }

  private static double likelihood(CategoricalModel model, Sample sample) {
    double sum = 0;
    for (int i = 0; i < sample.count(); i++) {
      sum += model.logLikelihood(sample.sequence(i));
    }
    return sum / ((double) sample.count() * sample.length());
  }

  private static void show(CategoricalModel model, List<String> labels, Findings out) {
    double[] f = model.frequencies();
    double[][] bigrams = model.bigrams();
    Plot plot = Plot.of("Exact autocorrelation of the outputs").x("lag, steps").y("correlation");
    Frame pairs = Frame.of("output", "share", "next", "chance");
    for (int a = 0; a < f.length; a++) {
      int symbol = a;
      if (f[a] > 0 && f[a] < 1) {
        double[] curve = new double[CURVE];
        Arrays.setAll(curve, lag -> lag == 0 ? 1 : model.autocorrelation(symbol, lag));
        plot.line("output " + labels.get(a), Plot.positions(CURVE), curve);
        out.metric("share_" + a, f[a]).metric("stays_" + a, bigrams[a][a]);
      }
      for (int b = 0; b < f.length; b++) {
        pairs.row(labels.get(a), f[a], labels.get(b), bigrams[a][b]);
      }
    }
    out.chart(plot.chart()).table("Outputs in the long run", pairs);
    Frame states = Frame.of("state", "share", "stays");
    double[] law = model.stationary();
    for (int q = 0; q < law.length; q++) {
      states.row(q, law[q], model.chain().transition(q, q));
    }
    out.table("Hidden states", states);
  }
}
