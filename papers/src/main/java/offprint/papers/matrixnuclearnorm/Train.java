package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Likelihood;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.BytePairs;
import offprint.kernels.lm.tokens.CharacterTokens;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.text.TextFiles;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Trains a small language model on a text, with snapshots to measure and compare. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  private static final int JUDGED_WINDOWS = 40;

  /** What a token is. */
  public enum Tokens {
    CHARACTERS,
    BYTE_PAIRS
  }

  public record Params(
      @Param(help = "Text to learn, UTF-8", value = "example:moby-dick", accepts = Kind.TEXT)
          Source text,
      @Param(
              label = "Share of the text",
              help = "Part of the text to train on, its beginning; the rest judges",
              value = "0.9")
          @DecimalMin("0.5")
          @DecimalMax("0.99")
          double share,
      @Param(
              label = "Kind of tokens",
              help = "Tokens: single characters, or byte pairs learnt from the text",
              value = "characters")
          Tokens tokens,
      @Param(
              label = "Vocabulary size",
              help = "Byte pairs: size of the vocabulary",
              symbol = "V",
              value = "1024",
              advanced = true)
          @Min(257)
          @Max(16_384)
          int vocabulary,
      @Param(label = "Width", help = "Width of the hidden states", symbol = "d", value = "32")
          @Min(4)
          @Max(1024)
          int width,
      @Param(help = "Layers", symbol = "L", value = "2") @Min(1) @Max(24) int layers,
      @Param(
              label = "Attention heads",
              help = "Attention heads, a divisor of the width",
              symbol = "H",
              value = "2")
          @Min(1)
          @Max(64)
          int heads,
      @Param(
              label = "Context length",
              help = "Tokens of a window, and of the model's context",
              symbol = "T",
              unit = "tokens",
              value = "128")
          @Min(8)
          @Max(2048)
          int window,
      @Param(
              label = "Windows of a step",
              help = "Windows of a step",
              symbol = "B",
              value = "8",
              advanced = true)
          @Min(1)
          @Max(256)
          int batch,
      @Param(label = "Training steps", help = "Steps of the whole training", value = "60")
          @Min(2)
          @Max(100_000)
          int steps,
      @Param(
              label = "Stop after step",
              help = "Stop after this step, to resume later; 0: all",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(100_000)
          int until,
      @Param(
              help = "Highest learning rate; warm-up a tenth of the steps, cosine to a tenth of it",
              value = "0.003",
              label = "Learning rate",
              advanced = true)
          @DecimalMin("0.000001")
          @DecimalMax("0.1")
          double rate,
      @Param(
              label = "Models kept on the way",
              help = "Models to keep on the way, evenly spread over the steps",
              value = "2",
              advanced = true)
          @Min(0)
          @Max(50)
          int snapshots,
      @Param(
              label = "Training to go on with",
              help = "training.safetensors of a run with the same settings and seed; empty: anew",
              accepts = Kind.MODEL)
          Source resume) {
    public Params {
      if (width % heads != 0) {
        throw new IllegalArgumentException(
            "heads must divide the width %d: got %d".formatted(width, heads));
      }
    }
  }

  /** Token ids of both parts of a text, and how they were made. */
  private record Encoded(int[] train, int[] test, int vocabulary, String tokenizer, double bytes) {
    /** Bytes a token of the test part. */
    double bytesPerToken() {
      return bytes / test.length;
    }
  }

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains a small GPT-2 on a text and writes it, with snapshots on the way, as models that"
            + " score and compare read.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "moby-char",
            "width=64",
            "layers=4",
            "heads=4",
            "window=64",
            "batch=16",
            "steps=400",
            "rate=0.002"),
        Preset.of(
            "moby-gpt2",
            "tokens=bytePairs",
            "width=128",
            "layers=4",
            "heads=4",
            "batch=16",
            "steps=1500",
            "rate=0.002"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Inputs in = new Inputs(out);
    Encoded text = encode(params, in, run);
    ModelConfig config =
        ModelConfig.gpt2(text.vocabulary, params.window, params.width, params.layers, params.heads);
    CheckpointWriter writer = new CheckpointWriter(config, text.tokenizer);
    LanguageTraining.Plan plan =
        new LanguageTraining.Plan(
            params.steps,
            params.batch,
            params.window,
            params.rate,
            params.steps / 10,
            run.random().nextLong());
    int last = params.until == 0 ? params.steps : Math.min(params.until, params.steps);
    Frame curve = Frame.of("step", "nats_per_token", "bits_per_byte", "perplexity");
    try (Session session = Session.open()) {
      LanguageTraining training = LanguageTraining.start(session, config, plan, run.random());
      if (!params.resume.isEmpty()) {
        training.resume(in.read("resume", params.resume, Safetensors::read));
      }
      Part part = Part.of(run, 0.05, 0.98, "");
      judge(training, text, part, curve);
      int looks = Math.max(params.snapshots, 5);
      for (int look = 1; look <= looks; look++) {
        int until = Math.min(last, (int) ((long) params.steps * look / looks));
        if (until <= training.step()) {
          continue;
        }
        training.run(text.train, until, part);
        judge(training, text, part, curve);
        boolean kept = params.snapshots > 0 && look * params.snapshots % looks < params.snapshots;
        if (kept && until < last) {
          out.file("step-%d.safetensors".formatted(until), weights(training, writer));
        }
      }
      out.file("config.json", stream -> stream.write(writer.config(text.vocabulary)))
          .file("tokenizer.json", text.tokenizer)
          .file("model.safetensors", weights(training, writer))
          .file("training.safetensors", training::save);
    }
    return report(config, text, curve, out);
  }

  private static Findings.Content weights(LanguageTraining training, CheckpointWriter writer) {
    return stream -> writer.weights(training.weights().tensors(), stream);
  }

  private static Encoded encode(Params params, Inputs in, Run run) throws IOException {
    String all =
        in.texts("text", params.text, "").stream()
            .map(TextFiles.Named::text)
            .collect(Collectors.joining("\n"));
    String head = all.substring(0, (int) (params.share * all.length()));
    String tail = all.substring(head.length());
    double bytes = tail.getBytes(StandardCharsets.UTF_8).length;
    if (params.tokens == Tokens.CHARACTERS) {
      CharacterTokens characters = CharacterTokens.of(all);
      return checked(
          new Encoded(
              characters.encode(head),
              characters.encode(tail),
              characters.size(),
              characters.json(),
              bytes),
          params.window);
    }
    BytePairs pairs =
        BytePairs.train(
            head,
            params.vocabulary,
            merges -> run.progress(0, "byte pair %d of %d".formatted(merges, params.vocabulary)));
    return checked(
        new Encoded(pairs.encode(head), pairs.encode(tail), pairs.size(), pairs.json(), bytes),
        params.window);
  }

  private static Encoded checked(Encoded text, int window) {
    int least = Math.min(text.train.length, text.test.length);
    if (least < window + 1) {
      throw new IllegalArgumentException(
          "window must be below %d, the tokens of the shorter part of the text: got %d"
              .formatted(least, window));
    }
    return text;
  }

  /** Adds the mean loss on windows evenly spread over the rest of the text. */
  private static void judge(LanguageTraining training, Encoded text, Part part, Frame curve) {
    int window = training.config().context();
    int count = Math.min(JUDGED_WINDOWS, text.test.length / window);
    double sum = 0;
    try (LanguageModel model = training.model()) {
      Likelihood likelihood = new Likelihood(model);
      for (int i = 0; i < count; i++) {
        part.progress((double) training.step() / training.steps(), "judging");
        int at = (int) ((long) i * (text.test.length - window) / Math.max(1, count - 1));
        int[] ids = Arrays.copyOfRange(text.test, at, at + window);
        sum -= Arrays.stream(likelihood.logProbabilities(ids)).average().orElseThrow();
      }
    }
    double loss = sum / count;
    curve.row(training.step(), loss, loss / text.bytesPerToken() / Math.log(2), Math.exp(loss));
    part.point("test loss", training.step(), loss);
  }

  private static Report report(ModelConfig config, Encoded text, Frame curve, Findings out) {
    double[] step = curve.numbers("step");
    double[] loss = curve.numbers("nats_per_token");
    double[] bits = curve.numbers("bits_per_byte");
    int last = step.length - 1;
    double uniform = Math.log(text.vocabulary);
    out.chart(
            Plot.of("Loss on the rest of the text")
                .x("step")
                .y("nats per token")
                .line("test loss", step, loss)
                .function("uniform law", step[0], step[last], step.length, _ -> uniform)
                .chart("It starts at ln V, the loss of knowing nothing."))
        .table("Loss on the rest of the text", curve)
        .text(
            "%,d weights, %d tokens; %,d training and %,d test tokens of %.3f bytes each."
                .formatted(
                    config.parameters(),
                    text.vocabulary,
                    text.train.length,
                    text.test.length,
                    text.bytesPerToken()))
        .text(
            "model.safetensors carries config and tokenizer: give it to score and compare, as"
                + " run:NUMBER/model.safetensors, or put it into a folder with config.json and"
                + " tokenizer.json for other tools.")
        .metric("first_loss", loss[0])
        .metric("test_loss", loss[last])
        .metric("bits_per_byte", bits[last])
        .metric("step", step[last])
        .metric("weights", (double) config.parameters());
    return out.answer(
        "After %s the loss on the rest of the text is %s nats a token, %s bits a byte; it was %s at the start, and %s is that of knowing nothing."
            .formatted(
                Wording.count((long) step[last], "step"),
                Wording.number(loss[last]),
                Wording.number(bits[last]),
                Wording.number(loss[0]),
                Wording.number(uniform)));
  }
}
