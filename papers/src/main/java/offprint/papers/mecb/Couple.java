package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.Majorization;
import offprint.kernels.table.TableWriter;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Minimum-entropy coupling: the joint law with margins p and q and (nearly) least H(X, Y). */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Couple implements Method<Couple.Params> {
  public record Params(
      @Param(
              help = "Table with two categorical columns",
              value = "example:moby-dick-words",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              help = "Column of X; empty: the first",
              label = "Column of X",
              value = "early",
              columnOf = "data")
          String columnX,
      @Param(
              help = "Column of Y; empty: the second",
              label = "Column of Y",
              value = "late",
              columnOf = "data")
          String columnY,
      @Param(help = "Weights of X; if given, its column is not read", symbol = "p_X")
          @Size(max = 100_000)
          List<Double> weightsX,
      @Param(help = "Weights of Y; if given, its column is not read", symbol = "p_Y")
          @Size(max = 100_000)
          List<Double> weightsY,
      @Param(help = "How the coupling is found", value = "max") Coupler mec,
      @Param(help = "Unit of reported entropies", value = "bit") Unit unit) {}

  @Override
  public Card card() {
    return new Card(
        "couple",
        "Join two categorical variables with the least random table that has their laws as"
            + " margins.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "small",
            "data=",
            "columnX=",
            "columnY=",
            "weightsX=0.5,0.3,0.2",
            "weightsY=0.4,0.35,0.25",
            "mec=exact"));
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
            "weightsY",
            params.weightsY);
    Coupling joint =
        params.mec.couple(
            x.p(), y.p(), run.random(), step -> run.progress(0.2, "coupling, step " + step));
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(HeatMap.of("Coupling", joint, "X", x::label, "Y", y::label));
    blocks.add(
        Comparison.couplings(x.p(), y.p(), joint, Comparison.label(params.mec), params.unit, run));
    blocks.addAll(x.notes());
    blocks.addAll(y.notes());
    double entropy = joint.entropyBits();
    double meet = Entropy.bits(Majorization.meet(x.p(), y.p()));
    blocks.add(
        Note.text(
            "Max-seeking greedy is within log2(e)/e = 0.53 bits of the least joint entropy; this"
                + " coupling is within %.6g bits of a bound that no coupling beats."
                    .formatted(Math.max(0, entropy - meet))));
    write(x, y, joint, run);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("joint_entropy_bits", entropy);
    metrics.put("information_bits", joint.mutualInformationBits());
    metrics.put("meet_bound_bits", meet);
    metrics.put("cells", (double) joint.size());
    return new Report(blocks, metrics);
  }

  private static void write(Symbols x, Symbols y, Coupling joint, Run run) throws IOException {
    try (TableWriter file =
        new TableWriter(
            run.create("coupling.csv"), "x", "y", "probability", "probability_of_y_given_x")) {
      for (int c = 0; c < joint.size(); c++) {
        int i = joint.row(c);
        file.row(x.name(i), y.name(joint.column(c)), joint.mass(c), joint.mass(c) / x.p()[i]);
      }
    }
  }
}
