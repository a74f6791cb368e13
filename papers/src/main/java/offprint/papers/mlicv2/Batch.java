package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Session;

/**
 * Patches or their latents, of equal size, and the quality at which each is coded.
 *
 * @param maps each [C, h, w]
 */
record Batch(List<FeatureMaps> maps, List<Quality> qualities) {

  /** {@code size} of them at qualities drawn at random. */
  static Batch draw(List<FeatureMaps> from, int size, RandomGenerator random) {
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < size; i++) {
      batch.maps.add(from.get(random.nextInt(from.size())));
      batch.qualities.add(Quality.random(random));
    }
    return batch;
  }

  /**
   * Means over all maps, at the qualities 1 to 6 in turn.
   *
   * @param together maps that are measured at once
   * @param measured means over a batch
   */
  static double[] means(List<FeatureMaps> all, int together, Function<Batch, float[]> measured) {
    double[] means = new double[0];
    for (int i = 0; i < all.size(); i += together) {
      Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
      for (int n = i; n < Math.min(all.size(), i + together); n++) {
        batch.maps.add(all.get(n));
        batch.qualities.add(Quality.of(1 + n % 6));
      }
      float[] one = measured.apply(batch);
      means = i == 0 ? new double[one.length] : means;
      for (int j = 0; j < means.length; j++) {
        means[j] += (double) one[j] * batch.maps.size() / all.size();
      }
    }
    return means;
  }

  /** [B, C, h, w]. */
  NDArray stacked(Session session) {
    FeatureMaps first = maps.getFirst();
    int size = first.values().length;
    float[] values = new float[maps.size() * size];
    for (int b = 0; b < maps.size(); b++) {
      System.arraycopy(maps.get(b).values(), 0, values, b * size, size);
    }
    return session.constant(values, maps.size(), first.channels(), first.height(), first.width());
  }

  /** A number for each map by its quality, [B, 1, 1, 1]. */
  NDArray each(Session session, ToDoubleFunction<Quality> number) {
    float[] numbers = new float[qualities.size()];
    for (int b = 0; b < numbers.length; b++) {
      numbers[b] = (float) number.applyAsDouble(qualities.get(b));
    }
    return session.constant(numbers, numbers.length, 1, 1, 1);
  }
}
