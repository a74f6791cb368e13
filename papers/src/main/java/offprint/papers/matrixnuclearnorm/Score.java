package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.papers.matrixnuclearnorm.Summary.Quantity;

/**
 * Measures a language model's hidden states of texts: MNN, the value that shape alone gives, exact
 * measures.
 */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Score implements Method<Score.Params> {
  private static final int ROWS_SHOWN = 20;
  private static final List<String> SECONDS =
      List.of("forward_seconds", "mnn_seconds", "exact_seconds");

  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or the"
                      + " model.safetensors of a train run",
              value = "example:moby-char-32",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(label = "Texts", help = "What the model reads") Passages passages,
      @Param(
              label = "Hidden layer",
              help =
                  "States to measure: 0 the embeddings, i the output of block i, -1 the last after"
                      + " the final norm",
              value = "-1")
          @Min(-1)
          @Max(1000)
          int layer,
      @Param(
              label = "Columns summed",
              help = "Column norms to sum, the largest; 0: min(N, d)",
              symbol = "D",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(1_000_000)
          int summed,
      @Param(
              label = "Exact measures",
              help = "Exact measures too: nuclear norm, matrix entropy, effective rank",
              value = "true")
          boolean exact,
      @Param(
              label = "Order of the tokens",
              help = "Order in which the model is shown the tokens",
              value = "original",
              advanced = true)
          Excerpt.Order order,
      @Param(
              label = "Show seconds",
              help = "Show the seconds of each measure (they differ from run to run)",
              value = "false",
              advanced = true)
          boolean timing) {}

  @Override
  public Card card() {
    return new Card(
        "score",
        "Measures the hidden states of texts in a language model: matrix nuclear-norm beside the"
            + " value that the shape alone gives, exact nuclear norm, matrix entropy, loss.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    int tokens = params.passages.tokens(List.of(checkpoint.config()));
    List<Excerpt> excerpts;
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      excerpts = params.passages.cut(params.passages.read(out), tokenizer, tokens, out);
    }
    List<TextScore> scores = new ArrayList<>();
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      Scoring scoring = new Scoring(session, model, params.layer, params.summed, params.exact);
      for (Excerpt excerpt : excerpts) {
        double done = (double) scores.size() / excerpts.size();
        String stage = "text %d of %d".formatted(scores.size() + 1, excerpts.size());
        Excerpt shown = excerpt.in(params.order, run.random());
        TextScore score = scoring.score(shown, () -> run.progress(done, stage));
        scores.add(score);
        run.point("MNN/N", scores.size(), score.measures().normPerRow());
      }
    }
    Summary summary = new Summary(scores);
    out.table(summary.table(run.random().nextLong())).chart(byLength(scores)).text(Summary.READING);
    summary.tellZeroRows(out);
    Frame texts = texts(scores, params.timing);
    String of =
        scores.size() > ROWS_SHOWN
            ? ", the first %d of %d; scores.csv has all".formatted(ROWS_SHOWN, scores.size())
            : "";
    List<String> seconds = params.timing ? SECONDS : List.of();
    out.table(
            "Texts" + of, texts.first(ROWS_SHOWN), Quantity.shown(List.of("text", "n=N"), seconds))
        .csv("scores.csv", texts);
    summary.metrics("", out);
    out.metric("perplexity", Math.exp(summary.mean(Quantity.LOSS)))
        .metric("texts", scores.size())
        .metric("tokens", summary.tokens());
    return out.answer(answer(summary, params.exact));
  }

  private static String answer(Summary summary, boolean exact) {
    return "Over %s MNN/N is %s, %s of what %s of equal length have by shape alone; %sthe loss is %s nats a token."
        .formatted(
            Wording.count(summary.scores().size(), "text"),
            Wording.number(summary.mean(Quantity.NORM)),
            Wording.percent(summary.mean(Quantity.RATIO)),
            Wording.count(summary.width(), "column"),
            exact
                ? "the exact nuclear norm, %s, and an effective rank of %s of %d show the structure; "
                    .formatted(
                        Wording.number(summary.mean(Quantity.NUCLEAR)),
                        Wording.number(summary.mean(Quantity.RANK)),
                        summary.width())
                : "",
            Wording.number(summary.mean(Quantity.LOSS)));
  }

  /** MNN/N against N, with the isotropic curve and the bounds of D = min(N, d). */
  private static Chart byLength(List<TextScore> scores) {
    int columns = scores.getFirst().measures().columns();
    int longest = scores.stream().mapToInt(s -> s.measures().rows()).max().orElseThrow();
    double[] x = new double[Math.min(longest - 1, 200)];
    Arrays.setAll(x, i -> x.length == 1 ? 2 : 2 + (longest - 2.0) * i / (x.length - 1));
    double[] low =
        Arrays.stream(x).map(n -> Math.sqrt(Math.min(n, columns) / columns / n)).toArray();
    double[] high = Arrays.stream(x).map(n -> Math.sqrt(Math.min(n, columns) / n)).toArray();
    return Plot.of("MNN/N against the length of the text")
        .x("N, tokens")
        .y("MNN/N")
        .add(Chart.Series.band("possible", x, low, high).thin())
        .line(
            "isotropic, d = " + columns,
            x,
            Arrays.stream(x)
                .map(n -> Measures.isotropic(n, columns, Math.min(n, columns)))
                .toArray())
        .points(
            "texts",
            scores.stream().mapToDouble(s -> s.measures().rows()).toArray(),
            scores.stream().mapToDouble(s -> s.measures().normPerRow()).toArray())
        .chart("Points on the line have columns of equal length: no structure that MNN could see.");
  }

  private static Frame texts(List<TextScore> scores, boolean timing) {
    Frame frame =
        Quantity.frame(List.of("text", "n", "d", "summed", "mnn"), timing ? SECONDS : List.of());
    for (TextScore score : scores) {
      Measures m = score.measures();
      List<Object> row =
          new ArrayList<>(List.of(score.name(), m.rows(), m.columns(), m.summed(), m.norm()));
      Arrays.stream(Quantity.values()).forEach(quantity -> row.add(quantity.of(score)));
      if (timing) {
        Arrays.stream(score.seconds()).forEach(row::add);
      }
      frame.row(row.toArray());
    }
    return frame;
  }
}
