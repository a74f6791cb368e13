package offprint.kernels.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CategoricalModelTest {
  private static final double STAY = 0.95;

  /** Two states that emit symbol 0 or 2, rarely 1. */
  private static CategoricalModel two() {
    double[][] transition = {{STAY, 1 - STAY}, {1 - STAY, STAY}};
    double[][] emission = {{0.99, 0.01, 0}, {0, 0.01, 0.99}};
    return new CategoricalModel(
        HiddenChain.of(new double[] {0.5, 0.5}, transition), new CategoricalEmission(emission));
  }

  @Test
  void exactStatisticsOfTheOutput() {
    CategoricalModel model = two();
    assertThat(model.frequencies())
        .containsExactly(new double[] {0.495, 0.01, 0.495}, within(1e-12));
    assertThat(model.bigrams()[0])
        .containsExactly(new double[] {0.9405, 0.01, 0.0495}, within(1e-12));
    assertThat(model.bigrams()[1])
        .containsExactly(new double[] {0.495, 0.01, 0.495}, within(1e-12));
    double[] expected = {0.882178217822, 0.578797128713, 0.341773916534, 0.119169196084};
    int[] lags = {1, 5, 10, 20};
    for (int i = 0; i < lags.length; i++) {
      assertThat(model.autocorrelation(0, lags[i])).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void likelihoodOfASequence() {
    int[] symbols = {0, 0, 1, 2, 2, 2, 0, 2};
    assertThat(two().logLikelihood(symbols)).isCloseTo(-13.867892535175, within(1e-11));
  }

  @Test
  void samplesHaveTheStatistics() {
    int[] symbols = two().sample(200_000, new SplittableRandom(4));
    double stays = 0;
    double zeros = 0;
    for (int t = 0; t + 1 < symbols.length; t++) {
      zeros += symbols[t] == 0 ? 1 : 0;
      stays += symbols[t] == 0 && symbols[t + 1] == 0 ? 1 : 0;
    }
    assertThat(zeros / symbols.length).isCloseTo(0.495, within(0.03));
    assertThat(stays / zeros).isCloseTo(0.9405, within(0.003));
  }

  @Test
  void expectationMaximisationFindsTheModelAndNeverFalls() {
    SplittableRandom random = new SplittableRandom(8);
    List<int[]> sequences = new ArrayList<>();
    for (int s = 0; s < 60; s++) {
      sequences.add(two().sample(200, random));
    }
    CategoricalBaumWelch fit =
        new CategoricalBaumWelch(sequences, CategoricalModel.random(2, 3, random));
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 60; i++) {
      fit.iterate();
      assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(last - 1e-7);
      last = fit.logLikelihood();
    }
    double[] stay = {fit.model().chain().transition(0, 0), fit.model().chain().transition(1, 1)};
    assertThat(stay).containsExactly(new double[] {STAY, STAY}, within(0.01));
    assertThat(Arrays.stream(fit.model().frequencies()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void rowsThatAreNoLawsAreRefused() {
    assertThatThrownBy(() -> new CategoricalEmission(new double[][] {{0.5, 0.5}, {0.5, 0.4}}))
        .hasMessage("emission row 2 must sum to 1: got 0.9");
    assertThatThrownBy(() -> new CategoricalEmission(new double[][] {{1.5, -0.5}}))
        .hasMessage("emission row 1, column 2 must not be negative: got -0.5");
    assertThatThrownBy(() -> two().logLikelihood(new int[] {0, 3}))
        .hasMessage("row 2: a symbol must be in 0 to 2: got 3");
  }
}
