package offprint.server.search.ranking;

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

  @Test
  void wordsCountLeastWhereTheNearestPaperStandsOut() {
    float[] alike = new float[40];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = i % 2 == 0 ? 0.5f : 0.7f;
    }
    assertThat(Fusion.share(alike, 0.9f, 0.4f)).isEqualTo(0.9f);
    float[] one = alike.clone();
    one[7] = 1;
    one[8] = Float.NaN;
    assertThat(Fusion.share(one, 0.9f, 0.4f)).isBetween(0.45f, 0.85f);
    float[] alone = new float[40];
    alone[7] = 1;
    assertThat(Fusion.share(alone, 0.9f, 0.4f)).isEqualTo(0.4f);
    assertThat(Fusion.share(new float[] {Float.NaN}, 0.9f, 0.4f)).isEqualTo(0.9f);
    assertThat(Fusion.share(new float[] {0.5f, 0.5f}, 0.9f, 0.4f)).isEqualTo(0.9f);
  }
}
