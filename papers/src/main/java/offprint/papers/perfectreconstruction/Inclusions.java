package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.lattice.StrippedPartition;
import offprint.method.Run;

/** Pairs of columns of which one determines the other, exactly or nearly. */
record Inclusions(CodedTable coded, List<Arrow> arrows) {
  private static final int MOST_ARROWS = 60;

  /**
   * Column {@code from} and what it leaves unknown of column {@code to}.
   *
   * @param alone error of the best guess of {@code to} without any column
   */
  private record Arrow(int from, int to, Residual residual, double alone) {
    /** Error of the best guess as a share of the one without the column. */
    double errorLeft() {
      return residual.errorMass() / Math.max(1e-300, alone);
    }
  }

  static Inclusions of(CodedTable coded, StateLaw law, Run run) {
    List<Partition> parts = coded.partitions();
    PartitionProduct product = new PartitionProduct(law.states());
    StrippedPartition nothing = StrippedPartition.constant(law.states());
    double[] alone =
        parts.stream()
            .mapToDouble(part -> product.residual(nothing, part, law).errorMass())
            .toArray();
    List<Arrow> arrows = new ArrayList<>();
    for (int from = 0; from < parts.size(); from++) {
      StrippedPartition column = product.of(nothing, parts.get(from));
      for (int to = 0; to < parts.size(); to++) {
        run.progress(0.6 + 0.2 * from / parts.size(), "inclusions");
        if (from != to && parts.get(to).blocks() > 1) {
          Residual residual = product.residual(column, parts.get(to), law);
          arrows.add(new Arrow(from, to, residual, alone[to]));
        }
      }
    }
    return new Inclusions(coded, arrows);
  }

  /** Reports the pairs in which one column determines the other; returns their number. */
  int tellExact(JointEntropies pairs, InformationUnit unit, Findings out) {
    List<Arrow> exact = arrows.stream().filter(a -> a.residual.exact()).toList();
    out.metric("exact_inclusions", exact.size());
    tell("exactly", "", exact, pairs, unit, out);
    return exact.size();
  }

  /** As {@link #tellExact}, with an error of at most {@code near}. */
  int tellNear(double near, JointEntropies pairs, InformationUnit unit, Findings out) {
    List<Arrow> nearly =
        arrows.stream()
            .filter(a -> !a.residual.exact() && a.residual.errorMass() <= near)
            .filter(a -> a.residual.errorMass() <= a.alone / 2)
            .sorted(Comparator.comparingDouble(Arrow::errorLeft))
            .toList();
    out.metric("near_inclusions", nearly.size());
    String rule = ", error at most %s and half of that without it".formatted(near);
    tell("nearly", rule, nearly, pairs, unit, out);
    return nearly.size();
  }

  private void tell(
      String how,
      String rule,
      List<Arrow> found,
      JointEntropies pairs,
      InformationUnit unit,
      Findings out) {
    if (found.isEmpty()) {
      out.text("No column determines another one %s.".formatted(how));
      return;
    }
    Frame rows =
        Frame.of(
            "column",
            "",
            "determined",
            unit.label("H"),
            unit.label("unknown"),
            "error of best guess",
            "error without it",
            "support (rows)");
    for (Arrow arrow : found.subList(0, Math.min(MOST_ARROWS, found.size()))) {
      Column from = coded.columns().get(arrow.from);
      Column to = coded.columns().get(arrow.to);
      boolean both = arrow.residual.exact() && to.partition().determines(from.partition());
      rows.row(
          from.name(),
          both ? "⇄" : "→",
          to.name(),
          unit.of(pairs.single(arrow.to)),
          unit.of(arrow.residual.residualBits()),
          arrow.residual.errorMass(),
          arrow.alone,
          coded.rows() - from.partition().blocks());
    }
    String shown = found.size() > MOST_ARROWS ? ", the first %d".formatted(MOST_ARROWS) : "";
    out.table("Determines %s%s: %d pairs%s".formatted(how, rule, found.size(), shown), rows);
  }
}
