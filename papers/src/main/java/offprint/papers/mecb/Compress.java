package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.DescendingOrder;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/**
 * Entropy-bounded information maximisation: max I(X; T) over encoders with H(T) at most R bits. The
 * code book says which code a symbol gets; {@link Encode} applies it.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Compress implements Method<Compress.Params> {
  private static final int MOST_ROWS = 20;
  private static final int MOST_NAMES = 8;

  public record Params(
      @Param(label = "Variable", help = "What is coded") Variable variable,
      @Param(label = "Code", help = "What the code may carry") CodeLimits limits,
      @Param(
              label = "Unit of entropies",
              help = "Unit of reported entropies",
              value = "bit",
              advanced = true)
          InformationUnit unit) {}

  @Override
  public Card card() {
    return new Card(
        "compress",
        "Recode a categorical column so that the code has at most R bits of entropy and keeps as"
            + " much information as possible; writes a code book.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("filled", "rate=0.5", "stochastic=true"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Symbols symbols = params.variable.read(out);
    double[] p = symbols.p();
    run.progress(0.2, "compressing");
    Encoder encoder = params.limits.encoder(p);
    double source = Entropy.bits(p);
    codebook(symbols, encoder.joint(), out);
    encoders(params, p, encoder, out);
    out.text(
        "The greedy map misses the best map by at most h(p_2) = %s bits (theorem 2)."
            .formatted(Wording.number(GreedyCompression.guaranteeBits(p))));
    out.metric("source_entropy_bits", source)
        .metric("code_entropy_bits", encoder.entropyBits())
        .metric("information_bits", encoder.informationBits())
        .metric("gap_bits", gapBits(Math.min(params.limits.rate(), source), encoder))
        .metric("codes", encoder.joint().columns());
    return out.answer(answer(params, p, encoder));
  }

  /** R - I, 0 where only rounding is left. */
  private static double gapBits(double rateBits, Encoder encoder) {
    double gap = rateBits - encoder.informationBits();
    return Math.abs(gap) < 1e-12 ? 0 : gap;
  }

  private static String answer(Params params, double[] p, Encoder encoder) {
    DoubleFunction<String> in = bits -> Wording.number(params.unit.of(bits));
    String unit = params.unit.plural();
    int codes = encoder.joint().columns();
    if (codes == p.length) {
      return "Every symbol keeps a code of its own: the rate of %s %s has room for all %s; lower it."
          .formatted(in.apply(params.limits.rate()), unit, in.apply(Entropy.bits(p)));
    }
    if (codes == 1) {
      return "Nothing but one code fits a rate of %s %s: it keeps nothing. Raise the rate."
          .formatted(in.apply(params.limits.rate()), unit);
    }
    double gap = gapBits(params.limits.rate(), encoder);
    return "The code keeps %s of %s %s in %s for %s: %s. Equal bins keep %s."
        .formatted(
            in.apply(encoder.informationBits()),
            in.apply(Entropy.bits(p)),
            unit,
            Wording.count(codes, "code"),
            Wording.count(p.length, "symbol"),
            gap < 5e-4 * params.limits.rate()
                ? "all that the rate allows"
                : in.apply(gap) + " below the rate",
            in.apply(Compressor.UNIFORM.compress(p, params.limits.rate()).entropyBits()));
  }

  private static void codebook(Symbols symbols, Coupling joint, Findings out) throws IOException {
    double[] mass = joint.columnMargin();
    List<List<String>> members = new ArrayList<>();
    Arrays.stream(mass).forEach(_ -> members.add(new ArrayList<>()));
    String[] header = {"symbol", "weight", "code", "probability"};
    try (TableWriter file = new TableWriter(out.run().create("codebook.csv"), header)) {
      for (int c = 0; c < joint.size(); c++) {
        int x = joint.row(c);
        int t = joint.column(c);
        file.row(symbols.name(x), symbols.weight()[x], "t" + t, joint.mass(c) / symbols.p()[x]);
        members.get(t).add(symbols.label(x));
      }
    }
    Frame codes = Frame.of("code", "probability", "symbols", "which");
    for (int t : DescendingOrder.of(mass)) {
      String which = Wording.list(members.get(t), MOST_NAMES);
      codes.row("t" + t, mass[t], members.get(t).size(), which);
    }
    out.csv("codes.csv", codes);
    String cut = codes.rows() > MOST_ROWS ? ", %d heaviest codes".formatted(MOST_ROWS) : "";
    out.table("Code book" + cut, codes.first(MOST_ROWS));
  }

  /**
   * Compares this code with every applicable method, with a single code, and with one code a
   * symbol.
   */
  private static void encoders(Params params, double[] p, Encoder own, Findings out) {
    Map<String, Encoder> encoders = new LinkedHashMap<>();
    String label = params.limits.method().label() + (params.limits.stochastic() ? ", filled" : "");
    encoders.put("this code: " + label, own);
    for (Compressor method : Compressor.values()) {
      out.run().progress(0.7, "baseline " + method.label());
      if (method.isQuick(p.length)) {
        encoders.put(method.label(), Encoder.of(method.compress(p, params.limits.rate())));
      }
    }
    encoders.put("one code", Encoder.of(Code.constant(p)));
    encoders.put("a code a symbol", Encoder.of(Code.identity(p)));
    InformationUnit unit = params.unit;
    Frame rows =
        Frame.of("encoder", "codes", unit.label("H(T)"), unit.label("I(X;T)"), unit.label("R - I"));
    encoders.forEach(
        (name, encoder) -> {
          boolean over = encoder.entropyBits() > Compressor.limit(params.limits.rate());
          rows.row(
              over ? name + " (beyond the rate)" : name,
              encoder.joint().columns(),
              unit.of(encoder.entropyBits()),
              unit.of(encoder.informationBits()),
              over ? Double.NaN : unit.of(gapBits(params.limits.rate(), encoder)));
        });
    String title = "Encoders at R = %s bits".formatted(Wording.number(params.limits.rate()));
    String kept = unit.label("I(X;T)");
    out.chart(Plot.bars(title, "encoder", rows.texts("encoder"), kept, rows.numbers(kept)))
        .table(title, rows);
  }
}
