package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.table.TableWriter;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Trains the small model with retrieval heads that the other tasks ship. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  private static final int LOOKS = 10;
  private static final int QUESTIONS = 100;

  public record Params(
      @Param(help = "Width of the hidden states", symbol = "d", value = "32") @Min(8) @Max(512)
          int width,
      @Param(help = "Layers", symbol = "L", value = "2") @Min(1) @Max(12) int layers,
      @Param(help = "Query heads, a divisor of the width", symbol = "H", value = "4")
          @Min(1)
          @Max(32)
          int heads,
      @Param(help = "Key heads, a divisor of the query heads", symbol = "KV", value = "4")
          @Min(1)
          @Max(32)
          int keyHeads,
      @Param(
              help = "Steps: 32 copies each, and 12 recall sequences once copying works",
              value = "30")
          @Min(5)
          @Max(100_000)
          int steps,
      @Param(
              help = "Highest learning rate; warm-up 100 steps, cosine to a tenth of it",
              value = "0.003")
          @DecimalMin("0.000001")
          @DecimalMax("0.1")
          double rate,
      @Param(help = "Longest filler of a recall sequence", unit = "tokens", value = "96")
          @Min(24)
          @Max(1024)
          int longest) {
    public Params {
      RecallTraining.config(width, layers, heads, keyHeads);
    }

    ModelConfig config() {
      return RecallTraining.config(width, layers, heads, keyHeads);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains a small Llama that recalls records hidden in filler, so that it has heads that"
            + " retrieve, and writes it as a model that every task here reads.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("recall", "width=64", "steps=1000"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    ModelConfig config = params.config();
    SplittableRandom judge = new SplittableRandom(run.random().nextLong());
    List<RecallTask.Question> questions =
        new RecallTask(judge).questions(QUESTIONS, params.longest / 4 * 4, 5);
    List<double[]> curve = new ArrayList<>();
    try (Session session = Session.open()) {
      RecallTraining training =
          RecallTraining.start(
              session, config, params.steps, params.rate, params.longest, run.random());
      Stage stage = new Stage(run, 0, 1);
      for (int look = 1; look <= LOOKS; look++) {
        int until = params.steps * look / LOOKS;
        training.run(until, stage);
        try (LanguageModel model = training.training().model()) {
          double done = (double) until / params.steps;
          double accuracy =
              RecallTraining.accuracy(model, questions, () -> run.progress(done, "judging"));
          curve.add(new double[] {until, accuracy});
          run.point("recall accuracy", until, accuracy);
        }
      }
      write(training, questions, run);
    }
    return report(config, curve);
  }

  private static void write(RecallTraining training, List<RecallTask.Question> questions, Run run)
      throws IOException {
    String tokenizer = RecallTask.tokenizer();
    CheckpointWriter writer = new CheckpointWriter(training.training().config(), tokenizer);
    try (OutputStream out = run.create("config.json")) {
      out.write(writer.config(RecallTask.VOCABULARY));
    }
    try (OutputStream out = run.create("tokenizer.json")) {
      out.write(tokenizer.getBytes(StandardCharsets.UTF_8));
    }
    try (TableWriter table = new TableWriter(run.create("questions.csv"), "prompt", "answer")) {
      for (RecallTask.Question question : questions) {
        table.row(RecallTask.text(question.prompt()), RecallTask.text(question.answer()));
      }
    }
    try (OutputStream out = run.create("model.safetensors")) {
      writer.weights(training.training().weights().tensors(), out);
    }
  }

  private static Report report(ModelConfig config, List<double[]> curve) {
    double[] x = curve.stream().mapToDouble(p -> p[0]).toArray();
    double[] y = curve.stream().mapToDouble(p -> p[1]).toArray();
    List<List<Object>> rows = new ArrayList<>();
    for (double[] point : curve) {
      rows.add(List.of((int) point[0], point[1]));
    }
    List<Report.Block> blocks =
        List.of(
            new Chart(
                "Recall while training",
                Chart.Axis.linear("step"),
                Chart.Axis.linear("share of second and third values named"),
                List.of(Chart.Series.line(QUESTIONS + " questions about 5 records", x, y)),
                "It stays near nothing until copying works, and then rises steeply."),
            new Table("Recall", List.of("step", "accuracy"), rows),
            Note.text(
                "%,d weights, 77 words: ?, filler a to t, keys K1 to K16, values v1 to v40. Ask \"… K3 v7 v1 v40 … ? K3\"."
                    .formatted(config.parameters())));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", y[y.length - 1]);
    metrics.put("weights", (double) config.parameters());
    return new Report(
        "The model recalls %s of the values asked for after %s of training."
            .formatted(
                Wording.percent(y[y.length - 1]), Wording.count((long) x[x.length - 1], "step")),
        blocks,
        metrics);
  }
}
