package offprint.papers.bitstack;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
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
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Runs a stack within a budget, which may change while the text is written. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Serve implements Method<Serve.Params> {
  public record Params(
      @Param(
              label = "Compressed model",
              help = "model.bitstack of a compress run",
              value = "example:moby-byte-stack",
              accepts = Kind.MODEL)
          Source stack,
      @Param(
              label = "Budget",
              help = "Memory for the weights; 0: all of the stack",
              unit = "MiB",
              value = "0.18")
          @DecimalMin("0")
          @DecimalMax("10000000")
          double budgetMiB,
      @Param(
              label = "Later budgets",
              help =
                  "Budgets in MiB to change to while the model runs, each after an equal share of"
                      + " the tokens",
              value = "0.3,0.55,0.2")
          List<Double> laterMiB,
      @Param(help = "Beginning of the text", value = "The whale ") String prompt,
      @Param(label = "Tokens to write", help = "Tokens to write", unit = "tokens", value = "100")
          @Min(1)
          @Max(100_000)
          int tokens,
      @Param(
              help = "Divides the logits; 0: always the most likely token",
              value = "0",
              advanced = true)
          @DecimalMin("0")
          @DecimalMax("10")
          double temperature,
      @Param(
              label = "Partial blocks",
              help = "Fill a budget with a part of the next block",
              value = "true",
              advanced = true)
          boolean partial,
      @Param(
              label = "How the model is run",
              help = "How the model is computed: restored piece by piece, whole, or unrestored",
              value = "packed",
              advanced = true)
          RunningModel.Mode runtime,
      @Param(
              label = "Write a checkpoint",
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

  /** The tokens written under one budget, starting at {@code from}. */
  private record Stretch(StackIndex.Prefix prefix, long bytesRead, int from) {}

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
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
      budgets.add(params.budgetMiB == 0 ? Double.MAX_VALUE : params.budgetMiB * StackIndex.MEBI);
      params.laterMiB.forEach(budget -> budgets.add(budget * StackIndex.MEBI));
      budgets.forEach(budget -> file.prefix(budget, params.partial)); // refused before it starts
      List<Stretch> stretches = new ArrayList<>();
      try (RunningModel running =
          RunningModel.open(session, file, budgets.getFirst(), params.partial, params.runtime)) {
        stretches.add(new Stretch(running.loaded(), file.bytesRead(), 0));
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
                      change(running, budgets, stretches, done, params.tokens);
                    },
                    prompt)[0];
        if (params.checkpoint) {
          write(running, file, out);
        }
        return report(file, tokenizer, stretches, prompt, written, params.runtime, out);
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

  /** Switches to the next budget when its share of the tokens begins. */
  private static void change(
      RunningModel running, List<Double> budgets, List<Stretch> stretches, int done, int tokens) {
    int next = stretches.size();
    if (next < budgets.size() && (long) done * budgets.size() >= (long) next * tokens) {
      try {
        long read = running.setBudget(budgets.get(next));
        stretches.add(new Stretch(running.loaded(), read, done));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(RunningModel running, StackFile file, Findings out) throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    running
        .tensors()
        .forEach(
            (name, values) ->
                tensors.put(name, Safetensors.Tensor.of(values, running.shape(name))));
    CheckpointWriter writer = new CheckpointWriter(file.config(), file.tokenizerJson());
    out.file("model.safetensors", stream -> writer.weights(tensors, stream))
        .file("config.json", file.config().json())
        .file("tokenizer.json", file.tokenizerJson());
  }

  private static Report report(
      StackFile file,
      Tokenizer tokenizer,
      List<Stretch> stretches,
      int[] prompt,
      int[] written,
      RunningModel.Mode mode,
      Findings out)
      throws IOException {
    int[] all = Arrays.copyOf(prompt, prompt.length + written.length);
    System.arraycopy(written, 0, all, prompt.length, written.length);
    String text = tokenizer.decode(all);
    Frame budgets = Frame.of("mib", "whole_blocks", "next_block", "bytes_read", "tokens", "text");
    for (int i = 0; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      int end = i + 1 < stretches.size() ? stretches.get(i + 1).from : written.length;
      budgets.row(
          stretch.prefix.bytes() / StackIndex.MEBI,
          stretch.prefix.items(),
          stretch.prefix.rows() > 0 ? "%d rows".formatted(stretch.prefix.rows()) : "–",
          stretch.bytesRead,
          end - stretch.from,
          tokenizer.decode(Arrays.copyOfRange(written, stretch.from, end)));
    }
    StackIndex.Prefix last = stretches.getLast().prefix;
    out.text(text)
        .table(
            "Budgets, in the order of the text",
            budgets,
            "mib=MiB",
            "whole_blocks",
            "next_block",
            "bytes_read",
            "tokens",
            "text");
    out.chart(BlockMap.of(file.projections(), file.index(), last));
    memory(file, mode, out);
    file.warnIfCut(out);
    out.file("text.txt", text)
        .metric("bytes", (double) last.bytes())
        .metric("blocks", last.items())
        .metric("tokens", written.length)
        .metric("minimum_bytes", (double) file.index().minimumBytes())
        .metric("full_bytes", (double) file.index().fullBytes());
    double most =
        stretches.stream().mapToDouble(s -> (double) s.prefix.bytes()).max().orElseThrow();
    return out.answer(
        "%s written within %s, the last with %s of the model's %s in memory%s."
            .formatted(
                Wording.count(written.length, "token"),
                StackIndex.mebibytes(most),
                StackIndex.mebibytes((double) last.bytes()),
                StackIndex.mebibytes((double) file.index().fullBytes()),
                stretches.size() == 1
                    ? ""
                    : "; the budget changed %s without a restart"
                        .formatted(Wording.count(stretches.size() - 1, "time"))));
  }

  private static void memory(StackFile file, RunningModel.Mode mode, Findings out) {
    double largest =
        file.projections().stream()
            .mapToDouble(p -> 4.0 * p.tensorRows() * p.columns())
            .max()
            .orElse(0);
    String base =
        "embeddings, norms, biases and head are computed with as float32, twice their MiB";
    if (mode == RunningModel.Mode.DENSE) {
      out.warning(
          "dense holds all weights restored, %.2f MiB whatever the budget, which so saves no memory; %s."
              .formatted(4 * file.index().weights() / StackIndex.MEBI, base));
    } else {
      out.text(
          "In memory: the loaded blocks as they are stored, and one buffer of %.2f MiB for the largest matrix; %s."
              .formatted(largest / StackIndex.MEBI, base));
    }
  }
}
