package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.Majorization;
import org.junit.jupiter.api.Test;

class CouplingTest {
  private static Coupling couple(Coupler method, double[] p, double[] q) {
    return method.couple(p, q, new Random(1), _ -> {});
  }

  @Test
  void maxSeekingFillsTheKnownCells() {
    Coupling c = couple(Coupler.MAX, new double[] {.5, .3, .2}, new double[] {.4, .35, .25});
    double[][] expected = {{.4, .05, .05}, {0, .3, 0}, {0, 0, .2}};
    assertThat(c.size()).isEqualTo(5);
    for (int k = 0; k < 5; k++) {
      assertThat(c.mass(k)).isCloseTo(expected[c.row(k)][c.column(k)], within(1e-12));
    }
    assertThat(c.entropyBits()).isCloseTo(1.9464393446710153, within(1e-12));
    assertThat(c.mutualInformationBits()).isCloseTo(1.0979078010016792, within(1e-12));
  }

  @Test
  void jointEntropiesMatchTheKnownValues() {
    entropy(Coupler.EXACT, 1.9464393446710153, new double[] {.5, .3, .2}, .4, .35, .25);
    entropy(Coupler.MAX, 1.360964047443681, new double[] {.6, .4}, .5, .5);
    entropy(Coupler.MAX, 2.1804820237218405, new double[] {.25, .25, .25, .25}, .5, .3, .2);
    entropy(Coupler.MAX, 1.7700169695366097, new double[] {.45, .3, .25}, .5, .26, .24);
    entropy(Coupler.EXACT, 1.7700169695366097, new double[] {.45, .3, .25}, .5, .26, .24);
    entropy(Coupler.ZERO, 1.7950708440652445, new double[] {.45, .3, .25}, .5, .26, .24);
    assertThat(
            Entropy.bits(Majorization.meet(new double[] {.5, .3, .2}, new double[] {.4, .35, .25})))
        .isCloseTo(1.55887184844536, within(1e-12));
  }

  private static void entropy(Coupler method, double bits, double[] p, double... q) {
    assertThat(couple(method, p, q).entropyBits()).isCloseTo(bits, within(1e-12));
  }

  @Test
  void everyCouplerReproducesTheMarginsAndKeepsTheBounds() {
    RandomLaws laws = new RandomLaws();
    for (int i = 0; i < 200; i++) {
      double[] p = laws.dirichlet(laws.size(1, 4));
      double[] q = laws.dirichlet(laws.size(1, 4));
      double exact = couple(Coupler.EXACT, p, q).entropyBits();
      for (Coupler method : Coupler.values()) {
        Coupling c = couple(method, p, q);
        String name = "%s, seed %d, case %d".formatted(method, RandomLaws.SEED, i);
        assertThat(c.rowMargin()).as(name).containsExactly(p, within(1e-12));
        assertThat(c.columnMargin()).as(name).containsExactly(q, within(1e-12));
        assertThat(c.entropyBits()).as(name).isGreaterThanOrEqualTo(exact - 1e-9);
        assertThat(c.entropyBits())
            .as(name)
            .isGreaterThanOrEqualTo(Math.max(Entropy.bits(p), Entropy.bits(q)) - 1e-9)
            .isGreaterThanOrEqualTo(Entropy.bits(Majorization.meet(p, q)) - 1e-9);
        if (method == Coupler.MAX) {
          assertThat(c.entropyBits() - exact).as(name).isLessThan(0.5307 + 1e-9);
        }
      }
    }
  }

  @Test
  void largeMarginsKeepTheBoundsToo() {
    RandomLaws laws = new RandomLaws();
    double[] p = laws.dirichlet(700);
    double[] q = laws.dirichlet(500);
    for (Coupler method : new Coupler[] {Coupler.MAX, Coupler.ZERO}) {
      Coupling c = couple(method, p, q);
      assertThat(c.size()).isLessThanOrEqualTo(1199);
      assertThat(c.rowMargin()).containsExactly(p, within(1e-12));
      assertThat(c.columnMargin()).containsExactly(q, within(1e-12));
    }
  }

  @Test
  void equalMarginsCoupleOnTheDiagonal() {
    double[] p = {.2, .5, .3};
    for (Coupler method : new Coupler[] {Coupler.MAX, Coupler.ZERO, Coupler.EXACT}) {
      Coupling c = couple(method, p, p.clone());
      assertThat(c.entropyBits()).isCloseTo(Entropy.bits(p), within(1e-12));
      for (int k = 0; k < c.size(); k++) {
        assertThat(c.row(k)).isEqualTo(c.column(k));
      }
    }
  }

  @Test
  void splittingThenCouplingGivesTheKnownBottleneck() {
    double[] p = {.35, .2, .15, .12, .1, .08};
    double[] q = {.4, .3, .2, .1};
    Code code = Compressor.GREEDY.compress(p, 2);
    Coupling decoder = couple(Coupler.MAX, code.mass(), q);
    Coupling joint = code.joint().compose(decoder, 1000);
    assertThat(code.entropyBits()).isCloseTo(1.8756864484, within(1e-9));
    assertThat(decoder.mutualInformationBits()).isCloseTo(1.3051416093, within(1e-9));
    assertThat(joint.mutualInformationBits()).isCloseTo(1.3051416093, within(1e-9));
    assertThat(joint.entropyBits()).isCloseTo(2.9370973513, within(1e-9));
    assertThat(code.entropyBits() + decoder.mutualInformationBits() - 2)
        .isCloseTo(1.1808280577, within(1e-9));
    assertThat(joint.columnMargin()).containsExactly(q, within(1e-12));
  }

  @Test
  void largeTablesAreRefusedByTheSlowMethods() {
    double[] five = {.2, .2, .2, .2, .2};
    assertThatThrownBy(() -> couple(Coupler.EXACT, five, five))
        .hasMessage("mec exact takes at most 4 symbols on each side: got 5 and 5");
    assertThatThrownBy(() -> couple(Coupler.SLA, new double[200], new double[200]))
        .hasMessageContaining("at most 10000 cells");
    assertThatThrownBy(() -> couple(Coupler.ZERO, new double[4001], five))
        .hasMessageContaining("at most 4000 symbols");
  }
}
