package offprint.kernels.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.combinatorics.SetPartitions;
import offprint.kernels.information.ChowLiuTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionTest {
  private static final double[] P = {.3, .2, .15, .12, .1, .08, .03, .02};
  private static final StateLaw LAW = StateLaw.of(P);
  private static final Partition Y = Partition.of(new int[] {0, 0, 0, 1, 1, 2, 2, 2});
  private static final Partition Z = Partition.of(new int[] {0, 1, 1, 0, 0, 1, 2, 2});

  @Test
  void entropiesAndDistancesOfTheWorkedLaw() {
    PairInformation pair = PairInformation.of(Y, Z, LAW);
    assertThat(pair.x()).isCloseTo(1.2671849918476819, within(1e-12));
    assertThat(pair.y()).isCloseTo(1.2302372870750866, within(1e-12));
    assertThat(pair.joint()).isCloseTo(2.0393685943168576, within(1e-12));
    assertThat(pair.shannonDistanceBits()).isCloseTo(1.581314909710947, within(1e-12));
    assertThat(pair.rajskiDistance()).isCloseTo(0.7753943618223913, within(1e-12));
    assertThat(pair.dependence()).isCloseTo(0.6314773025644282, within(1e-12));
    assertThat(pair.mutualInformationBits()).isCloseTo(0.4580536846059111, within(1e-12));
    assertThat(Y.meet(Z)).isEqualTo(Partition.constant(8));
  }

  @Test
  void complementByRankHasTheLeastEntropyOfAll() {
    Partition x = Partition.identity(8);
    int[] rank = ComplementaryInformation.ranks(x, Y, LAW);
    assertThat(rank).containsExactly(0, 1, 2, 0, 1, 0, 1, 2);
    Partition z = Partition.of(rank);
    assertThat(LAW.entropyBits(x)).isCloseTo(2.6514326181765093, within(1e-12));
    assertThat(LAW.entropyBits(z)).isCloseTo(1.4624093524865152, within(1e-12));
    double[] least = {Double.MAX_VALUE};
    SetPartitions.forEach(
        8,
        (block, count) -> {
          int[] label = new int[8];
          for (int b = 0; b < count; b++) {
            for (int s = 0; s < 8; s++) {
              label[s] = (block[b] >> s & 1) == 1 ? b : label[s];
            }
          }
          Partition other = Partition.of(label);
          if (Y.join(other).equals(x) && Y.meet(other).blocks() == 1) {
            least[0] = Math.min(least[0], LAW.entropyBits(other));
          }
        });
    assertThat(LAW.entropyBits(z)).isCloseTo(least[0], within(1e-12));
    assertThat(
            new PairInformation(LAW.entropyBits(x), LAW.entropyBits(Y), LAW.entropyBits(x))
                .conditionalBits())
        .isCloseTo(1.3842476263288275, within(1e-12));
  }

  @Test
  void complementNeedsAFunctionOfX() {
    assertThatThrownBy(() -> ComplementaryInformation.ranks(Y, Z, LAW))
        .hasMessage("y must be a function of x");
  }

  @Test
  void halvesAndRemaindersShareOneBit() {
    Partition a = Partition.of(new int[] {0, 0, 1, 1, 2, 2, 3, 3});
    Partition b = Partition.of(new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    StateLaw uniform = StateLaw.uniform(8);
    PairInformation pair = PairInformation.of(a, b, uniform);
    assertThat(pair.shannonDistanceBits()).isCloseTo(2, within(1e-12));
    assertThat(pair.rajskiDistance()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(a.meet(b)).isEqualTo(Partition.of(new int[] {0, 0, 1, 1, 0, 0, 1, 1}));
    assertThat(uniform.entropyBits(a.meet(b))).isCloseTo(1, within(1e-12));
  }

  @Test
  void latticeIsNotDistributive() {
    Partition x = Partition.of(new int[] {0, 0, 1, 1});
    Partition y = Partition.of(new int[] {0, 1, 0, 1});
    Partition z = Partition.of(new int[] {0, 1, 1, 0});
    assertThat(x.join(y).meet(z)).isEqualTo(z);
    assertThat(x.meet(z).join(y.meet(z))).isEqualTo(Partition.constant(4));
  }

  @Test
  void constantsAreAtRajskiDistanceZero() {
    Partition constant = Partition.constant(5);
    assertThat(PairInformation.of(constant, constant, StateLaw.uniform(5)).rajskiDistance())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void latticeLawsHold(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int n = random.nextInt(1, 40);
      Partition x = random(n, random);
      Partition y = random(n, random);
      assertThat(x.join(y)).as("seed " + seed).isEqualTo(y.join(x));
      assertThat(x.meet(y)).isEqualTo(y.meet(x));
      assertThat(x.join(x.meet(y))).isEqualTo(x);
      assertThat(x.meet(x.join(y))).isEqualTo(x);
      assertThat(x.join(y).determines(x)).isTrue();
      assertThat(x.determines(x.meet(y))).isTrue();
      assertThat(x.determines(y)).isEqualTo(x.join(y).equals(x));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void strippedProductsAgreeWithJoins(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      int n = random.nextInt(1, 60);
      Partition x = random(n, random);
      Partition y = random(n, random);
      Partition target = random(n, random);
      boolean even = random.nextBoolean();
      double[] p = new double[n];
      Arrays.setAll(p, s -> 0.1 + random.nextDouble());
      double sum = Arrays.stream(p).sum();
      StateLaw law =
          even ? StateLaw.uniform(n) : StateLaw.of(Arrays.stream(p).map(m -> m / sum).toArray());
      PartitionProduct product = new PartitionProduct(n);
      StrippedPartition joined = product.of(StrippedPartition.of(x), y);
      Partition join = x.join(y);
      assertThat(joined.blocks()).as("seed " + seed).isEqualTo(join.blocks());
      assertThat(joined.entropyBits(law)).isCloseTo(law.entropyBits(join), within(1e-12));
      PartitionProduct.Residual residual = product.residual(joined, target, law);
      assertThat(residual.exact()).isEqualTo(join.determines(target));
      assertThat(joined.determines(target)).isEqualTo(residual.exact());
      assertThat(residual.residualBits())
          .isCloseTo(law.entropyBits(join.join(target)) - law.entropyBits(join), within(1e-12));
      assertThat(residual.errorMass()).isCloseTo(errorMass(join, target, law), within(1e-12));
      if (even) {
        PartitionProduct.Summary summary = product.summary(StrippedPartition.of(x), y, target, law);
        assertThat(summary.blocks()).isEqualTo(joined.blocks());
        assertThat(summary.entropyBits()).isCloseTo(joined.entropyBits(law), within(1e-12));
        assertThat(summary.residual().exact()).isEqualTo(residual.exact());
        assertThat(summary.residual().residualBits())
            .isCloseTo(residual.residualBits(), within(1e-12));
        assertThat(summary.residual().errorMass()).isCloseTo(residual.errorMass(), within(1e-12));
        assertThat(product.jointEntropyBits(StrippedPartition.of(x), y, law))
            .isCloseTo(law.jointEntropyBits(x, y), within(1e-12));
      }
    }
  }

  private static double errorMass(Partition join, Partition target, StateLaw law) {
    double[][] mass = new double[join.blocks()][target.blocks()];
    for (int s = 0; s < join.states(); s++) {
      mass[join.block(s)][target.block(s)] += law.mass(s);
    }
    return 1 - Arrays.stream(mass).mapToDouble(m -> Arrays.stream(m).max().orElse(0)).sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void largeTablesOfCountsAndHashingAgree(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 20_000;
    int[] a = IntStream.generate(() -> random.nextInt(9_000)).limit(n).toArray();
    int[] b = IntStream.generate(() -> random.nextInt(9_000)).limit(n).toArray();
    Partition x = Partition.of(a, 9_000);
    Partition y = Partition.of(b);
    assertThat(Partition.of(a)).isEqualTo(x);
    long distinct = IntStream.range(0, n).mapToObj(s -> List.of(a[s], b[s])).distinct().count();
    assertThat(x.join(y).blocks()).as("seed " + seed).isEqualTo((int) distinct);
  }

  @Test
  void chowLiuWeightIsThatOfTheHeaviestTree() {
    double[][] information = {{9, .5, .1, .3}, {.5, 9, .4, .2}, {.1, .4, 9, .6}, {.3, .2, .6, 9}};
    assertThat(ChowLiuTree.weight(information, 0, 1, 2, 3)).isCloseTo(1.5, within(1e-12));
    assertThat(ChowLiuTree.weight(information, 0, 2)).isCloseTo(.1, within(1e-12));
    assertThat(ChowLiuTree.weight(information, 1)).isZero();
    assertThat(ChowLiuTree.weight(information)).isZero();
  }

  @Test
  void statesMustBeTheSame() {
    assertThatThrownBy(() -> Partition.constant(3).join(Partition.identity(4)))
        .hasMessage("partitions must be of the same states: got 3 and 4");
    assertThatThrownBy(() -> StateLaw.of(new double[] {1, 0}))
        .hasMessage("state 2 must have positive mass: got 0.0");
  }

  private static Partition random(int n, SplittableRandom random) {
    int blocks = random.nextInt(1, n + 1);
    return Partition.of(IntStream.generate(() -> random.nextInt(blocks)).limit(n).toArray());
  }
}
