package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Recovers the message of {@link Send} from the behaviour by Bayes' rule. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Receive implements Method<Receive.Params> {
  private static final int SHOWN_CHARACTERS = 500;

  public record Params(
      @Param(
              help = "Carrier written by mec-b/send",
              value = "example:moby-dick-carrier",
              accepts = Kind.CODED)
          Source carrier,
      @Param(label = "Channel", help = "All as the sender had it") Channel channel) {}

  @Override
  public Card card() {
    return new Card(
        "receive", "Read the message that mec-b/send hid in a carrier; all settings as in send.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Channel channel = params.channel;
    Carrier carrier = in.text("carrier", params.carrier, Carrier::parse);
    carrier.require(channel.header(in));
    Cover cover = channel.open(in, run);
    int[] actions = cover.read(carrier.body());
    List<Double> ends = new ArrayList<>(List.of(0.0));
    byte[] message = receive(channel, channel.link(cover), actions, ends, run);
    double[] end = ends.stream().mapToDouble(Double::doubleValue).toArray();
    out.chart(
        Plot.of("Where each block became certain")
            .x("block")
            .y(cover.unit())
            .step("read so far", Plot.positions(end.length), end)
            .chart());
    out.metric("bytes", message.length)
        .metric("blocks", end.length - 1)
        .metric("actions", ends.getLast());
    String text = text(message);
    String file = text.isEmpty() ? "message.bin" : "message.txt";
    out.file(file, target -> target.write(message));
    String shown =
        text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + " …" : text;
    return out.answer(
        (text.isEmpty() ? "The message is no text; it is in message.bin" : "The message: " + shown)
            + " (%s out of %s %s; the checksum matches)."
                .formatted(
                    Wording.count(message.length, "byte"),
                    Wording.number(ends.getLast()),
                    cover.unit()));
  }

  private static byte[] receive(
      Channel channel, Link link, int[] actions, List<Double> ends, Run run) {
    int[] blocks = new int[Payload.lengthBlocks(channel.blockBits())];
    int length = -1;
    for (int b = 0; b < blocks.length; b++) {
      double done = 0.05 + 0.9 * link.steps() / Math.max(1, actions.length);
      String stage = "block " + (b + 1);
      blocks[b] = link.receive(actions, () -> run.progress(done, stage));
      ends.add((double) link.steps());
      if (length < 0 && b == blocks.length - 1) {
        length = Payload.length(blocks, channel.blockBits(), channel.key());
        blocks = Arrays.copyOf(blocks, Payload.blocks(length, channel.blockBits()));
      }
    }
    return Payload.message(blocks, length, channel.blockBits(), channel.key());
  }

  /** The message if it is printable text, else "". */
  private static String text(byte[] message) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
      return text.chars().allMatch(c -> c >= ' ' || "\n\t\r".indexOf(c) >= 0) ? text : "";
    } catch (CharacterCodingException _) {
      return "";
    }
  }
}
