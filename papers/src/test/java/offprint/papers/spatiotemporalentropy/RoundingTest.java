package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoundingTest {
  private static final Rounding QUIET = new Rounding(.46f, .2f);
  private static final int CHANNELS = 48; // luma 32, colours 8 each

  @Test
  void aLoneValueFallsToNoughtAndAmongOthersItStays() {
    double[] v = new double[CHANNELS * 9];
    int lone = 4 * 9 + 4;
    v[lone] = .75; // needs an offset of .25
    assertThat(QUIET.whole(v, 3, 3)[lone]).isZero();
    v[lone] = .85;
    assertThat(QUIET.whole(v, 3, 3)[lone]).isOne();
    v[lone] = -.75;
    assertThat(QUIET.whole(v, 3, 3)[lone]).isZero();
    List<Frequencies.Frequency> all = new Frequencies(CHANNELS).list();
    for (int c = 0; c < CHANNELS; c++) { // a mean of 1 over all but the four places beside
      boolean near = all.get(c).plane() == 0 && all.get(c).beside(all.get(4));
      v[c * 9 + 4] = c == 4 ? -.75 : near ? 1 : 0;
    }
    assertThat(QUIET.whole(v, 3, 3)[lone]).isEqualTo(-1);
  }

  @Test
  void placesBesideCountHalf() {
    double[] v = new double[CHANNELS * 9];
    int first = 4; // channel 0 has three frequencies next to it
    v[first] = .7;
    for (int at : new int[] {1, 3, 5, 7}) {
      v[at] = 1; // mean 2 / 5, offset .4
    }
    assertThat(QUIET.whole(v, 3, 3)[first]).isOne();
    v[first] = .59;
    assertThat(QUIET.whole(v, 3, 3)[first]).isZero();
    v[first] = .61;
    assertThat(QUIET.whole(v, 3, 3)[first]).isOne();
  }

  @Test
  void equalOffsetsDoNotLookAround() {
    SplittableRandom random = new SplittableRandom(5);
    double[] v = random.doubles(CHANNELS * 6, -3, 3).toArray();
    int[] y = Rounding.plain(.4f).whole(v, 2, 3);
    for (int i = 0; i < v.length; i++) {
      int known = (int) (Math.signum(v[i]) * Math.floor(Math.abs(v[i]) + .4f));
      assertThat(y[i]).isEqualTo(known);
    }
  }

  @Test
  void rulesAreNamed() {
    assertThatThrownBy(() -> new Rounding(.4f, .45f))
        .hasMessageContaining("quiet must be in 0 to offset");
    assertThatThrownBy(() -> new Rounding(.6f, .2f)).hasMessageContaining("offset at most 0.5");
  }

  @Test
  void coloursHaveStepsOfTheirOwn() {
    Levels levels = Levels.plain(CHANNELS, Rounding.plain(.5f), .5);
    double[] u = new double[CHANNELS];
    u[0] = 60;
    u[40] = 60;
    Latents y = levels.quantise(u, 3, 1, 1);
    assertThat(List.of(y.at(0, 0, 0), y.at(40, 0, 0))).containsExactly(1, 2);
    assertThat(levels.restore(y, 3)[40]).isEqualTo(60);
    assertThat(levels.step(3, 0)).isCloseTo(60, within(1e-4));
    assertThat(levels.step(3, 40)).isCloseTo(30, within(1e-4));
  }

  @Test
  void aModelFileKeepsThem() throws Exception {
    Sizes sizes = new Sizes(CHANNELS, 4, 8, 8, 16, 0, Train.Skip.DCT, 1, false);
    Levels levels = Levels.plain(CHANNELS, QUIET, .5);
    ModelTensors read = ModelTensors.of(Clips.file(sizes, levels, Map.of()));
    assertThat(read.sizes()).isEqualTo(sizes);
    assertThat(read.levels().rounding()).isEqualTo(QUIET);
    assertThat(read.levels().step(0, 40)).isEqualTo(levels.step(0, 40));
  }
}
