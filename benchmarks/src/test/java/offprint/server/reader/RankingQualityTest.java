package offprint.server.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingQualityTest {
  @Test
  void thePerfectRankingHasOnes() {
    assertThat(RankingQuality.of(new double[] {3, 2, 1}, new boolean[] {true, true, false}))
        .isEqualTo(new RankingQuality(1, 1, 1));
  }

  @Test
  void handMadeCase() {
    // Order: 4 (other), 3 (held), 2 (other), 1 (held): one of four pairs is right.
    RankingQuality quality =
        RankingQuality.of(new double[] {1, 2, 3, 4}, new boolean[] {true, false, true, false});
    double second = 1 / (Math.log(3) / Math.log(2));
    double fourth = 1 / (Math.log(5) / Math.log(2));
    assertThat(quality.auc()).isEqualTo(0.25);
    assertThat(quality.ndcg()).isCloseTo((second + fourth) / (1 + second), within(1e-12));
    assertThat(quality.recall()).isEqualTo(1);
  }

  @Test
  void tiesCountAHalf() {
    assertThat(
            RankingQuality.of(new double[5], new boolean[] {true, false, false, true, false}).auc())
        .isEqualTo(0.5);
  }

  @Test
  void onlyTheFirstFiftyAreRecalled() {
    double[] scores = new double[100];
    boolean[] held = new boolean[100];
    for (int i = 0; i < 100; i++) {
      scores[i] = -i;
      held[i] = i == 49 || i == 50;
    }
    assertThat(RankingQuality.of(scores, held).recall()).isEqualTo(0.5);
    assertThat(RankingQuality.of(scores, held).ndcg()).isZero();
  }
}
