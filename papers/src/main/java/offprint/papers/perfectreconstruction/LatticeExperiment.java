package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.lattice.ComplementaryInformation;
import offprint.kernels.lattice.PairInformation;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;

/** The metrics and the lattice on random triples of partitions: claims C1 and C2. */
final class LatticeExperiment {
  private final int triples;
  private final RandomLattice random;
  private double triangle;
  private double alignment;
  private double gap;
  private int complementFailures;
  private double complementExcess = Double.NEGATIVE_INFINITY;
  private int meetNotExtreme;

  LatticeExperiment(int triples, RandomLattice random) {
    this.triples = triples;
    this.random = random;
  }

  void run(Findings out) {
    for (int t = 0; t < triples; t++) {
      if ((t & 0xFF) == 0) {
        out.run().progress(0.2 * t / triples, "triple %d of %d".formatted(t, triples));
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
    out.metric("triangle_violation", triangle)
        .metric("alignment_error", alignment)
        .metric("gap_error", gap)
        .metric("complement_failures", complementFailures)
        .metric("complement_excess_bits", complementExcess)
        .metric("meet_failures", meetNotExtreme);
    out.table(
        "Lattice and metrics on %d random triples of partitions".formatted(triples),
        Frame.of("property", "worst case", "should be")
            .row("triangle inequality, Shannon and Rajski: excess", triangle, "0")
            .row("join on the segment AB, both metrics: error", alignment, "0")
            .row("D(A,meet) + D(meet,B) - D(A,B) = 2 [I - H(meet)]: error", gap, "0")
            .row("meet not below A and B, or beaten by a random one", meetNotExtreme, "0")
            .row("complement: join is not X, or meet not constant", complementFailures, "0")
            .row("H of complement by rank less H of another", complementExcess, "at most 0"));
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
