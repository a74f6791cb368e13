package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Measures what a language model makes of texts: MNN, the value of shape alone, exact measures. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Score implements Method<Score.Params> {
  private static final int ROWS_SHOWN = 50;

  public record Params(
      @Param(
              help =
                  "Model: a Hugging Face folder (config.json, *.safetensors, tokenizer.json) or the"
                      + " model.safetensors of a train run",
              value = "example:moby-char-32",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          Source model,
      @Param(
              help = "Texts: a .txt file, a folder of them, .jsonl or .csv",
              value = "example:moby-dick-last-tenth",
              accepts = Kind.TEXT)
          Source texts,
      @Param(
              help = "Column of .jsonl or .csv with the text; empty: the first one",
              columnOf = "texts")
          String field,
      @Param(
              help =
                  "States to measure: 0 the embeddings, i the output of block i, -1 the last after"
                      + " the final norm",
              value = "-1")
          @Min(-1)
          @Max(1000)
          int layer,
      @Param(
              help = "Tokens of a text, at most; 0: as many as the model takes, at most 128",
              symbol = "N",
              unit = "tokens",
              value = "0")
          @Min(0)
          @Max(131_072)
          int maxTokens,
      @Param(help = "Texts or windows, at most; of more, windows evenly spread", value = "40")
          @Min(1)
          @Max(100_000)
          int count,
      @Param(help = "Column norms to sum, the largest; 0: min(N, d)", symbol = "D", value = "0")
          @Min(0)
          @Max(1_000_000)
          int summed,
      @Param(
              help = "Exact measures too: nuclear norm, matrix entropy, effective rank",
              value = "true")
          boolean exact,
      @Param(help = "Order in which the model is shown the tokens", value = "original")
          Excerpt.Order order,
      @Param(
              help =
                  "Cut long texts into windows of maxTokens, rather than measure their beginning",
              value = "true")
          boolean windows,
      @Param(
              help = "Show the seconds of each measure (they differ from run to run)",
              value = "false")
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
    run.progress(0, "reading");
    Checkpoint checkpoint = Checkpoint.open(run.local(params.model));
    int tokens = Excerpt.maxTokens(params.maxTokens, List.of(checkpoint.config()));
    Excerpt.Cut cut = excerpts(checkpoint, tokens, params, run);
    List<TextScore> scores = new ArrayList<>();
    try (Session session = Session.open();
        LanguageModel model = LanguageModel.open(session, checkpoint)) {
      Scoring scoring = new Scoring(session, model, params.layer, params.summed, params.exact);
      requireSummed(cut, params.summed);
      for (Excerpt excerpt : cut.excerpts()) {
        double done = (double) scores.size() / cut.excerpts().size();
        String stage = "text %d of %d".formatted(scores.size() + 1, cut.excerpts().size());
        Excerpt shown = excerpt.in(params.order, run.random());
        TextScore score = scoring.score(shown, () -> run.progress(done, stage));
        scores.add(score);
        run.point("MNN/N", scores.size(), score.measures().normPerRow());
      }
    }
    return report(cut, scores, tokens, params, run);
  }

  /** D column norms must be there. */
  private static void requireSummed(Excerpt.Cut cut, int summed) {
    for (Excerpt excerpt : cut.excerpts()) {
      if (excerpt.ids().length < 2) {
        throw new IllegalArgumentException(
            "%s has %d token, needs at least 2".formatted(excerpt.name(), excerpt.ids().length));
      }
    }
    if (summed < 0) {
      throw new IllegalArgumentException("summed must be at least 0: got " + summed);
    }
  }

  private static Excerpt.Cut excerpts(Checkpoint checkpoint, int tokens, Params params, Run run)
      throws IOException {
    List<TextFiles.Named> texts = TextFiles.read(run.local(params.texts), params.field);
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      return Excerpt.of(texts, tokenizer, tokens, params.count, params.windows);
    }
  }

  private static Report report(
      Excerpt.Cut cut, List<TextScore> scores, int tokens, Params params, Run run)
      throws IOException {
    Summary summary = new Summary(scores);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(summary.table(run.random().nextLong()));
    blocks.add(Remarks.byLength(scores));
    blocks.add(Remarks.reading());
    blocks.addAll(Remarks.of(cut, scores, tokens, params.windows));
    if (scores.size() > ROWS_SHOWN) {
      blocks.add(
          Note.notice(
              "The table shows %d of %d texts; scores.csv has all."
                  .formatted(ROWS_SHOWN, scores.size())));
    }
    blocks.add(table(scores.subList(0, Math.min(ROWS_SHOWN, scores.size())), params.timing));
    try (var out = run.create("scores.csv")) {
      out.write(CsvArtifact.of(table(scores, params.timing)));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    summary.metrics("", metrics);
    metrics.put("perplexity", Math.exp(summary.mean(Summary.Quantity.LOSS)));
    metrics.put("texts", (double) scores.size());
    metrics.put("tokens", (double) summary.tokens());
    return new Report(
        "Over %s the hidden states reach %s of the isotropic value of the matrix nuclear-norm; the loss is %s nats a token."
            .formatted(
                Wording.count(scores.size(), "text"),
                Wording.percent(metrics.getOrDefault("ratio", Double.NaN)),
                Wording.number(metrics.getOrDefault("loss", Double.NaN))),
        blocks,
        metrics);
  }

  private static Table table(List<TextScore> scores, boolean timing) {
    List<String> columns = new ArrayList<>(List.of("text", "N", "d", "D", "MNN"));
    for (Summary.Quantity quantity : Summary.Quantity.values()) {
      columns.add(quantity.label());
    }
    if (timing) {
      columns.addAll(List.of("forward s", "MNN s", "exact s"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (TextScore score : scores) {
      Measures m = score.measures();
      List<Object> row =
          new ArrayList<>(List.of(score.name(), m.rows(), m.columns(), m.summed(), m.norm()));
      for (Summary.Quantity quantity : Summary.Quantity.values()) {
        row.add(quantity.of(score));
      }
      if (timing) {
        for (double seconds : score.seconds()) {
          row.add(seconds);
        }
      }
      rows.add(row);
    }
    return new Table("Texts", columns, rows);
  }
}
