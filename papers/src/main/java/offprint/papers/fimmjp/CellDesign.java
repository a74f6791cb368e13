package offprint.papers.fimmjp;

import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;

/**
 * The sizes of a cell network.
 *
 * @param width numbers that a cell carries, d
 * @param layers of mixing
 * @param maxStates the most states it was trained for
 */
record CellDesign(int width, int layers, int maxStates) {
  CellDesign {
    if (width < 1 || layers < 1 || maxStates < 2) {
      throw new IllegalArgumentException(
          "a network must have width and layers of at least 1 and 2 states: got %d, %d and %d"
              .formatted(width, layers, maxStates));
    }
  }

  /** Names, shapes and first values of the weights. */
  Parameters.Declaration declaration() {
    int d = width;
    Parameters.Declaration p = Parameters.declare().linear("embed", CellFeatures.COUNT, d);
    for (int k = 0; k < layers; k++) {
      p.linear(layer(k, "pair"), 2L * d, d)
          .add(layer(k, "row.weight"), Initializer.fanIn(3L * d), d, 3L * d)
          .add(layer(k, "column.weight"), Initializer.fanIn(3L * d), d, 3L * d)
          .add(layer(k, "mean.weight"), Initializer.fanIn(d), d, d);
    }
    for (int k = 0; k < layers; k++) {
      p.linear(layer(k, "out"), d, d);
    }
    for (int k = 0; k < layers; k++) {
      p.add(layer(k, "norm.weight"), Initializer.constant(1), d)
          .add(layer(k, "norm.bias"), Initializer.constant(0), d);
    }
    return p.linear("rate", d, 3)
        .linear("initial", 3L * d, 1)
        .add("noise.weight", Initializer.fanIn(d), 1, d)
        .add("noise.bias", Initializer.constant(-3), 1);
  }

  static String layer(int k, String name) {
    return "layer.%d.%s".formatted(k, name);
  }
}
