package offprint.papers.timemixer;

import ai.djl.ndarray.types.DataType;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Session;
import offprint.papers.timemixer.Design.Decomposition;
import offprint.papers.timemixer.Design.Pool;

/** A design and the sizes that the data decide. */
record Setting(Design design, int channels, int features) {
  static Setting of(
      int channels,
      int features,
      int lookback,
      int horizon,
      int scales,
      Pool pool,
      int dModel,
      int dFf,
      int blocks,
      int kernel,
      Decomposition split,
      int topK,
      boolean alone,
      double dropout) {
    return new Setting(
        new Design(
            lookback, horizon, scales, pool, dModel, dFf, blocks, kernel, split, topK, alone,
            dropout),
        channels,
        features);
  }

  Embedding embedding() {
    return new Embedding(design, channels, features);
  }

  Network network(Session session, Variant variant, RandomGenerator random, DataType type) {
    return new Network(session, design, channels, features, variant, random, type);
  }
}
