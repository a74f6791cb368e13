package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.lattice.StrippedPartition;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Which single column determines which other, exactly or nearly. */
final class Inclusions {
  private static final int MOST_ARROWS = 60;

  /**
   * Column {@code from} and what it leaves unknown of column {@code to}.
   *
   * @param alone error of the best guess of {@code to} without any column
   */
  private record Arrow(int from, int to, Residual residual, double alone) {}

  private final CodedTable coded;
  private final StateLaw law;
  private final JointEntropies pairs;
  private final double near;
  private final InformationUnit unit;
  private final Run run;

  Inclusions(
      CodedTable coded,
      StateLaw law,
      JointEntropies pairs,
      double near,
      InformationUnit unit,
      Run run) {
    this.coded = coded;
    this.law = law;
    this.pairs = pairs;
    this.near = near;
    this.unit = unit;
    this.run = run;
  }

  List<Report.Block> blocks(Map<String, Double> metrics) {
    List<Arrow> arrows = arrows();
    List<Arrow> exact = arrows.stream().filter(a -> a.residual.exact()).toList();
    List<Arrow> nearly =
        arrows.stream()
            .filter(a -> !a.residual.exact() && a.residual.errorMass() <= near)
            .filter(a -> a.residual.errorMass() <= a.alone / 2)
            .sorted(
                Comparator.comparingDouble(
                    (Arrow a) -> a.residual.errorMass() / Math.max(1e-300, a.alone)))
            .toList();
    metrics.put("exact_inclusions", (double) exact.size());
    metrics.put("near_inclusions", (double) nearly.size());
    List<Report.Block> blocks = new ArrayList<>();
    if (exact.isEmpty()) {
      blocks.add(Note.text("No column determines another one exactly."));
    } else {
      blocks.add(table("Determines exactly: %d pairs".formatted(exact.size()), exact));
    }
    if (nearly.isEmpty()) {
      blocks.add(Note.text("No column determines another one nearly."));
    } else {
      blocks.add(
          table(
              "Determines nearly, error at most %s and half of that without it: %d pairs"
                  .formatted(near, nearly.size()),
              nearly));
    }
    return blocks;
  }

  private List<Arrow> arrows() {
    List<Partition> parts = coded.partitions();
    PartitionProduct product = new PartitionProduct(law.states());
    StrippedPartition nothing = StrippedPartition.constant(law.states());
    List<StrippedPartition> stripped = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (Partition part : parts) {
      stripped.add(product.of(nothing, part));
      alone.add(product.residual(nothing, part, law).errorMass());
    }
    List<Arrow> arrows = new ArrayList<>();
    for (int from = 0; from < parts.size(); from++) {
      for (int to = 0; to < parts.size(); to++) {
        run.progress(0.6 + 0.2 * from / parts.size(), "inclusions");
        if (from != to && parts.get(to).blocks() > 1) {
          Residual residual = product.residual(stripped.get(from), parts.get(to), law);
          arrows.add(new Arrow(from, to, residual, alone.get(to)));
        }
      }
    }
    return arrows;
  }

  private Table table(String title, List<Arrow> arrows) {
    List<List<Object>> rows = new ArrayList<>();
    for (Arrow arrow : arrows.subList(0, Math.min(MOST_ARROWS, arrows.size()))) {
      Partition from = coded.columns().get(arrow.from).partition();
      boolean both = from.determines(coded.columns().get(arrow.to).partition());
      both &= coded.columns().get(arrow.to).partition().determines(from);
      rows.add(
          List.of(
              coded.columns().get(arrow.from).name(),
              both ? "⇄" : "→",
              coded.columns().get(arrow.to).name(),
              unit.of(pairs.single(arrow.to)),
              unit.of(arrow.residual.residualBits()),
              arrow.residual.errorMass(),
              arrow.alone,
              law.states() - from.blocks()));
    }
    String shown = arrows.size() > MOST_ARROWS ? ", the first %d".formatted(MOST_ARROWS) : "";
    return new Table(
        title + shown,
        List.of(
            "column",
            "",
            "determined",
            "H (%s)".formatted(unit.plural()),
            "unknown (%s)".formatted(unit.plural()),
            "error of best guess",
            "error without it",
            "support (rows)"),
        rows);
  }
}
