package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class CellNetworkTest {
  private static final CellDesign SMALL = new CellDesign(3, 2, 6);

  private static CellNetwork waves() {
    return new CellNetwork(SMALL, Golden.waves(Golden.shapes(SMALL), 0.3));
  }

  @Test
  void featuresAreThoseOfTheReference() {
    CellFeatures features = CellFeatures.of(Golden.even());
    assertThat(features.scale()).isCloseTo(0.301733193277, within(1e-12));
    double[] cell = Arrays.copyOfRange(features.values(), 28, 56);
    double[] first = {0.3218875825, 0.2329545455, -0.2772588722, 1};
    double[] last = {-0.2658271895, 0.5780743516, 0, 0.02, 0.5, 0, 0.2772588722, 0.5};
    assertThat(Arrays.copyOf(cell, 4)).containsExactly(first, within(1e-10));
    assertThat(Arrays.copyOfRange(cell, 20, 28)).containsExactly(last, within(1e-10));
  }

  @Test
  void answerIsThatOfTheReference() {
    Estimate answer = waves().estimate(Golden.even());
    double[] rate = {
      0,
      0.482962055154,
      0.476544167223,
      0.479489823639,
      0,
      0.498228768068,
      0.487917220556,
      0.483344221017,
      0
    };
    assertThat(answer.rate()).containsExactly(rate, within(1e-11));
    assertThat(answer.sd()[1]).isCloseTo(0.509692807592, within(1e-11));
    assertThat(answer.link()[1]).isCloseTo(0.516098199336, within(1e-11));
    double[] initial = {0.500712585331, 0.252451250717, 0.246836163952};
    assertThat(answer.initial()).containsExactly(initial, within(1e-11));
    assertThat(answer.epsilon()).isCloseTo(0.858781044734, within(1e-11));
  }

  @Test
  void renamingTheStatesPermutesTheAnswer() {
    int[] name = {2, 0, 1};
    Paths paths = Golden.uneven();
    int[][] renamed = new int[paths.count()][];
    for (int k = 0; k < renamed.length; k++) {
      renamed[k] = Arrays.stream(paths.readings()[k]).map(s -> name[s]).toArray();
    }
    Estimate before = waves().estimate(paths);
    Estimate after = waves().estimate(new Paths(3, renamed, paths.times()));
    for (int i = 0; i < 3; i++) {
      assertThat(after.initial()[name[i]]).isCloseTo(before.initial()[i], within(1e-12));
      for (int j = 0; j < 3; j++) {
        assertThat(after.rate()[name[i] * 3 + name[j]])
            .isCloseTo(before.rate()[i * 3 + j], within(1e-12));
      }
    }
  }

  @Test
  void orderOfPathsIsIrrelevantAndTimesScaleRates() {
    Paths paths = Golden.uneven();
    int[][] readings = paths.readings().clone();
    Collections.reverse(Arrays.asList(readings));
    double[][] slower =
        Arrays.stream(paths.times())
            .map(times -> Arrays.stream(times).map(t -> 8 * t).toArray())
            .toArray(double[][]::new);
    double[] before = waves().estimate(paths).rate();
    double[] reversed = waves().estimate(new Paths(3, readings, paths.times())).rate();
    assertThat(reversed).containsExactly(before, within(1e-12));
    double[] slow = waves().estimate(new Paths(3, paths.readings(), slower)).rate();
    Arrays.setAll(slow, i -> 8 * slow[i]);
    assertThat(slow).containsExactly(before, within(1e-12));
  }
}
