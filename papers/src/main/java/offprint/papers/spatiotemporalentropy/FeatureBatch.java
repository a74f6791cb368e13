package offprint.papers.spatiotemporalentropy;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the linear part of an entropy model knows at every value of a batch, gathered in the order
 * of coding.
 *
 * @param features [B, K, M, h, w]
 * @param around [B, M, h, w], as the rest
 */
record FeatureBatch(
    int size,
    int height,
    int width,
    float[] features,
    float[] around,
    float[] aroundBefore,
    float[] before,
    float[] changeHere,
    float[] changeAround) {

  static FeatureBatch of(
      Neighbours neighbours, List<Example> examples, boolean video, LatentCoder.Priors priors) {
    Latents first = examples.getFirst().y();
    int n = examples.size();
    int values = first.values().length;
    int count = LinearPrior.features(video);
    int old = video ? n * values : 0;
    FeatureBatch batch =
        new FeatureBatch(
            n,
            first.height(),
            first.width(),
            new float[n * count * values],
            new float[n * values],
            new float[old],
            new float[old],
            new float[old],
            new float[old]);
    List<Pass> passes = Pass.known(first.height(), first.width(), priors.spatial());
    IntStream.range(0, n)
        .parallel()
        .forEach(b -> batch.fill(b, neighbours, examples.get(b), passes, video, priors));
    return batch;
  }

  private void fill(
      int b,
      Neighbours neighbours,
      Example example,
      List<Pass> passes,
      boolean video,
      LatentCoder.Priors priors) {
    Latents y = example.y();
    int values = y.values().length;
    int count = LinearPrior.features(video);
    Surroundings surroundings =
        new Surroundings(neighbours, y, priors.temporal() ? example.before() : null, video);
    Surroundings.Known known = new Surroundings.Known();
    for (Pass pass : passes) {
      surroundings.begin(pass);
      for (int c = 0; c < y.channels(); c++) {
        surroundings.channel(c);
        for (int k = 0; k < pass.positions().length; k++) {
          surroundings.at(c, k, known);
          int i = c * y.area() + pass.positions()[k];
          for (int f = 0; f < count; f++) {
            features[(b * count + f) * values + i] = known.features[f];
          }
          int at = b * values + i;
          around[at] = known.around;
          if (video) {
            aroundBefore[at] = known.aroundBefore;
            before[at] = known.before;
            changeHere[at] = known.changeHere;
            changeAround[at] = known.changeAround;
          }
        }
        surroundings.finish(c);
      }
    }
  }
}
