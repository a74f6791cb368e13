package offprint.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FusionTest {
  @Test
  void isTheConvexCombinationOfStretchedScores() {
    float[] scores = Fusion.convex(new float[] {8, 4, 0}, new float[] {0.5f, 0.75f, 1}, 0.25f);
    assertThat(scores).containsExactly(0.25f, 0.125f + 0.375f, 0.75f);
  }

  @Test
  void wordsAloneSpeakForAPaperWithoutAVector() {
    float[] scores = Fusion.convex(new float[] {8, 4, 2}, new float[] {Float.NaN, 0.5f, 1}, 0.25f);
    assertThat(scores).containsExactly(1f, 0.125f, 0.0625f + 0.75f);
  }

  @Test
  void equalCosinesSayNothing() {
    float[] scores = Fusion.convex(new float[] {0, 0}, new float[] {0.5f, 0.5f}, 0.25f);
    assertThat(scores).containsExactly(0f, 0f);
  }
}
