package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Wording;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.information.Majorization;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
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
              label = "Table",
              help = "Table with two categorical columns",
              value = "example:moby-dick-words",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "Column of X",
              help = "Column of X; empty: the first",
              value = "early",
              columnOf = "data")
          String columnX,
      @Param(
              label = "Column of Y",
              help = "Column of Y; empty: the second",
              value = "late",
              columnOf = "data")
          String columnY,
      @Param(
              label = "Weights of X",
              help = "Weights of X; if given, its column is not read",
              symbol = "p_X")
          @Size(max = 100_000)
          List<Double> weightsX,
      @Param(
              label = "Weights of Y",
              help = "Weights of Y; if given, its column is not read",
              symbol = "p_Y")
          @Size(max = 100_000)
          List<Double> weightsY,
      @Param(label = "Coupling", help = "How the coupling is found", value = "max") Coupler mec,
      @Param(
              label = "Unit of entropies",
              help = "Unit of reported entropies",
              value = "bit",
              advanced = true)
          InformationUnit unit) {}

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
    Findings out = new Findings(run);
    Symbols.Reader reader = new Symbols.Reader(params.data, out);
    Symbols x = reader.read("weightsX", params.weightsX, "columnX", params.columnX, 0, "");
    Symbols y = reader.read("weightsY", params.weightsY, "columnY", params.columnY, 1, "");
    Coupling joint =
        params.mec.couple(
            x.p(), y.p(), run.random(), step -> run.progress(0.2, "coupling, step " + step));
    JointLaw law = new JointLaw(joint, "x", x::name, "y", y::name);
    out.table("The most probable pairs", law.heaviest());
    out.chart(law.heatMap("Coupling"));
    couplings(x.p(), y.p(), joint, params, out);
    law.write(out, "coupling.csv");
    double entropy = joint.entropyBits();
    double information = joint.mutualInformationBits();
    double meet = Entropy.bits(Majorization.meet(x.p(), y.p()));
    out.metric("joint_entropy_bits", entropy)
        .metric("information_bits", information)
        .metric("meet_bound_bits", meet)
        .metric("cells", joint.size());
    InformationUnit unit = params.unit;
    return out.answer(
        "The coupling has %s %s of joint entropy, at most %s above the least possible: in it X tells"
                .formatted(
                    Wording.number(unit.of(entropy)),
                    unit.plural(),
                    Wording.number(unit.of(Math.max(0, entropy - meet))))
            + " %s of the %s %s of Y."
                .formatted(
                    Wording.number(unit.of(information)),
                    Wording.number(unit.of(Entropy.bits(y.p()))),
                    unit.plural()));
  }

  /** Compares this coupling with every fast method, independence and the bound. */
  private static void couplings(double[] p, double[] q, Coupling own, Params params, Findings out) {
    InformationUnit unit = params.unit;
    Frame rows = Frame.of("coupling", "cells", unit.label("H(X,Y)"), unit.label("I(X;Y)"));
    row("this run: " + params.mec.label(), own, unit, rows);
    for (Coupler method : Coupler.values()) {
      out.run().progress(0.6, "baseline " + method.label());
      if (method.isQuick(p.length, q.length)) {
        Run run = out.run();
        Coupling c = method.couple(p, q, run.random(), _ -> run.progress(0.6, "baselines"));
        row(method.label(), c, unit, rows);
      }
    }
    double independent = Entropy.bits(p) + Entropy.bits(q);
    double meet = Entropy.bits(Majorization.meet(p, q));
    rows.row("independent", (long) p.length * q.length, unit.of(independent), 0.0)
        .row("bound (meet)", Double.NaN, unit.of(meet), unit.of(independent - meet));
    out.table("Couplings", rows);
    out.text(
        "No coupling has less entropy than the bound; max-seeking greedy has at most log2(e)/e ="
            + " 0.53 bits more than the least.");
  }

  private static void row(String name, Coupling c, InformationUnit unit, Frame rows) {
    double information = unit.of(c.mutualInformationBits());
    rows.row(name, c.size(), unit.of(c.entropyBits()), information);
  }
}
