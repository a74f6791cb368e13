package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** Trains the small model with retrieval heads that the other tasks ship. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  private static final int LOOKS = 10;
  private static final int QUESTIONS = 100;

  public record Params(
      @Param(
              label = "Hidden width",
              help = "Width of the hidden states",
              symbol = "d",
              value = "32")
          @Min(8)
          @Max(512)
          int width,
      @Param(help = "Layers", symbol = "L", value = "2") @Min(1) @Max(12) int layers,
      @Param(
              label = "Query heads",
              help = "Query heads, a divisor of the width",
              symbol = "H",
              value = "4")
          @Min(1)
          @Max(32)
          int heads,
      @Param(
              label = "Key heads",
              help = "Key heads, a divisor of the query heads",
              symbol = "KV",
              value = "4")
          @Min(1)
          @Max(32)
          int keyHeads,
      @Param(
              label = "Training steps",
              help = "Steps: 32 copies each, and 12 recall sequences once copying works",
              value = "30")
          @Min(5)
          @Max(100_000)
          int steps,
      @Param(
              label = "Learning rate",
              help = "Highest learning rate; warm-up 100 steps, cosine to a tenth of it",
              value = "0.003")
          @DecimalMin("0.000001")
          @DecimalMax("0.1")
          double rate,
      @Param(
              label = "Longest filler",
              help = "Longest filler of a recall sequence",
              unit = "tokens",
              value = "96")
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
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    ModelConfig config = p.config();
    SplittableRandom judge = new SplittableRandom(run.random().nextLong());
    List<RecallTask.Question> questions =
        new RecallTask(judge).questions(QUESTIONS, p.longest / 4 * 4, 5);
    Frame curve = Frame.of("step", "accuracy");
    try (Session session = Session.open()) {
      RecallTraining training =
          RecallTraining.start(session, config, p.steps, p.rate, p.longest, run.random());
      Part progress = Part.of(run, 0, 1, "");
      for (int look = 1; look <= LOOKS; look++) {
        int until = p.steps * look / LOOKS;
        training.run(until, progress);
        try (LanguageModel model = training.training().model()) {
          double done = (double) until / p.steps;
          double accuracy =
              RecallTraining.accuracy(model, questions, () -> run.progress(done, "judging"));
          curve.row(until, accuracy);
          run.point("recall accuracy", until, accuracy);
        }
      }
      write(training, questions, out);
    }
    double[] accuracy = curve.numbers("accuracy");
    out.chart(
        Plot.of("Recall while training")
            .x("step")
            .y("share of second and third values named")
            .line(QUESTIONS + " questions about 5 records", curve.numbers("step"), accuracy)
            .chart("It stays near nothing until copying works, and then rises steeply."));
    out.table("Recall", curve);
    out.text(
        "%,d weights, 77 words: ?, filler a to t, keys K1 to K16, values v1 to v40. Ask \"… K3 v7 v1 v40 … ? K3\"."
            .formatted(config.parameters()));
    out.metric("accuracy", accuracy[LOOKS - 1]).metric("weights", (double) config.parameters());
    return out.answer(
        "The model recalls %s of the values asked for after %s of training."
            .formatted(Wording.percent(accuracy[LOOKS - 1]), Wording.count(p.steps, "step")));
  }

  private static void write(
      RecallTraining training, List<RecallTask.Question> questions, Findings out)
      throws IOException {
    String tokenizer = RecallTask.tokenizer();
    CheckpointWriter writer = new CheckpointWriter(training.training().config(), tokenizer);
    Frame table = Frame.of("prompt", "answer");
    for (RecallTask.Question question : questions) {
      table.row(RecallTask.text(question.prompt()), RecallTask.text(question.answer()));
    }
    out.file("config.json", file -> file.write(writer.config(RecallTask.VOCABULARY)))
        .file("tokenizer.json", tokenizer)
        .csv("questions.csv", table)
        .file(
            "model.safetensors",
            file -> writer.weights(training.training().weights().tensors(), file));
  }
}
