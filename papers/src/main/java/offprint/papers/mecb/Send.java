package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
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
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Hides a message in generated behaviour whose law stays exactly that of the cover. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Send implements Method<Send.Params> {
  private static final int SHOWN_BLOCKS = 5;
  private static final int SHOWN_CHARACTERS = 400;

  public record Params(
      @Param(help = "Message as text", value = "Thar she blows! Meet at dawn.") @Size(max = 10_000)
          String text,
      @Param(
              help = "Message as a file of at most 65536 bytes; if given, text is not used",
              accepts = {Kind.TEXT, Kind.OTHER})
          Source message,
      @Param(help = "What the message hides in: generated text, or walks on a grid", value = "text")
          Covers.Kind cover,
      @Param(
              help = "Text whose characters the generated text imitates",
              value = "example:moby-dick",
              accepts = Kind.TEXT)
          Source model,
      @Param(
              help = "Grid of the walks: S start, G goal, X trap, # wall, . free",
              value = "example:slippery-grid",
              accepts = Kind.OTHER)
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
      @Param(
              help = "Shared with the receiver; makes message bits look uniform",
              value = "white whale")
          @Size(max = 1_000)
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
        "send",
        "Hide a message in generated text or in an agent's walk without changing its law; writes a"
            + " carrier for mec-b/receive.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("grid", "cover=grid", "rate=1", "blockBits=9"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    byte[] message = message(params, run);
    Covers covers = params.covers();
    Map<String, String> header = covers.header(run);
    int[] blocks = Payload.toBlocks(message, params.blockBits, params.key);
    if (params.cover == Covers.Kind.TEXT) {
      CharacterModel model = covers.characters(run);
      TextCover cover = new TextCover(model);
      Link link = covers.link(cover);
      List<double[]> courses = send(link, blocks, run);
      new Carrier(header, cover.text()).write(run);
      String shown = cover.text().substring(0, Math.min(SHOWN_CHARACTERS, cover.text().length()));
      return report(params, message, blocks, link, cover, courses, "“" + shown + " …”");
    }
    GridWorld world = covers.world(run);
    GridCover cover = covers.walk(run, world, (s, a) -> world.mdp().step(s, a, run.random()));
    Link link = covers.link(cover);
    List<double[]> courses = send(link, blocks, run);
    new Carrier(header, Covers.lines(cover.steps(), world)).write(run);
    String shown =
        "The walks start again at S %d times.".formatted(cover.steps().getLast().episode() - 1);
    return report(params, message, blocks, link, cover, courses, shown);
  }

  private static byte[] message(Params params, Run run) throws IOException {
    if (params.message.isEmpty()) {
      if (params.text.isEmpty()) {
        throw new IllegalArgumentException("text must have at least 1 character: got none");
      }
      return params.text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes;
    try (InputStream in = run.open(params.message)) {
      bytes = in.readNBytes(Payload.MOST_BYTES + 1);
    }
    if (bytes.length == 0 || bytes.length > Payload.MOST_BYTES) {
      throw new IllegalArgumentException(
          "message must have 1 to %d bytes: got %s"
              .formatted(Payload.MOST_BYTES, bytes.length == 0 ? "0" : "more"));
    }
    return bytes;
  }

  private static List<double[]> send(Link link, int[] blocks, Run run) {
    List<double[]> courses = new ArrayList<>();
    for (int b = 0; b < blocks.length; b++) {
      double done = 0.05 + 0.9 * b / blocks.length;
      String stage = "block %d of %d".formatted(b + 1, blocks.length);
      double[] course = link.send(blocks[b], run.random(), () -> run.progress(done, stage));
      if (b < SHOWN_BLOCKS) {
        courses.add(course);
      }
    }
    return courses;
  }

  private static Report report(
      Params params,
      byte[] message,
      int[] blocks,
      Link link,
      Cover cover,
      List<double[]> courses,
      String shown) {
    int bits = blocks.length * params.blockBits;
    double each = (double) link.steps() / blocks.length;
    List<Chart.Series> series = new ArrayList<>();
    for (int b = 0; b < courses.size(); b++) {
      double[] x = new double[courses.get(b).length];
      Arrays.setAll(x, i -> i + 1);
      series.add(Chart.Series.line("block " + (b + 1), x, courses.get(b)));
    }
    List<Report.Block> report = new ArrayList<>();
    report.add(
        new Chart(
            "How the receiver becomes certain",
            Chart.Axis.linear(cover.unit() + " of the block"),
            Chart.Axis.linear("belief in the true block"),
            series,
            "A block ends once one value is all but certain."));
    report.add(
        new Table(
            "Carrier",
            List.of("quantity", "value"),
            List.of(
                List.of("message (bytes)", message.length),
                List.of("bits sent, with length and checksum", bits),
                List.of(cover.unit(), link.steps()),
                List.of(cover.unit() + " per block of %d bits".formatted(params.blockBits), each),
                List.of("bits sent per action", (double) bits / link.steps()),
                List.of(
                    "limit: entropy of the behaviour (bits per action)",
                    link.coverBits() / link.steps()),
                List.of("largest deviation of an action's law", link.marginalError()))));
    report.add(Note.text(shown));
    report.add(
        Note.text(
            "Below its first line, which names the settings, the carrier has the law of the cover"
                + " for everybody who does not have the key. The key is a shared word, not a tested"
                + " cipher."));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("blocks", (double) blocks.length);
    metrics.put("actions", (double) link.steps());
    metrics.put("actions_per_block", each);
    metrics.put("sent_bits_per_action", (double) bits / link.steps());
    metrics.put("cover_bits_per_action", link.coverBits() / link.steps());
    metrics.put("marginal_error", link.marginalError());
    return new Report(report, metrics);
  }
}
