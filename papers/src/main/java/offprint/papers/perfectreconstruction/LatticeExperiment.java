package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import offprint.kernels.lattice.ComplementaryInformation;
import offprint.kernels.lattice.PairInformation;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.method.Run;
import offprint.method.Table;

/** The metrics and the lattice on random triples of partitions: claims C1 and C2. */
final class LatticeExperiment {
  private final int triples;
  private final RandomLattice random;
  private double triangle;
  private double alignment;
  private double gap;
  private long complementFailures;
  private double complementExcess = Double.NEGATIVE_INFINITY;
  private long meetNotExtreme;

  LatticeExperiment(int triples, RandomLattice random) {
    this.triples = triples;
    this.random = random;
  }

  Table run(Run run, Map<String, Double> metrics) {
    for (int t = 0; t < triples; t++) {
      if ((t & 0xFF) == 0) {
        run.progress(0.2 * t / triples, "triple %d of %d".formatted(t, triples));
      }
      int states = random.between(4, 11);
      StateLaw law = random.law(states);
      Partition a = random.function(states, random.between(1, states));
      Partition b = random.function(states, random.between(1, states));
      Partition c = random.function(states, random.between(1, states));
      triangles(law, a, b, c);
      segment(law, a, b);
      complement(law, a);
    }
    metrics.put("triangle_violation", triangle);
    metrics.put("alignment_error", alignment);
    metrics.put("gap_error", gap);
    metrics.put("complement_failures", (double) complementFailures);
    metrics.put("complement_excess_bits", complementExcess);
    metrics.put("meet_failures", (double) meetNotExtreme);
    return new Table(
        "Lattice and metrics on %d random triples of partitions".formatted(triples),
        List.of("property", "worst case", "should be"),
        List.of(
            List.of("triangle inequality, Shannon and Rajski: excess", triangle, "0"),
            List.of("join on the segment AB, both metrics: error", alignment, "0"),
            List.of("D(A,meet) + D(meet,B) - D(A,B) = 2 [I - H(meet)]: error", gap, "0"),
            List.of(
                "meet not below A and B, or beaten by a random one below both",
                meetNotExtreme,
                "0"),
            List.of("complement: join is not X, or meet is not constant", complementFailures, "0"),
            List.of(
                "H of complement by rank less H of a random one", complementExcess, "at most 0")));
  }

  private void triangles(StateLaw law, Partition a, Partition b, Partition c) {
    for (Partition[] order : new Partition[][] {{a, b, c}, {b, c, a}, {c, a, b}}) {
      PairInformation first = PairInformation.of(order[0], order[1], law);
      PairInformation second = PairInformation.of(order[1], order[2], law);
      PairInformation direct = PairInformation.of(order[0], order[2], law);
      double shannon =
          direct.shannonDistanceBits() - first.shannonDistanceBits() - second.shannonDistanceBits();
      double rajski = direct.rajskiDistance() - first.rajskiDistance() - second.rajskiDistance();
      triangle = Math.max(triangle, Math.max(shannon, rajski));
    }
  }

  private void segment(StateLaw law, Partition a, Partition b) {
    PairInformation ab = PairInformation.of(a, b, law);
    Partition join = a.join(b);
    PairInformation toJoin = PairInformation.of(a, join, law);
    PairInformation fromJoin = PairInformation.of(join, b, law);
    alignment =
        Math.max(
            alignment,
            Math.max(
                Math.abs(
                    toJoin.shannonDistanceBits()
                        + fromJoin.shannonDistanceBits()
                        - ab.shannonDistanceBits()),
                Math.abs(
                    toJoin.rajskiDistance() + fromJoin.rajskiDistance() - ab.rajskiDistance())));
    Partition meet = a.meet(b);
    double detour =
        PairInformation.of(a, meet, law).shannonDistanceBits()
            + PairInformation.of(meet, b, law).shannonDistanceBits()
            - ab.shannonDistanceBits();
    double expected = 2 * (ab.x() + ab.y() - ab.joint() - law.entropyBits(meet));
    gap = Math.max(gap, Math.abs(detour - expected));
    Partition below = random.function(a.blocks(), 2);
    int[] image = new int[a.states()];
    Arrays.setAll(image, s -> below.block(a.block(s)));
    Partition common = Partition.of(image);
    boolean wrong = !a.determines(meet) || !b.determines(meet);
    wrong |= b.determines(common) && !meet.determines(common);
    meetNotExtreme += wrong ? 1 : 0;
  }

  private void complement(StateLaw law, Partition y) {
    Partition x = Partition.identity(y.states());
    Partition z = Partition.of(ComplementaryInformation.ranks(x, y, law));
    boolean right = y.join(z).equals(x) && y.meet(z).blocks() == 1;
    complementFailures += right ? 0 : 1;
    int[] count = new int[y.blocks()];
    int[] label = new int[y.states()];
    int first = random.between(0, y.states() - 1);
    for (int i = 0; i < label.length; i++) {
      int state = (first + i) % label.length;
      label[state] = count[y.block(state)]++;
    }
    double other = law.entropyBits(Partition.of(label));
    complementExcess = Math.max(complementExcess, law.entropyBits(z) - other);
  }
}
