package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Generation;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.SafetensorsPrefix;
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

/** Runs a stack within a budget, which may change while the text is written. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Serve implements Method<Serve.Params> {
  private static final double MEBI = 1 << 20;

  public record Params(
      @Param(
              help = "model.bitstack of a compress run",
              value = "example:moby-byte-stack",
              accepts = Kind.MODEL)
          Source stack,
      @Param(help = "Memory for the weights; 0: all of the stack", unit = "MiB", value = "0.18")
          @DecimalMin("0")
          @DecimalMax("10000000")
          double budgetMiB,
      @Param(
              help =
                  "Budgets in MiB to change to while the model runs, each after an equal share of"
                      + " the tokens",
              value = "0.3,0.55,0.2")
          List<Double> laterMiB,
      @Param(help = "Beginning of the text", value = "The whale ") String prompt,
      @Param(help = "Tokens to write", unit = "tokens", value = "100") @Min(1) @Max(100_000)
          int tokens,
      @Param(help = "Divides the logits; 0: always the most likely token", value = "0")
          @DecimalMin("0")
          @DecimalMax("10")
          double temperature,
      @Param(help = "Fill a budget with a part of the next block", value = "true") boolean partial,
      @Param(
              help = "How the model is computed: restored piece by piece, whole, or unrestored",
              value = "packed")
          RunningModel.Mode runtime,
      @Param(
              help = "Write the model of the last budget as a checkpoint for other programs",
              value = "false")
          boolean checkpoint) {
    public Params {
      for (double budget : laterMiB) {
        if (!(budget > 0)) {
          throw new IllegalArgumentException("laterMiB must be above 0: got " + budget);
        }
      }
      if (laterMiB.size() >= tokens) {
        throw new IllegalArgumentException(
            "laterMiB must have fewer budgets than tokens, %d: got %d"
                .formatted(tokens, laterMiB.size()));
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "serve",
        "Writes text with a stack inside a budget of memory that may grow or shrink while the model"
            + " runs, without a restart.");
  }

  /** Tokens that one budget wrote. */
  private record Part(StackIndex.Prefix prefix, long bytesRead, int from) {}

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(run.local(params.stack)));
        Session session = Session.open();
        Tokenizer tokenizer = file.tokenizer()) {
      int[] prompt = tokenizer.encode(params.prompt);
      if (prompt.length == 0) {
        throw new IllegalArgumentException("prompt must have at least 1 token: got 0");
      }
      requireRoom(file.config(), prompt.length, params.tokens);
      List<Double> budgets = new ArrayList<>();
      budgets.add(params.budgetMiB == 0 ? Double.MAX_VALUE : params.budgetMiB * MEBI);
      params.laterMiB.forEach(budget -> budgets.add(budget * MEBI));
      budgets.forEach(budget -> file.prefix(budget, params.partial)); // refused before it starts
      List<Part> parts = new ArrayList<>();
      try (RunningModel running =
          RunningModel.open(session, file, budgets.getFirst(), params.partial, params.runtime)) {
        parts.add(new Part(running.loaded(), file.bytesRead(), 0));
        Generation generation =
            new Generation(
                running.model(),
                new Sampling(params.temperature, 0, 1),
                params.tokens,
                -1,
                run.random().nextLong());
        int[] written =
            generation
                .run(
                    done -> {
                      run.progress((double) done / params.tokens, "token " + done);
                      change(running, budgets, parts, done, params.tokens);
                    },
                    prompt)[0];
        if (params.checkpoint) {
          write(running, file, run);
        }
        return report(file, tokenizer, parts, prompt, written, params, run);
      }
    }
  }

  private static void requireRoom(ModelConfig config, int prompt, int tokens) {
    if (config.layout() == ModelConfig.Layout.GPT2 && prompt + tokens - 1 > config.context()) {
      throw new IllegalArgumentException(
          "tokens must be at most %d, so that prompt and text fit the model's context %d: got %d"
              .formatted(config.context() - prompt + 1, config.context(), tokens));
    }
  }

  /** Goes to the next budget once its share of the tokens begins. */
  private static void change(
      RunningModel running, List<Double> budgets, List<Part> parts, int done, int tokens) {
    int next = parts.size();
    if (next < budgets.size() && (long) done * budgets.size() >= (long) next * tokens) {
      try {
        long read = running.setBudget(budgets.get(next));
        parts.add(new Part(running.loaded(), read, done));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(RunningModel running, StackFile file, Run run) throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    running
        .tensors()
        .forEach(
            (name, values) ->
                tensors.put(name, Safetensors.Tensor.of(values, running.shape(name))));
    CheckpointWriter writer = new CheckpointWriter(file.config(), file.tokenizerJson());
    try (OutputStream out = run.create("model.safetensors")) {
      writer.weights(tensors, out);
    }
    try (OutputStream out = run.create("config.json")) {
      out.write(file.config().json().getBytes(StandardCharsets.UTF_8));
    }
    try (OutputStream out = run.create("tokenizer.json")) {
      out.write(file.tokenizerJson().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Report report(
      StackFile file,
      Tokenizer tokenizer,
      List<Part> parts,
      int[] prompt,
      int[] written,
      Params params,
      Run run)
      throws IOException {
    int[] all = Arrays.copyOf(prompt, prompt.length + written.length);
    System.arraycopy(written, 0, all, prompt.length, written.length);
    String text = tokenizer.decode(all);
    try (OutputStream out = run.create("text.txt")) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int end = i + 1 < parts.size() ? parts.get(i + 1).from : written.length;
      rows.add(
          List.of(
              part.prefix.bytes() / MEBI,
              part.prefix.items(),
              part.prefix.rows() > 0 ? "%d rows".formatted(part.prefix.rows()) : "–",
              part.bytesRead,
              end - part.from,
              tokenizer.decode(Arrays.copyOfRange(written, part.from, end))));
    }
    StackIndex.Prefix last = parts.getLast().prefix;
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(Note.text(text));
    blocks.add(
        new Table(
            "Budgets, in the order of the text",
            List.of("MiB", "whole blocks", "next block", "bytes read", "tokens", "text"),
            rows));
    blocks.add(Stairs.heatMap(file.projections(), file.index(), last));
    blocks.add(memory(file, params.runtime));
    if (file.blocksPresent() < file.index().order().size()) {
      blocks.add(file.cutNote());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("bytes", (double) last.bytes());
    metrics.put("blocks", (double) last.items());
    metrics.put("tokens", (double) written.length);
    metrics.put("minimum_bytes", (double) file.index().minimumBytes());
    metrics.put("full_bytes", (double) file.index().fullBytes());
    return new Report(
        "%s written with %s of the model in memory, of %s in all."
            .formatted(
                Wording.count(written.length, "token"),
                StackIndex.mebibytes((double) last.bytes()),
                StackIndex.mebibytes((double) file.index().fullBytes())),
        blocks,
        metrics);
  }

  private static Note memory(StackFile file, RunningModel.Mode mode) {
    double largest =
        file.projections().stream()
            .mapToDouble(p -> 4.0 * p.tensorRows() * p.columns())
            .max()
            .orElse(0);
    String base =
        "embeddings, norms, biases and head are computed with as float32, twice their MiB";
    return mode == RunningModel.Mode.DENSE
        ? Note.notice(
            "dense holds all weights restored, %.2f MiB whatever the budget, which so saves no memory; %s."
                .formatted(4 * file.index().weights() / MEBI, base))
        : Note.text(
            "In memory: the loaded blocks as they are stored, and one buffer of %.2f MiB for the largest matrix; %s."
                .formatted(largest / MEBI, base));
  }
}
