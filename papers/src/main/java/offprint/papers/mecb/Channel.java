package offprint.papers.mecb;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Inputs;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.kernels.text.CharacterModel;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Run;
import offprint.method.Source;

/** Settings that {@link Send} and {@link Receive} must share: the cover, the link and the key. */
record Channel(
    @Param(
            label = "Cover",
            help = "What the message hides in: generated text, or walks on a grid",
            value = "text")
        Medium cover,
    @Param(
            label = "Text to imitate",
            help = "Text whose characters the generated text imitates",
            value = "example:moby-dick",
            accepts = Kind.TEXT)
        Source model,
    @Param(label = "Context", help = "Characters of context of the text model", value = "4")
        @Min(1)
        @Max(8)
        int order,
    @Param(label = "Walks", help = "Where the walks go, for cover grid") World world,
    @Param(
            label = "Temperature",
            help = "Temperature of the walks",
            symbol = "β",
            value = "0.01831563888873418")
        @DecimalMin("1e-4")
        @DecimalMax("10")
        double beta,
    @Param(
            label = "Rate limit",
            help = "Largest entropy of the link, each action",
            symbol = "R",
            unit = "bits",
            value = "2")
        @DecimalMin("0.01")
        @DecimalMax("16")
        double rate,
    @Param(
            label = "Compressor",
            help = "How the belief is compressed each action",
            value = "greedy")
        Compressor method,
    @Param(label = "Block size", help = "Bits sent at a time", unit = "bits", value = "12")
        @Min(1)
        @Max(16)
        int blockBits,
    @Param(
            label = "Shared key",
            help = "Shared word; makes message bits look uniform",
            value = "white whale")
        @Size(max = 1_000)
        String key) {

  /** The cover that hides a message. */
  enum Medium {
    TEXT,
    GRID
  }

  Channel {
    boolean bins = method == Compressor.UNIFORM || method == Compressor.LPT;
    if (bins && rate < 1) {
      throw new IllegalArgumentException(
          "rate must be at least 1 for method %s, which has floor(2^rate) bins: got %s"
              .formatted(method.label(), rate));
    }
    method.requireMessages(1 << blockBits);
  }

  Link link(Cover behaviour) {
    return new Link(behaviour, method, rate, blockBits);
  }

  Cover open(Inputs in, Run run) throws IOException {
    run.progress(0.02, "the law of the cover");
    if (cover == Medium.TEXT) {
      return in.text(
          "model",
          model,
          text -> new TextCover(CharacterModel.of(CharacterModel.fold(text), order)));
    }
    GridWorld grid = world.read(in);
    SoftValueIteration control =
        SoftValueIteration.solve(
            grid.mdp(), beta, world.gamma(), sweep -> run.progress(0.02, "policy, sweep " + sweep));
    return new GridCover(grid, control, run.random());
  }

  /** These settings for the carrier's first line, without the key. */
  Map<String, String> header(Inputs in) throws IOException {
    Map<String, String> header = new LinkedHashMap<>();
    boolean text = cover == Medium.TEXT;
    String source = text ? "model" : "grid";
    byte[] data = in.read(source, text ? model : world.grid(), InputStream::readAllBytes);
    header.put("cover", cover.name().toLowerCase(Locale.ROOT));
    header.put(source, HexFormat.of().formatHex(Payload.sha256().digest(data), 0, 8));
    header.put("rate", Double.toString(rate));
    header.put("method", method.label());
    header.put("blockBits", Integer.toString(blockBits));
    if (text) {
      header.put("order", Integer.toString(order));
    } else {
      header.put("beta", Double.toString(beta));
      header.put("gamma", Double.toString(world.gamma()));
      header.put("slip", Double.toString(world.slip()));
    }
    return header;
  }
}
