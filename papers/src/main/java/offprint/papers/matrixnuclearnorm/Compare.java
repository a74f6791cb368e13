package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
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
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;
import offprint.papers.matrixnuclearnorm.Summary.Quantity;

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
      @Param(label = "Texts", help = "What the models read") Passages passages,
      @Param(
              label = "Every layer",
              help = "Every layer of each model, rather than the last states alone",
              value = "false")
          boolean layers) {
    public Params {
      models = List.copyOf(models);
      if (models.isEmpty() || models.size() > 20) {
        throw new IllegalArgumentException("models must be 1 to 20: got " + models.size());
      }
    }
  }

  /** A model, or a layer of one. */
  private record Entry(String name, Summary summary) {
    double mean(Quantity quantity) {
      return summary.mean(quantity);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "compare",
        "Compares language models, checkpoints of a training, or layers, on the same texts, and"
            + " shows which of the differences shape alone explains.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    List<TextFiles.Named> texts = params.passages.read(out);
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (Source model : params.models) {
      checkpoints.add(Checkpoint.open(run.local(model)));
    }
    List<ModelConfig> configs = checkpoints.stream().map(Checkpoint::config).toList();
    int tokens = params.passages.tokens(configs);
    List<Entry> entries = new ArrayList<>();
    try (Session session = Session.open()) {
      Part whole = Part.of(run, 0, 1, "");
      for (int i = 0; i < params.models.size(); i++) {
        String name = "%d: %s".formatted(i + 1, params.models.get(i));
        List<Excerpt> excerpts;
        try (Tokenizer tokenizer = checkpoints.get(i).tokenizer()) {
          excerpts = params.passages.cut(texts, tokenizer, tokens, out);
        }
        try (LanguageModel model = LanguageModel.open(session, checkpoints.get(i))) {
          Scoring scoring = new Scoring(session, model, -1, 0, true);
          Part part = whole.step(i, params.models.size(), "");
          entries.addAll(measure(scoring, name, excerpts, params.layers, part));
        }
        entries.getLast().summary.tellZeroRows(out);
      }
    }
    out.chart(bars(entries)).table(table(entries));
    if (configs.stream().mapToInt(ModelConfig::vocabulary).distinct().count() > 1) {
      out.warning(
          "The models cut text into different tokens: N, and with it MNN/N, differs for that"
              + " reason too, and losses per token do not compare.");
    }
    out.text(Summary.READING);
    if (entries.size() >= 3) {
      agreement(entries, out);
    }
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).summary.metrics("_" + (i + 1), out);
    }
    return out.answer(answer(entries));
  }

  private static List<Entry> measure(
      Scoring scoring, String name, List<Excerpt> excerpts, boolean layers, Part part) {
    List<List<TextScore>> byLayer = new ArrayList<>();
    for (int e = 0; e < excerpts.size(); e++) {
      part.progress((double) e / excerpts.size(), name);
      List<TextScore> scores =
          layers
              ? scoring.layers(excerpts.get(e), part::repeat)
              : List.of(scoring.score(excerpts.get(e), part::repeat));
      for (int l = 0; l < scores.size(); l++) {
        if (byLayer.size() == l) {
          byLayer.add(new ArrayList<>());
        }
        byLayer.get(l).add(scores.get(l));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (int l = 0; l < byLayer.size(); l++) {
      String layer = !layers ? "" : l == byLayer.size() - 1 ? ", final" : ", layer " + l;
      entries.add(new Entry(name + layer, new Summary(byLayer.get(l))));
    }
    return entries;
  }

  private static double[] column(List<Entry> entries, Quantity quantity) {
    return entries.stream().mapToDouble(e -> e.mean(quantity)).toArray();
  }

  private static String answer(List<Entry> entries) {
    Entry best = // of layers, which share the loss of their model, the final one
        entries.stream()
            .reduce((a, b) -> b.mean(Quantity.LOSS) <= a.mean(Quantity.LOSS) ? b : a)
            .orElseThrow();
    double[] ratios = column(entries, Quantity.RATIO);
    String least = Wording.percent(Arrays.stream(ratios).min().orElseThrow());
    String most = Wording.percent(Arrays.stream(ratios).max().orElseThrow());
    return "Of %s, %s has the lowest loss, %s nats a token, and an effective rank of %s; MNN/N is %s of what shape alone gives%s."
        .formatted(
            Wording.count(entries.size(), "model or layer", "models or layers"),
            best.name,
            Wording.number(best.mean(Quantity.LOSS)),
            Wording.number(best.mean(Quantity.RANK)),
            least.equals(most) ? most : least + " to " + most,
            entries.size() > 1 ? ": compare models by that share" : "");
  }

  private static Chart bars(List<Entry> entries) {
    return Plot.of("MNN/N, the value of shape alone, and their ratio")
        .x(Chart.Axis.category("model", entries.stream().map(Entry::name).toList()))
        .y("mean over texts")
        .bars("MNN/N", column(entries, Quantity.NORM))
        .bars("isotropic", column(entries, Quantity.ISOTROPIC))
        .bars("ratio", column(entries, Quantity.RATIO))
        .chart(
            "Where MNN/N and the isotropic value move together, width and length explain the"
                + " order.");
  }

  private static Table table(List<Entry> entries) {
    Frame frame = Frame.of(Quantity.columns(List.of("model", "d", "tokens"), List.of()));
    for (Entry entry : entries) {
      List<Object> row =
          new ArrayList<>(List.of(entry.name, entry.summary.width(), entry.summary.tokens()));
      Arrays.stream(Quantity.values()).forEach(quantity -> row.add(entry.mean(quantity)));
      frame.row(row.toArray());
    }
    return frame.table("Means over texts");
  }

  private static void agreement(List<Entry> entries, Findings out) {
    double[] loss = column(entries, Quantity.LOSS);
    double[] isotropic = column(entries, Quantity.ISOTROPIC);
    Frame frame = Frame.of("", "with loss", "with the isotropic value");
    for (Quantity quantity :
        List.of(Quantity.NORM, Quantity.RATIO, Quantity.NUCLEAR, Quantity.ENTROPY)) {
      double[] values = column(entries, quantity);
      frame.row(
          quantity.label(),
          RankCorrelation.of(values, loss),
          RankCorrelation.of(values, isotropic));
    }
    out.table("Rank correlation over %d models or layers".formatted(entries.size()), frame)
        .metric(
            "spearman_mnn_isotropic",
            RankCorrelation.of(column(entries, Quantity.NORM), isotropic));
  }
}
