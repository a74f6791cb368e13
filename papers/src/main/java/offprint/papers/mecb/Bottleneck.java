package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The complete problem of the paper: X - T - Y with prescribed laws of X and Y and H(T) at most R
 * bits. The encoder is found by {@link Compressor}, the decoder by {@link Coupler}, and p(y|x) =
 * sum_t p(t|x) p(y|t).
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Bottleneck implements Method<Bottleneck.Params> {
  private static final int MOST_CELLS = 4_000_000;

  public record Params(
      @Param(label = "Table", help = "Table with the categorical columns", accepts = Kind.TABLE)
          Source data,
      @Param(label = "Column of X", help = "Column of X; empty: the first", columnOf = "data")
          String columnX,
      @Param(
              label = "Column of Y",
              help = "Column whose law Y must have; empty: the second",
              columnOf = "data")
          String columnY,
      @Param(
              label = "Weights of X",
              help = "Weights of X; if given, its column is not read",
              symbol = "p_X",
              value = "0.35,0.2,0.15,0.12,0.1,0.08")
          @Size(max = 100_000)
          List<Double> weightsX,
      @Param(
              label = "Weights of Y",
              help = "Weights of Y; if given, its column is not read",
              symbol = "p_Y",
              value = "0.4,0.3,0.2,0.1")
          @Size(max = 100_000)
          List<Double> target,
      @Param(label = "Link", help = "What it may carry", value = "rate=2; method=greedy")
          CodeLimits limits,
      @Param(label = "Decoder", help = "How the decoder is found", value = "max") Coupler mec,
      @Param(
              label = "Unit of entropies",
              help = "Unit of reported entropies",
              value = "bit",
              advanced = true)
          InformationUnit unit) {}

  @Override
  public Card card() {
    return new Card(
        "bottleneck",
        "Send X over a link of R bits of entropy so that the output has a prescribed law and tells"
            + " as much as possible about X; writes p(y|x).");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "words",
            "data=example:moby-dick-words",
            "columnX=early",
            "columnY=late",
            "weightsX=",
            "target=",
            "rate=4",
            "method=refined"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Symbols.Reader reader = new Symbols.Reader(params.data, out);
    Symbols x = reader.read("weightsX", params.weightsX, "columnX", params.columnX, 0, "");
    Symbols y = reader.read("target", params.target, "columnY", params.columnY, 1, "");
    double[] p = x.p();
    double[] q = y.p();
    run.progress(0.1, "encoder");
    Encoder encoder = params.limits.encoder(p);
    Chain own = Chain.of("this run", encoder, params.mec, q, run);
    List<Chain> chains = new ArrayList<>(List.of(own));
    for (Compressor method :
        List.of(Compressor.GREEDY, Compressor.REFINED, Compressor.LPT, Compressor.UNIFORM)) {
      run.progress(0.3, "baseline " + method.label());
      chains.add(
          Chain.of(method.label() + " + max", method.compress(p, params.limits.rate()), q, run));
    }
    chains.add(Chain.of("no link (independent)", Code.constant(p), q, run));
    Chain free = Chain.of("no bottleneck + max", Code.identity(p), q, run);
    law(x, y, own, out);
    table(params, Stream.concat(chains.stream(), Stream.of(free)), out);
    out.metric("information_xt_bits", encoder.informationBits())
        .metric("information_ty_bits", own.decoder.mutualInformationBits())
        .metric("information_bits", own.informationBits)
        .metric("bound_bits", own.boundBits(params.limits.rate()))
        .metric("joint_entropy_bits", own.jointEntropyBits());
    Chain best = own;
    for (Chain chain : chains) {
      best = chain.informationBits > best.informationBits + 1e-9 ? chain : best;
    }
    DoubleFunction<String> in = bits -> Wording.number(params.unit.of(bits));
    return out.answer(
        "Y tells %s of the %s %s of X through a link of %s; with no bottleneck it is %s. %s"
            .formatted(
                in.apply(own.informationBits),
                in.apply(Entropy.bits(p)),
                params.unit.plural(),
                in.apply(encoder.entropyBits()),
                in.apply(free.informationBits),
                best.equals(own)
                    ? "No other encoder of the table does better."
                    : "Take %s, which gives %s."
                        .formatted(best.name, in.apply(best.informationBits))));
  }

  /** X - T - Y, with the exact I(X; Y). */
  private record Chain(String name, Encoder encoder, Coupling decoder, double informationBits) {
    static Chain of(String name, Encoder encoder, Coupler mec, double[] target, Run run) {
      run.progress(0.3, "decoder");
      double[] link = encoder.joint().columnMargin();
      Coupling decoder =
          mec.couple(
              link, target, run.random(), step -> run.progress(0.3, "decoder, step " + step));
      Coupling classes = encoder.classes().compose(decoder, Integer.MAX_VALUE);
      return new Chain(name, encoder, decoder, classes.mutualInformationBits());
    }

    static Chain of(String name, Code code, double[] target, Run run) {
      return of(name, Encoder.of(code), Coupler.MAX, target, run);
    }

    double jointEntropyBits() {
      return Entropy.bits(encoder.joint().rowMargin())
          + Entropy.bits(decoder.columnMargin())
          - informationBits;
    }

    /** Lemma 1: I(X;Y) >= I(X;T) + I(T;Y) - max(R, H(T)), and never below 0. */
    double boundBits(double rateBits) {
      double split = encoder.informationBits() + decoder.mutualInformationBits();
      return Math.max(0, split - Math.max(rateBits, encoder.entropyBits()));
    }
  }

  /** The tables p(t|x), p(y|t) and, where it is not too large, p(y|x). */
  private static void law(Symbols x, Symbols y, Chain own, Findings out) throws IOException {
    Coupling encoder = own.encoder.joint();
    new JointLaw(encoder, "x", x::name, "code", t -> "t" + t).write(out, "encoder.csv");
    new JointLaw(own.decoder, "code", t -> "t" + t, "y", y::name).write(out, "decoder.csv");
    long cells = encoder.composedCells(own.decoder);
    if (cells > MOST_CELLS) {
      out.assumed(
          "p(y|x) has %d cells; conditional.csv is left out: it is encoder.csv times decoder.csv."
              .formatted(cells));
      return;
    }
    Coupling joint = encoder.compose(own.decoder, MOST_CELLS);
    JointLaw law = new JointLaw(joint, "x", x::name, "y", y::name);
    law.write(out, "conditional.csv");
    out.table("The most probable pairs", law.heaviest());
    out.chart(law.heatMap("Joint law of X and Y"));
  }

  private static void table(Params params, Stream<Chain> chains, Findings out) {
    InformationUnit unit = params.unit;
    List<String> columns = new ArrayList<>(List.of("encoder + decoder"));
    Stream.of("H(T)", "I(X;T)", "I(T;Y)", "I(X;Y)", "bound", "H(X,Y)")
        .forEach(quantity -> columns.add(unit.label(quantity)));
    Frame rows = Frame.of(columns.toArray(String[]::new));
    chains.forEach(
        chain ->
            rows.row(
                chain.name,
                unit.of(chain.encoder.entropyBits()),
                unit.of(chain.encoder.informationBits()),
                unit.of(chain.decoder.mutualInformationBits()),
                unit.of(chain.informationBits),
                unit.of(chain.boundBits(params.limits.rate())),
                unit.of(chain.jointEntropyBits())));
    String passed = unit.label("I(X;Y)");
    List<String> names = rows.texts("encoder + decoder");
    out.chart(Plot.bars("Encoder and decoder", "chain", names, passed, rows.numbers(passed)))
        .table("Encoder and decoder", rows);
    out.text(
        "I(X;Y) is exact, from the composed tables. The bound I(X;T) + I(T;Y) - R is what the split"
            + " guarantees (lemma 1); how far the split is from a joint optimum is unknown.");
  }
}
