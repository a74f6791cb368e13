package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Hides a message in generated behaviour whose law stays exactly that of the cover. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Send implements Method<Send.Params> {
  private static final int SHOWN_BLOCKS = 5;
  private static final int SHOWN_CHARACTERS = 400;

  public record Params(
      @Param(label = "Message", help = "Message as text", value = "Thar she blows! Meet at dawn.")
          @Size(max = 10_000)
          String text,
      @Param(
              label = "Message file",
              help = "Message as a file of at most 65536 bytes; if given, text is not used",
              accepts = {Kind.TEXT, Kind.OTHER})
          Source message,
      @Param(label = "Channel", help = "What the receiver must set alike") Channel channel) {}

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
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    byte[] message = message(params, in);
    Channel channel = params.channel;
    Cover cover = channel.open(in, run);
    Link link = channel.link(cover);
    int[] blocks = Payload.toBlocks(message, channel.blockBits(), channel.key());
    Plot certainty =
        Plot.of("How the receiver becomes certain")
            .x(cover.unit() + " of the block")
            .y("belief in the true block");
    for (int b = 0; b < blocks.length; b++) {
      double done = 0.05 + 0.9 * b / blocks.length;
      String stage = "block %d of %d".formatted(b + 1, blocks.length);
      double[] course = link.send(blocks[b], run.random(), () -> run.progress(done, stage));
      if (b < SHOWN_BLOCKS) {
        certainty.line("block " + (b + 1), Plot.positions(course.length), course);
      }
    }
    String written = cover.written();
    new Carrier(channel.header(in), written).write(out);
    String begins = written.substring(0, Math.min(SHOWN_CHARACTERS, written.length()));
    out.text("The carrier begins “%s …”".formatted(begins));
    out.chart(certainty.chart("A block ends once one value is all but certain."));
    double bits = (double) blocks.length * channel.blockBits();
    double each = (double) link.steps() / blocks.length;
    double carried = bits / link.steps();
    double limit = link.coverBits() / link.steps();
    out.table(
        "Carrier",
        Frame.of("quantity", "value")
            .row("message (bytes)", message.length)
            .row("bits sent, with length and checksum", bits)
            .row(cover.unit(), link.steps())
            .row(cover.unit() + " per block of %d bits".formatted(channel.blockBits()), each)
            .row("bits sent per action", carried)
            .row("limit: entropy of the behaviour (bits per action)", limit)
            .row("largest deviation of an action's law", link.marginalError()));
    out.text(
        "Below its first line, which names the settings, the carrier has the law of the cover for"
            + " everybody who does not have the key. The key is a shared word, not a tested"
            + " cipher.");
    out.metric("blocks", blocks.length)
        .metric("actions", link.steps())
        .metric("actions_per_block", each)
        .metric("sent_bits_per_action", carried)
        .metric("cover_bits_per_action", limit)
        .metric("marginal_error", link.marginalError());
    return out.answer(
        ("The message of %s hides in %,d %s, whose law it does not change: each carries %s of the"
                + " %s bits it could. Give carrier.txt to the receiver.")
            .formatted(
                Wording.count(message.length, "byte"),
                link.steps(),
                cover.unit(),
                Wording.number(carried),
                Wording.number(limit)));
  }

  private static byte[] message(Params params, Inputs in) throws IOException {
    if (params.message.isEmpty()) {
      if (params.text.isEmpty()) {
        throw new IllegalArgumentException("text must have at least 1 character: got none");
      }
      return params.text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = in.read("message", params.message, s -> s.readNBytes(Payload.MOST_BYTES + 1));
    if (bytes.length == 0 || bytes.length > Payload.MOST_BYTES) {
      throw new IllegalArgumentException(
          "message must have 1 to %d bytes: got %s"
              .formatted(Payload.MOST_BYTES, bytes.length == 0 ? "0" : "more"));
    }
    return bytes;
  }
}
