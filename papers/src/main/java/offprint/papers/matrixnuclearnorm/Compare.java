package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Puts models, or the layers of models, side by side on the same texts. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Compare implements Method<Compare.Params> {
  public record Params(
      @Param(
              help = "Models to compare: folders, or model.safetensors of train runs; 1 to 20",
              value = "example:moby-char-16,example:moby-char-32",
              accepts = {Kind.CHECKPOINT, Kind.MODEL})
          List<Source> models,
      @Param(
              help = "Texts: a .txt file, a folder of them, .jsonl or .csv",
              value = "example:moby-dick-last-tenth",
              accepts = Kind.TEXT)
          Source texts,
      @Param(
              help = "Column of .jsonl or .csv with the text; empty: the first one",
              columnOf = "texts")
          String field,
      @Param(help = "Every layer of each model, rather than the last states alone", value = "false")
          boolean layers,
      @Param(
              help = "Tokens of a text, at most; 0: as many as the models take, at most 128",
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
      @Param(
              help =
                  "Cut long texts into windows of maxTokens, rather than measure their beginning",
              value = "true")
          boolean windows) {
    public Params {
      models = List.copyOf(models);
      if (models.isEmpty() || models.size() > 20) {
        throw new IllegalArgumentException("models must be 1 to 20: got " + models.size());
      }
    }
  }

  /** One bar of the comparison. */
  private record Entry(String name, Summary summary) {}

  @Override
  public Card card() {
    return new Card(
        "compare",
        "Compares language models, checkpoints of a training, or layers, on the same texts, and"
            + " shows which of the differences shape alone explains.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    List<TextFiles.Named> texts = TextFiles.read(run.local(params.texts), params.field);
    List<Entry> entries = new ArrayList<>();
    Set<Integer> vocabularies = new LinkedHashSet<>();
    List<Report.Block> notes = new ArrayList<>();
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (Source model : params.models) {
      checkpoints.add(Checkpoint.open(run.local(model)));
    }
    List<ModelConfig> configs = checkpoints.stream().map(Checkpoint::config).toList();
    int tokens = Excerpt.maxTokens(params.maxTokens, configs);
    try (Session session = Session.open()) {
      for (int i = 0; i < params.models.size(); i++) {
        vocabularies.add(configs.get(i).vocabulary());
        String name = "%d: %s".formatted(i + 1, params.models.get(i));
        entries.addAll(
            measure(session, checkpoints.get(i), name, texts, tokens, params, i, run, notes));
      }
    }
    List<Report.Block> blocks = new ArrayList<>(List.of(bars(entries), table(entries)));
    if (vocabularies.size() > 1) {
      blocks.add(
          Note.warning(
              "The models cut text into different tokens: N, and with it MNN/N, differs for that"
                  + " reason too, and losses per token do not compare."));
    }
    blocks.add(Remarks.reading());
    blocks.addAll(notes);
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (entries.size() >= 3) {
      blocks.add(agreement(entries, metrics));
    }
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).summary.metrics("_" + (i + 1), metrics);
    }
    int best = 1;
    for (int i = 2; i <= entries.size(); i++) {
      best =
          metrics.getOrDefault("loss_" + i, Double.NaN) < metrics.getOrDefault("loss_" + best, 0.0)
              ? i
              : best;
    }
    return new Report(
        "Of %s, %s has the lowest loss, %s nats a token, and an effective rank of %s."
            .formatted(
                Wording.count(entries.size(), "model"),
                entries.get(best - 1).name,
                Wording.number(metrics.getOrDefault("loss_" + best, Double.NaN)),
                Wording.number(metrics.getOrDefault("effective_rank_" + best, Double.NaN))),
        blocks,
        metrics);
  }

  private static List<Entry> measure(
      Session session,
      Checkpoint checkpoint,
      String name,
      List<TextFiles.Named> texts,
      int tokens,
      Params params,
      int index,
      Run run,
      List<Report.Block> notes)
      throws IOException {
    Excerpt.Cut cut;
    try (Tokenizer tokenizer = checkpoint.tokenizer()) {
      cut = Excerpt.of(texts, tokenizer, tokens, params.count, params.windows);
    }
    List<List<TextScore>> byLayer = new ArrayList<>();
    try (LanguageModel model = LanguageModel.open(session, checkpoint)) {
      Scoring scoring = new Scoring(session, model, -1, 0, true);
      int done = 0;
      for (Excerpt excerpt : cut.excerpts()) {
        double part = (index + (double) done++ / cut.excerpts().size()) / params.models.size();
        Runnable beat = () -> run.progress(part, name);
        List<TextScore> scores =
            params.layers ? scoring.layers(excerpt, beat) : List.of(scoring.score(excerpt, beat));
        for (int l = 0; l < scores.size(); l++) {
          if (byLayer.size() == l) {
            byLayer.add(new ArrayList<>());
          }
          byLayer.get(l).add(scores.get(l));
        }
      }
    }
    notes.addAll(Remarks.of(cut, byLayer.getLast(), tokens, params.windows));
    List<Entry> entries = new ArrayList<>();
    for (int l = 0; l < byLayer.size(); l++) {
      String layer =
          !params.layers ? "" : l == byLayer.size() - 1 ? ", final" : ", layer %d".formatted(l);
      entries.add(new Entry(name + layer, new Summary(byLayer.get(l))));
    }
    return entries;
  }

  private static double[] column(List<Entry> entries, Summary.Quantity quantity) {
    return entries.stream().mapToDouble(e -> e.summary.mean(quantity)).toArray();
  }

  private static Chart bars(List<Entry> entries) {
    return new Chart(
        "MNN/N, the value of shape alone, and their ratio",
        Chart.Axis.category("model", entries.stream().map(Entry::name).toList()),
        Chart.Axis.linear("mean over texts"),
        List.of(
            Chart.Series.bars("MNN/N", column(entries, Summary.Quantity.NORM)),
            Chart.Series.bars("isotropic", column(entries, Summary.Quantity.ISOTROPIC)),
            Chart.Series.bars("ratio", column(entries, Summary.Quantity.RATIO))),
        "Where MNN/N and the isotropic value move together, width and length explain the order.");
  }

  private static Table table(List<Entry> entries) {
    List<String> columns = new ArrayList<>(List.of("model", "d", "tokens"));
    for (Summary.Quantity quantity : Summary.Quantity.values()) {
      columns.add(quantity.label());
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      int width = entry.summary.scores().getFirst().measures().columns();
      List<Object> row = new ArrayList<>(List.of(entry.name, width, entry.summary.tokens()));
      for (Summary.Quantity quantity : Summary.Quantity.values()) {
        row.add(entry.summary.mean(quantity));
      }
      rows.add(row);
    }
    return new Table("Means over texts", columns, rows);
  }

  private static Table agreement(List<Entry> entries, Map<String, Double> metrics) {
    double[] loss = column(entries, Summary.Quantity.LOSS);
    double[] isotropic = column(entries, Summary.Quantity.ISOTROPIC);
    List<List<Object>> rows = new ArrayList<>();
    for (Summary.Quantity quantity :
        List.of(
            Summary.Quantity.NORM,
            Summary.Quantity.RATIO,
            Summary.Quantity.NUCLEAR,
            Summary.Quantity.ENTROPY)) {
      double[] values = column(entries, quantity);
      rows.add(
          List.of(
              quantity.label(),
              RankCorrelation.of(values, loss),
              RankCorrelation.of(values, isotropic)));
    }
    metrics.put(
        "spearman_mnn_isotropic",
        RankCorrelation.of(column(entries, Summary.Quantity.NORM), isotropic));
    return new Table(
        "Rank correlation over %d models or layers".formatted(entries.size()),
        List.of("", "with loss", "with the isotropic value"),
        rows);
  }
}
