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
import offprint.method.Claim;
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
      @Param(help = "Table with two categorical columns") Source data,
      @Param(help = "Column of X; empty: the first") String columnX,
      @Param(help = "Column of Y; empty: the second") String columnY,
      @Param(help = "Weights of X; if given, its column is not read", symbol = "p_X")
          @Size(max = 100_000)
          List<Double> weightsX,
      @Param(help = "Weights of Y; if given, its column is not read", symbol = "p_Y")
          @Size(max = 100_000)
          List<Double> weightsY,
      @Param(help = "How the coupling is found") Coupler mec,
      @Param(help = "Unit of reported entropies") Unit unit) {}

  @Override
  public Card card() {
    return MecB.card(
        "couple",
        "Join two categorical variables with the least random table that has their laws as"
            + " margins.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>(
            "quick",
            new Params(
                Source.example("moby-dick-words"),
                "early",
                "late",
                List.of(),
                List.of(),
                Coupler.MAX,
                Unit.BIT)),
        new Preset<>(
            "small",
            new Params(
                Source.NONE,
                "",
                "",
                List.of(.5, .3, .2),
                List.of(.4, .35, .25),
                Coupler.EXACT,
                Unit.BIT)));
  }

  @Override
  public List<Claim> claims() {
    return List.of();
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
