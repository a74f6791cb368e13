package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static Components random(SplittableRandom random) {
    int m = random.nextInt(1, 14);
    int n = random.nextInt(0, 6);
    double[] p = new double[m];
    Arrays.setAll(p, s -> -Math.log(1 - random.nextDouble()) + 1e-9);
    double sum = Arrays.stream(p).sum();
    StateLaw law =
        random.nextBoolean()
            ? StateLaw.uniform(m)
            : StateLaw.of(Arrays.stream(p).map(v -> v / sum).toArray());
    Components.Builder builder = new Components.Builder(law);
    for (int i = 0; i < n; i++) {
      int values = random.nextInt(1, 5);
      builder.add("f" + i, _ -> random.nextInt(values));
    }
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theConditionIsNecessaryAndTheTreeIsAtLeastAsStrong(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int reconstructing = 0;
    for (int i = 0; i < 2_000; i++) {
      Components components = random(random);
      Diagnosis d = Diagnosis.of(components);
      double available = d.sumEntropyBits() - d.stateEntropyBits();
      assertThat(d.treeMarginBits()).as("seed " + seed).isLessThanOrEqualTo(available + 1e-12);
      assertThat(d.treeBoundBits()).isGreaterThanOrEqualTo(d.jointEntropyBits() - 1e-12);
      if (d.reconstructs()) {
        reconstructing++;
        assertThat(d.slack()).isGreaterThanOrEqualTo(-1e-12);
        assertThat(d.conditionHolds() && d.treeHolds()).isTrue();
        assertThat(d.deficitBits()).isZero();
      } else {
        assertThat(d.deficitBits()).isPositive();
        assertThat(d.guessError())
            .isGreaterThanOrEqualTo(Fano.leastError(d.deficitBits(), d.states()) - 1e-9);
        assertThat(Witness.of(components.join(), components.law(), 20)).isNotEmpty();
      }
      assertThat(d.verdict().reconstructs()).isEqualTo(d.reconstructs());
    }
    assertThat(reconstructing).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void namesAndOrderOfStatesDoNotMatter(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      Components components = random(random);
      int m = components.states();
      List<Integer> order = new ArrayList<>(IntStream.range(0, m).boxed().toList());
      Collections.shuffle(order, new java.util.Random(random.nextLong()));
      double[] p = new double[m];
      Arrays.setAll(p, s -> components.law().mass(order.get(s)));
      List<Partition> parts =
          components.parts().stream()
              .map(
                  part ->
                      Partition.of(
                          IntStream.range(0, m)
                              .map(s -> 17 - 3 * part.block(order.get(s)))
                              .toArray()))
              .toList();
      Diagnosis before = Diagnosis.of(components);
      Diagnosis after = Diagnosis.of(new Components(components.names(), parts, StateLaw.of(p)));
      assertThat(after.slack()).as("seed " + seed).isCloseTo(before.slack(), within(1e-12));
      assertThat(after.treeMarginBits()).isCloseTo(before.treeMarginBits(), within(1e-12));
      assertThat(after.deficitBits()).isCloseTo(before.deficitBits(), within(1e-12));
      assertThat(after.verdict()).isEqualTo(before.verdict());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void addingAFunctionNeverLowersTheJointEntropy(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      Components components = random(random);
      for (int f = 0; f < components.count(); f++) {
        assertThat(Diagnosis.of(components.without(f)).jointEntropyBits())
            .as("seed " + seed)
            .isLessThanOrEqualTo(Diagnosis.of(components).jointEntropyBits() + 1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8})
  void fanoInvertsItself(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int values = random.nextInt(2, 50);
      double error = random.nextDouble() * (1 - 1.0 / values);
      assertThat(Fano.leastError(Fano.residualBits(error, values), values))
          .as("seed " + seed)
          .isCloseTo(error, within(1e-7));
    }
    assertThat(Fano.leastError(0, 5)).isZero();
    assertThat(Fano.residualBits(0.9, 2)).isCloseTo(1, within(1e-12));
  }
}
