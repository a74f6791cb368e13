package offprint.kernels.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import offprint.kernels.hmm.WindowRegression.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaumWelchTest {
  private static final double[] L = {-29.709197004246, -25.239937798701, -23.424353504011};
  private static final double[] LOG_Z = {-2.550374742128, -2.543174652247, -2.532977914227};
  private static final double[] L_PLAIN = {-29.213422877096, -23.576756776526, -21.903369242755};
  private static final double[][] GAMMA = {
    {.00773110689123, .754416232136, .992632885913, .714754199904},
    {.0260672036981, .598485942305, .831238765994, .551995675905},
    {.0230524350284, .570782652586, .828916268073, .597322985989}
  };
  private static final double[] L_1 = {-28.049953715414, -21.661551944203, -19.284273364847};
  private static final double[] L_10 = {-27.798450730741, -19.998474431092, -18.122047288725};

  private static BaumWelch em(Sequence sequence) {
    return new BaumWelch(List.of(sequence), 2, 0, 0, 0);
  }

  private static SwitchingModel step(BaumWelch em, SwitchingModel model) {
    em.expect(model);
    return em.transit(em.regress(model));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void likelihoodsAndPosteriorsAreTheGoldenOnes(int p) {
    SwitchingModel model = GoldenSeries.model(p);
    Sequence labelled = GoldenSeries.labelled(p);
    BaumWelch em = em(labelled);
    assertThat(em.expect(model)).isCloseTo(L[p], within(1e-11));
    assertThat(model.logPriorWeight(labelled)).isCloseTo(LOG_Z[p], within(1e-11));
    assertThat(GoldenSeries.logLikelihood(model, GoldenSeries.plain(p)))
        .isCloseTo(L_PLAIN[p], within(1e-11));
    int[] at = {5, 11, 12, 23};
    for (int i = 0; i < at.length; i++) {
      assertThat(em.weights().getFirst()[(at[i] - p) * 2 + 1])
          .isCloseTo(GAMMA[p][i], within(1e-11));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void oneAndTenStepsReachTheGoldenLikelihoods(int p) {
    SwitchingModel model = GoldenSeries.model(p);
    BaumWelch em = em(GoldenSeries.labelled(p));
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= 10; i++) {
      model = step(em, model);
      double after = em.expect(model);
      assertThat(after).isGreaterThanOrEqualTo(before);
      before = after;
      if (i == 1) {
        assertThat(after).isCloseTo(L_1[p], within(1e-10));
      }
    }
    assertThat(before).isCloseTo(L_10[p], within(1e-9));
  }

  @Test
  void oneStepGivesTheGoldenParameters() {
    SwitchingModel zero = step(em(GoldenSeries.labelled(0)), GoldenSeries.model(0));
    close(zero.chain().transition(0, 0), .854946951651);
    close(zero.chain().transition(1, 1), .886688938441);
    close(zero.series().coefficients(), new double[][] {{.122725089664}, {1.1331053618}});
    close(
        new double[][] {zero.series().variance()}, new double[][] {{.455096677186, .482546484026}});
    SwitchingModel one = step(em(GoldenSeries.labelled(1)), GoldenSeries.model(1));
    close(one.chain().start(1), .125725006732);
    close(one.chain().transition(0, 0), .858731650615);
    close(one.chain().transition(1, 1), .853974680212);
    close(
        one.series().coefficients(),
        new double[][] {{.034015891828, .635416052846}, {.555879150801, .568935241963}});
    close(new double[][] {one.series().variance()}, new double[][] {{.285829716958, .36779200581}});
    SwitchingModel two = step(em(GoldenSeries.labelled(2)), GoldenSeries.model(2));
    close(
        two.series().coefficients(),
        new double[][] {
          {.088539411119, .942694359971, -.409627300169},
          {.584476452381, .828106105264, -.3663821205}
        });
    close(
        new double[][] {two.series().variance()}, new double[][] {{.249629796423, .325803048676}});
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-10));
  }

  private static void close(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(actual[k]).containsExactly(expected[k], within(1e-10));
    }
  }

  @Test
  void missingRowDropsItsEmissionAndThatOfTheRowsThatLagOnIt() {
    double[] values = GoldenSeries.VALUES.clone();
    values[10] = Double.NaN;
    BaumWelch em =
        em(Sequence.of(values, 1).withPlausibility(plausibility(GoldenSeries.labelled(1))));
    close(em.expect(GoldenSeries.model(1)), -23.703785854105);
    close(em.weights().getFirst()[9 * 2 + 1], .452561832069);
    close(em.weights().getFirst()[10 * 2 + 1], .624656638934);
  }

  private static double[] plausibility(Sequence sequence) {
    return Arrays.stream(sequence.logPlausibility(2)).map(Math::exp).toArray();
  }

  private static SwitchingModel exitModel(boolean joint) {
    return new SwitchingModel(
        HiddenChain.of(
            new double[] {.9, .1}, new double[][] {{.8, .2}, {0, 1}}, new double[] {.01, .2}),
        GoldenSeries.model(1).series(),
        joint
            ? WindowRegression.of(
                Response.TARGET, new double[][] {{8, -1, .5}, {4, -1.5, -.5}}, new double[] {4, 1})
            : null);
  }

  @Test
  void exitsAndCensoringGiveTheGoldenStep() {
    Sequence failed = Sequence.of(Arrays.copyOf(GoldenSeries.VALUES, 12), 1).asEnded();
    Sequence censored = Sequence.of(Arrays.copyOfRange(GoldenSeries.VALUES, 12, 24), 1);
    BaumWelch em = new BaumWelch(List.of(failed, censored), 2, 1e-5, 0, 0);
    SwitchingModel model = exitModel(false);
    close(em.expect(model), -25.237762110618);
    model = em.transit(em.regress(model));
    close(model.chain().transition(0, 1), .119073123077);
    close(model.chain().transition(1, 0), 0);
    close(model.chain().exit(0), .00356076607587);
    close(model.chain().exit(1), .143648552868);
    close(
        model.series().coefficients(),
        new double[][] {{.0317830653701, .679169604278}, {.398397753012, .628484608852}});
    close(em.expect(model), -20.942373714660);
  }

  @Test
  void jointEmissionGivesTheGoldenLikelihoodsAndIsDroppedByTheFilter() {
    List<Sequence> units =
        IntStream.of(0, 12)
            .mapToObj(
                from -> {
                  double[] rul = new double[12];
                  Arrays.setAll(rul, t -> Math.min(8, 11 - t));
                  return Sequence.of(Arrays.copyOfRange(GoldenSeries.VALUES, from, from + 12), 1)
                      .withTarget(rul)
                      .asEnded();
                })
            .toList();
    SwitchingModel model = exitModel(true);
    close(GoldenSeries.logLikelihood(model, units.get(0)), -44.049448337704);
    close(GoldenSeries.logLikelihood(model, units.get(1)), -41.252705062554);
    double[] filtered = model.filter(units.getFirst());
    close(filtered[20], .519360422165);
    close(filtered[21], .480639577835);
    assertThat(model.target()).isNotNull();
    close(model.target().mean(0, GoldenSeries.VALUES, 11), 7.39187267658);
    close(model.target().mean(1, GoldenSeries.VALUES, 11), 2.47197423906);
  }

  @Test
  void knownStatesComeBackAndASecondStepChangesNothing() {
    RandomGenerator random = seeded(7);
    double[] known = new double[23 * 2];
    for (int t = 0; t < 23; t++) {
      known[t * 2 + random.nextInt(2)] = 1;
    }
    BaumWelch em = em(GoldenSeries.plain(1).withPlausibility(known));
    SwitchingModel first = step(em, GoldenSeries.model(1));
    assertThat(em.weights().getFirst()).containsExactly(known, within(1e-15));
    SwitchingModel second = step(em, first);
    close(second.series().coefficients(), first.series().coefficients());
    close(second.chain().transition(), first.chain().transition());
  }

  @Test
  void scalingAPlausibilityRowOnlyShiftsTheLikelihood() {
    double[] scaled = plausibility(GoldenSeries.labelled(1));
    scaled[14] *= 0.3;
    scaled[15] *= 0.3;
    SwitchingModel model = GoldenSeries.model(1);
    BaumWelch before = em(GoldenSeries.labelled(1));
    BaumWelch after = em(GoldenSeries.plain(1).withPlausibility(scaled));
    close(after.expect(model), before.expect(model) + Math.log(0.3));
    assertThat(after.weights().getFirst())
        .containsExactly(before.weights().getFirst(), within(1e-14));
    close(
        model.logPriorWeight(GoldenSeries.plain(1).withPlausibility(scaled)),
        model.logPriorWeight(GoldenSeries.labelled(1)) + Math.log(0.3));
  }

  @Test
  void permutingStatesPermutesTheStep() {
    SwitchingModel model = GoldenSeries.model(1);
    SwitchingModel swapped =
        new SwitchingModel(
            HiddenChain.of(new double[] {.3, .7}, new double[][] {{.8, .2}, {.1, .9}}),
            WindowRegression.of(
                Response.VALUE, new double[][] {{.6, .3}, {.1, .5}}, new double[] {.8, .5}),
            null);
    SwitchingModel a = step(em(GoldenSeries.plain(1)), model);
    SwitchingModel b = step(em(GoldenSeries.plain(1)), swapped);
    close(b.chain().transition(0, 1), a.chain().transition(1, 0));
    close(b.chain().start(0), a.chain().start(1));
    close(b.series().coefficients()[0][1], a.series().coefficients()[1][1]);
  }

  @Test
  void stateWithoutWeightKeepsItsRegressionAndIsNamed() {
    double[] known = new double[23 * 2];
    for (int t = 0; t < 23; t++) {
      known[t * 2] = 1;
    }
    BaumWelch em = em(GoldenSeries.plain(1).withPlausibility(known));
    SwitchingModel model = step(em, GoldenSeries.model(1));
    assertThat(em.frozen().get(1)).isTrue();
    assertThat(em.frozen().get(0)).isFalse();
    close(model.series().coefficients()[1][0], .6);
    assertThatThrownBy(() -> em.regression(Response.VALUE, 1, null))
        .hasMessageContaining("state 1 must have at least 3 rows of weight");
  }

  @Test
  void sumsDoNotDependOnThreads() throws Exception {
    RandomGenerator random = seeded(5);
    List<Sequence> fleet = new ArrayList<>();
    for (int s = 0; s < 90; s++) {
      fleet.add(Sequence.of(random.doubles(40 + random.nextInt(200)).toArray(), 2));
    }
    SwitchingModel alone = afterTwoSteps(fleet, 1);
    SwitchingModel together = afterTwoSteps(fleet, 4);
    assertThat(together.chain().transition()).isDeepEqualTo(alone.chain().transition());
    assertThat(together.series().coefficients()).isDeepEqualTo(alone.series().coefficients());
    assertThat(together.series().variance()).isEqualTo(alone.series().variance());
  }

  private static SwitchingModel afterTwoSteps(List<Sequence> fleet, int threads) throws Exception {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      return pool.submit(
              () -> {
                BaumWelch em = new BaumWelch(fleet, 2, 1e-5, 1e-9, 1);
                return step(em, step(em, GoldenSeries.model(2)));
              })
          .get();
    }
  }

  @Test
  void firstSequenceWithoutAPathIsNamed() {
    List<Sequence> fleet = new ArrayList<>();
    for (int s = 0; s < 700; s++) {
      boolean wrong = s == 300 || s == 600;
      fleet.add(
          wrong ? GoldenSeries.plain(1).withPlausibility(new double[46]) : GoldenSeries.plain(1));
    }
    assertThatThrownBy(() -> new BaumWelch(fleet, 2, 0, 0, 0).expect(GoldenSeries.model(1)))
        .isInstanceOfSatisfying(
            NoFeasiblePath.class,
            e -> {
              assertThat(e.sequence()).isEqualTo(300);
              assertThat(e.row()).isZero();
            });
  }

  private static RandomGenerator seeded(long fallback) {
    long seed = Long.getLong("seed", fallback);
    System.out.println("BaumWelchTest seed " + seed);
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
