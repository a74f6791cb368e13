package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import offprint.kernels.information.Coupling;
import offprint.kernels.information.GreedyCoupling;
import org.junit.jupiter.api.Test;

class NearDeterministicTest {
  private static final double[] P = {.7, .2, .1};

  @Test
  void theCurveOfThreeSymbolsHasTheKnownPoints() {
    point(0.2, 0.11053950813607738);
    point(0.5, 0.4760657407671358);
    point(0.7, 0.6397739600740582);
    point(0.8, 0.752841144712739);
    point(0.95, 0.8995799554356383);
    point(1.05, 0.9573349476637798);
  }

  private static void point(double rate, double information) {
    Encoder filled = NearDeterministic.best(NearDeterministic.maps(P, rate), rate, 100);
    assertThat(filled.informationBits()).isCloseTo(information, within(1e-10));
    assertThat(filled.entropyBits()).isCloseTo(rate, within(1e-10));
    assertThat(filled.joint().mutualInformationBits()).isCloseTo(information, within(1e-10));
  }

  @Test
  void theKnownMassMovesFromTheKnownMap() {
    delta(true, 0.2, 0.031124460304789374, 0, 0, 0);
    delta(true, 0.5, 0.00324454502506158, 0, 0, 1);
    delta(false, 0.7, 0.010702294629374222, 0, 1, 0);
  }

  private static void delta(boolean up, double rate, double delta, int... map) {
    Code code = Code.of(P, map);
    NearDeterministic near = up ? NearDeterministic.up(code) : NearDeterministic.down(code);
    assertThat(near).isNotNull();
    Encoder filled = near.at(rate);
    assertThat(filled).isNotNull();
    assertThat(filled.delta()).isCloseTo(delta, within(1e-9));
  }

  @Test
  void symbolsOfOneBlockAreOneClassForWhatFollows() {
    RandomLaws laws = new RandomLaws();
    for (int i = 0; i < 100; i++) {
      double[] p = laws.dirichlet(laws.size(2, 12));
      double[] q = laws.dirichlet(laws.size(1, 9));
      double rate = laws.upTo(3);
      Encoder encoder = NearDeterministic.best(NearDeterministic.maps(p, rate), rate, 1000);
      Coupling decoder = GreedyCoupling.of(encoder.joint().columnMargin(), q);
      Coupling all = encoder.joint().compose(decoder, 1000);
      Coupling classes = encoder.classes().compose(decoder, 1000);
      assertThat(classes.mutualInformationBits())
          .as("seed %d, case %d", RandomLaws.SEED, i)
          .isCloseTo(all.mutualInformationBits(), within(1e-12));
    }
  }

  @Test
  void filledEncodersKeepMarginAndRateAndBeatDeterministicMaps() {
    RandomLaws laws = new RandomLaws();
    for (int i = 0; i < 200; i++) {
      double[] p = laws.dirichlet(laws.size(2, 30));
      double rate = laws.upTo(4);
      Encoder filled = NearDeterministic.best(NearDeterministic.maps(p, rate), rate, 1000);
      String name = "seed %d, case %d, R = %s".formatted(RandomLaws.SEED, i, rate);
      assertThat(filled.joint().rowMargin()).as(name).containsExactly(p, within(1e-12));
      assertThat(filled.entropyBits()).as(name).isLessThanOrEqualTo(rate + 1e-9);
      assertThat(filled.informationBits())
          .as(name)
          .isCloseTo(filled.joint().mutualInformationBits(), within(1e-9))
          .isGreaterThanOrEqualTo(Compressor.REFINED.compress(p, rate).entropyBits() - 1e-9);
    }
  }
}
