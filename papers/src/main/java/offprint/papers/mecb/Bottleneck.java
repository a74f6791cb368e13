package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.table.TableWriter;
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
import org.jspecify.annotations.Nullable;

/**
 * The whole of the paper: X - T - Y with prescribed laws of X and Y and H(T) at most R bits. The
 * encoder is found by {@link Compressor}, the decoder by {@link Coupler}, and p(y|x) = sum_t p(t|x)
 * p(y|t).
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Bottleneck implements Method<Bottleneck.Params> {
  private static final int MOST_CELLS = 4_000_000;
  private static final int CHART_POINTS = 25;
  private static final int MOST_FOR_CHART = 5_000;

  public record Params(
      @Param(help = "Table with the categorical columns", accepts = Kind.TABLE) Source data,
      @Param(help = "Column of X; empty: the first", label = "Column of X", columnOf = "data")
          String columnX,
      @Param(
              help = "Column whose law Y must have; empty: the second",
              label = "Column of Y",
              columnOf = "data")
          String columnY,
      @Param(
              help = "Weights of X; if given, its column is not read",
              symbol = "p_X",
              value = "0.35,0.2,0.15,0.12,0.1,0.08")
          @Size(max = 100_000)
          List<Double> weightsX,
      @Param(
              help = "Weights of Y; if given, its column is not read",
              symbol = "p_Y",
              value = "0.4,0.3,0.2,0.1")
          @Size(max = 100_000)
          List<Double> target,
      @Param(help = "Largest entropy of the link", symbol = "R", unit = "bits", value = "2")
          @DecimalMin("0")
          @DecimalMax("24")
          double rate,
      @Param(help = "How the encoder is found", value = "greedy") Compressor method,
      @Param(
              help = "Split one symbol over two codes so that the rate is used up (theorem 3)",
              value = "false")
          boolean stochastic,
      @Param(help = "Most codes; 0: any number", value = "0") @Min(0) @Max(1_000_000) int maxCodes,
      @Param(help = "How the decoder is found", value = "max") Coupler mec,
      @Param(help = "Unit of reported entropies", value = "bit") Unit unit) {
    public Params {
      Rules.maxCodes(maxCodes);
    }
  }

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
    Symbols x =
        Symbols.read(
            run,
            params.data,
            Symbols.Choice.first("columnX", params.columnX),
            "",
            "weightsX",
            params.weightsX);
    Symbols y =
        Symbols.read(
            run,
            params.data,
            Symbols.Choice.second("columnY", params.columnY),
            "",
            "target",
            params.target);
    run.progress(0.1, "encoder");
    Encoder encoder =
        Encoder.find(x.p(), params.rate, params.method, params.stochastic, params.maxCodes);
    Chain own = chain(encoder, params.mec, y.p(), run);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(curve(params, x.p(), y.p(), own, run));
    long cells = encoder.joint().composedCells(own.decoder);
    Coupling joint = cells > MOST_CELLS ? null : encoder.joint().compose(own.decoder, MOST_CELLS);
    if (joint != null) {
      blocks.add(HeatMap.of("Joint law of X and Y", joint, "X", x::label, "Y", y::label));
    }
    blocks.add(baselines(params, x.p(), y.p(), own, run));
    blocks.addAll(x.notes());
    blocks.addAll(y.notes());
    if (joint == null) {
      blocks.add(
          Note.notice(
              "p(y|x) has %d cells; conditional.csv is left out: it is encoder.csv times decoder.csv."
                  .formatted(cells)));
    }
    blocks.add(
        Note.text(
            "I(X;Y) is exact, from the composed tables. The paper's bound I(X;T) + I(T;Y) - R is"
                + " what the split guarantees; how far the split is from a joint optimum is"
                + " unknown."));
    write(x, y, own, joint, run);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("information_xt_bits", encoder.informationBits());
    metrics.put("information_ty_bits", own.decoder.mutualInformationBits());
    metrics.put("information_bits", own.informationBits());
    metrics.put("bound_bits", own.boundBits(params.rate));
    metrics.put("joint_entropy_bits", own.jointEntropyBits());
    return new Report(blocks, metrics);
  }

  /** X - T - Y, with the exact I(X; Y). */
  private record Chain(Encoder encoder, Coupling decoder, double informationBits) {
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

  private static Chain chain(Encoder encoder, Coupler mec, double[] target, Run run) {
    run.progress(0.3, "decoder");
    double[] link = encoder.joint().columnMargin();
    Coupling decoder =
        mec.couple(link, target, run.random(), step -> run.progress(0.3, "decoder, step " + step));
    Coupling classes = encoder.classes().compose(decoder, Integer.MAX_VALUE);
    return new Chain(encoder, decoder, classes.mutualInformationBits());
  }

  private static Chart curve(Params params, double[] p, double[] q, Chain own, Run run) {
    Unit unit = params.unit;
    List<Chart.Series> series = new ArrayList<>();
    if (Math.max(p.length, q.length) <= MOST_FOR_CHART) {
      double top = Entropy.bits(p);
      double[] rates = new double[CHART_POINTS];
      double[] found = new double[CHART_POINTS];
      for (int i = 0; i < CHART_POINTS; i++) {
        run.progress(0.4 + 0.3 * i / CHART_POINTS, "curve");
        double rate = top * i / (CHART_POINTS - 1);
        rates[i] = unit.of(rate);
        Encoder encoder = Encoder.of(Compressor.GREEDY.compress(p, rate));
        found[i] = unit.of(chain(encoder, Coupler.MAX, q, run).informationBits());
      }
      series.add(Chart.Series.line("greedy encoder and decoder", rates, found).thin());
    }
    series.add(
        Chart.Series.points(
            "this run",
            new double[] {unit.of(own.encoder.entropyBits())},
            new double[] {unit.of(own.informationBits())}));
    return new Chart(
        "Information through the bottleneck",
        Chart.Axis.linear("rate R (%s)".formatted(unit.plural())),
        Chart.Axis.linear("I(X;Y) (%s)".formatted(unit.plural())),
        series,
        "Where the link is wide enough, the two laws limit what passes.");
  }

  private static Table baselines(Params params, double[] p, double[] q, Chain own, Run run) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("this run", own, params));
    for (Compressor method :
        List.of(Compressor.GREEDY, Compressor.REFINED, Compressor.LPT, Compressor.UNIFORM)) {
      run.progress(0.8, "baseline " + Comparison.label(method));
      Encoder encoder = Encoder.of(method.compress(p, params.rate));
      rows.add(
          row(Comparison.label(method) + " + max", chain(encoder, Coupler.MAX, q, run), params));
    }
    Encoder one = Encoder.of(Code.constant(p));
    rows.add(row("no link (independent)", chain(one, Coupler.MAX, q, run), params));
    Encoder all = Encoder.of(Code.identity(p));
    rows.add(row("no bottleneck + max", chain(all, Coupler.MAX, q, run), params));
    String in = " (%s)".formatted(params.unit.plural());
    return new Table(
        "Encoder and decoder",
        List.of(
            "encoder + decoder",
            "H(T)" + in,
            "I(X;T)" + in,
            "I(T;Y)" + in,
            "I(X;Y)" + in,
            "bound" + in,
            "H(X,Y)" + in),
        rows);
  }

  private static List<Object> row(String name, Chain chain, Params params) {
    Unit unit = params.unit;
    return List.of(
        name,
        unit.of(chain.encoder.entropyBits()),
        unit.of(chain.encoder.informationBits()),
        unit.of(chain.decoder.mutualInformationBits()),
        unit.of(chain.informationBits()),
        unit.of(chain.boundBits(params.rate)),
        unit.of(chain.jointEntropyBits()));
  }

  private static void write(Symbols x, Symbols y, Chain chain, @Nullable Coupling joint, Run run)
      throws IOException {
    Coupling encoder = chain.encoder.joint();
    try (TableWriter file =
        new TableWriter(run.create("encoder.csv"), "x", "code", "probability_given_x")) {
      for (int c = 0; c < encoder.size(); c++) {
        int i = encoder.row(c);
        file.row(x.name(i), "t" + encoder.column(c), encoder.mass(c) / x.p()[i]);
      }
    }
    double[] link = encoder.columnMargin();
    try (TableWriter file =
        new TableWriter(run.create("decoder.csv"), "code", "y", "probability_given_code")) {
      for (int c = 0; c < chain.decoder.size(); c++) {
        int t = chain.decoder.row(c);
        file.row("t" + t, y.name(chain.decoder.column(c)), chain.decoder.mass(c) / link[t]);
      }
    }
    if (joint == null) {
      return;
    }
    try (TableWriter file =
        new TableWriter(run.create("conditional.csv"), "x", "y", "probability_of_y_given_x")) {
      for (int c = 0; c < joint.size(); c++) {
        int i = joint.row(c);
        file.row(x.name(i), y.name(joint.column(c)), joint.mass(c) / x.p()[i]);
      }
    }
  }
}
