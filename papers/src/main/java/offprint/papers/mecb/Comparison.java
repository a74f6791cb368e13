package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.Majorization;
import offprint.method.Run;
import offprint.method.Table;

/** Tables that put a result beside the baselines, computed in the same run. */
final class Comparison {
  private static final int MOST_FOR_EXACT = 10;
  private static final int MOST_FOR_REFINED = 200_000;
  private static final int MOST_FOR_ZERO = 2500;
  private static final int MOST_FOR_SLA = 900;
  private static final int MOST_FOR_INDEPENDENT = 4_000_000;

  private Comparison() {}

  static String label(Enum<?> method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  /** Theorem 2's bound on the gap of the greedy map: h(p_2). */
  static double guaranteeBits(double[] p) {
    if (p.length < 2) {
      return 0;
    }
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    return Entropy.binaryBits(sorted[p.length - 2]);
  }

  /** R - I, 0 where only rounding is left. */
  static double gapBits(double rateBits, double informationBits) {
    double gap = rateBits - informationBits;
    return Math.abs(gap) < 1e-12 ? 0 : gap;
  }

  /** The encoder of this run, then every compressor that takes the table, identity, one block. */
  static Table encoders(
      double[] p, double rateBits, Encoder own, String ownLabel, Unit unit, Run run) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "this run: " + ownLabel,
            own.joint().columns(),
            unit.of(own.entropyBits()),
            unit.of(own.informationBits()),
            unit.of(gapBits(rateBits, own.informationBits()))));
    for (Compressor method : Compressor.values()) {
      run.progress(0.7, "baseline " + label(method));
      int most =
          switch (method) {
            case EXACT -> MOST_FOR_EXACT;
            case REFINED -> MOST_FOR_REFINED;
            default -> Integer.MAX_VALUE;
          };
      if (p.length <= most) {
        rows.add(row(label(method), method.compress(p, rateBits), rateBits, unit));
      }
    }
    rows.add(row("one code", Code.constant(p), rateBits, unit));
    rows.add(row("identity", Code.identity(p), rateBits, unit));
    return new Table(
        "Encoders at R = %.6g %s".formatted(unit.of(rateBits), unit.plural()),
        List.of(
            "encoder",
            "codes",
            "H(T) (%s)".formatted(unit.plural()),
            "I(X;T) (%s)".formatted(unit.plural()),
            "R - I (%s)".formatted(unit.plural())),
        rows);
  }

  private static List<Object> row(String name, Code code, double rateBits, Unit unit) {
    double h = code.entropyBits();
    boolean over = h > Compressor.limit(rateBits);
    return List.of(
        over ? name + " (beyond the rate)" : name,
        code.blocks(),
        unit.of(h),
        unit.of(h),
        over ? Double.NaN : unit.of(gapBits(rateBits, h)));
  }

  /** The coupling of this run, every coupler that is quick on the table, independence, bounds. */
  static Table couplings(
      double[] p, double[] q, Coupling own, String ownLabel, Unit unit, Run run) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("this run: " + ownLabel, own, unit));
    long cells = (long) p.length * q.length;
    for (Coupler method : Coupler.values()) {
      run.progress(0.6, "baseline " + label(method));
      boolean quick =
          switch (method) {
            case MAX, EXACT -> true;
            case ZERO -> Math.max(p.length, q.length) <= MOST_FOR_ZERO;
            case SLA -> cells <= MOST_FOR_SLA;
          };
      if (quick && method.takes(p.length, q.length)) {
        Coupling c = method.couple(p, q, run.random(), _ -> run.progress(0.6, "baselines"));
        rows.add(row(label(method), c, unit));
      }
    }
    double independent = Entropy.bits(p) + Entropy.bits(q);
    if (cells <= MOST_FOR_INDEPENDENT) {
      rows.add(List.of("independent", cells, unit.of(independent), 0.0));
    } else {
      rows.add(List.of("independent", Double.NaN, unit.of(independent), 0.0));
    }
    double meet = Entropy.bits(Majorization.meet(p, q));
    rows.add(
        List.of(
            "no coupling is below (meet)", Double.NaN, unit.of(meet), unit.of(independent - meet)));
    return new Table(
        "Couplings",
        List.of(
            "coupling",
            "cells",
            "H(X,Y) (%s)".formatted(unit.plural()),
            "I(X;Y) (%s)".formatted(unit.plural())),
        rows);
  }

  private static List<Object> row(String name, Coupling c, Unit unit) {
    return List.of(name, c.size(), unit.of(c.entropyBits()), unit.of(c.mutualInformationBits()));
  }
}
