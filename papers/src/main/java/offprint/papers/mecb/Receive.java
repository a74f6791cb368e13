package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.text.CharacterModel;
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

/** Reads the message of {@link Send} off the behaviour, by Bayes' rule alone. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Receive implements Method<Receive.Params> {
  public record Params(
      @Param(
              help = "Carrier written by mec-b/send",
              value = "example:moby-dick-carrier",
              accepts = Kind.CODED)
          Source carrier,
      @Param(help = "What the message hides in: generated text, or walks on a grid", value = "text")
          Covers.Kind cover,
      @Param(
              help = "Text whose characters the generated text imitates",
              value = "example:moby-dick",
              accepts = Kind.TEXT)
          Source model,
      @Param(help = "Grid of the walks", value = "example:slippery-grid", accepts = Kind.OTHER)
          Source grid,
      @Param(
              help = "Largest entropy of the link, each action",
              symbol = "R",
              unit = "bits",
              value = "2")
          @DecimalMin("0.01")
          @DecimalMax("16")
          double rate,
      @Param(help = "How the belief is compressed each action", value = "greedy") Compressor method,
      @Param(help = "Characters of context of the text model", value = "4") @Min(1) @Max(8)
          int order,
      @Param(help = "Bits sent at a time", unit = "bits", value = "12") @Min(1) @Max(16)
          int blockBits,
      @Param(help = "Temperature of the walks", symbol = "β", value = "0.01831563888873418")
          @DecimalMin("1e-4")
          @DecimalMax("10")
          double beta,
      @Param(help = "Discount of the walks", symbol = "γ", value = "0.95")
          @DecimalMin("0")
          @DecimalMax("0.999")
          double gamma,
      @Param(help = "Probability that a move goes another way", value = "0.1")
          @DecimalMin("0")
          @DecimalMax("0.9")
          double slip,
      @Param(help = "Shared with the sender", value = "white whale") @Size(max = 1_000)
          String key) {
    public Params {
      Rules.link(rate, method, blockBits);
    }

    Covers covers() {
      return new Covers(cover, model, grid, rate, method, order, blockBits, beta, gamma, slip);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "receive", "Read the message that mec-b/send hid in a carrier; all settings as in send.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Carrier carrier = Carrier.read(run, params.carrier);
    Covers covers = params.covers();
    carrier.require(covers.header(run));
    int[] actions;
    Cover cover;
    if (params.cover == Covers.Kind.TEXT) {
      CharacterModel model = covers.characters(run);
      actions = characters(carrier.body(), model);
      cover = new TextCover(model);
    } else {
      GridWorld world = covers.world(run);
      int[][] steps = Covers.steps(carrier.body(), world);
      actions = steps[1];
      int[] at = {0};
      cover = covers.walk(run, world, (_, _) -> steps[0][Math.min(++at[0], actions.length - 1)]);
    }
    List<Integer> ends = new ArrayList<>();
    byte[] message = receive(params, covers.link(cover), actions, ends, run);
    return report(message, ends, cover, run);
  }

  private static int[] characters(String body, CharacterModel model) {
    int[] actions = new int[body.length()];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = model.alphabet().indexOf(body.charAt(i));
      if (actions[i] < 0) {
        throw new IllegalArgumentException(
            "carrier, character %d: expected one of the model's: got '%c'"
                .formatted(i + 1, body.charAt(i)));
      }
    }
    return actions;
  }

  private static byte[] receive(
      Params params, Link link, int[] actions, List<Integer> ends, Run run) {
    int[] blocks = new int[Payload.lengthBlocks(params.blockBits)];
    int length = -1;
    for (int b = 0; b < blocks.length; b++) {
      double done = 0.05 + 0.9 * link.steps() / Math.max(1, actions.length);
      String stage = "block " + (b + 1);
      blocks[b] = link.receive(actions, () -> run.progress(done, stage));
      ends.add(link.steps());
      if (length < 0 && b == blocks.length - 1) {
        length = Payload.length(blocks, params.blockBits, params.key);
        blocks = Arrays.copyOf(blocks, Payload.blocks(length, params.blockBits));
      }
    }
    return Payload.message(blocks, length, params.blockBits, params.key);
  }

  private static Report report(byte[] message, List<Integer> ends, Cover cover, Run run)
      throws IOException {
    double[] block = new double[ends.size()];
    double[] end = new double[ends.size()];
    for (int b = 0; b < block.length; b++) {
      block[b] = b + 1;
      end[b] = ends.get(b);
    }
    String text = text(message);
    try (OutputStream out = run.create(text.isEmpty() ? "message.bin" : "message.txt")) {
      out.write(message);
    }
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        Note.text(
            text.isEmpty()
                ? "The message has %d bytes, not text; it is in message.bin."
                    .formatted(message.length)
                : "The message: " + text));
    blocks.add(
        new Chart(
            "Where each block became certain",
            Chart.Axis.linear("block"),
            Chart.Axis.linear(cover.unit()),
            List.of(Chart.Series.step("read so far", block, end)),
            ""));
    blocks.add(
        new Table(
            "Message",
            List.of("quantity", "value"),
            List.of(
                List.of("bytes", message.length),
                List.of("blocks", block.length),
                List.of(cover.unit() + " read", ends.getLast()),
                List.of("checksum", "matches"))));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("bytes", (double) message.length);
    metrics.put("blocks", (double) block.length);
    metrics.put("actions", (double) ends.getLast());
    return new Report(blocks, metrics);
  }

  /** The message where it is printable text, else "". */
  private static String text(byte[] message) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
      return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t' || c == '\r')
          ? text
          : "";
    } catch (CharacterCodingException _) {
      return "";
    }
  }
}
