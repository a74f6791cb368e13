package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import offprint.kernels.lm.checkpoint.ModelConfig;

/**
 * Rotary position encoding of given positions.
 *
 * @param cosine [rows, 1, T, w/2]
 * @param sine of the same shape
 */
public record RotaryEmbedding(NDArray cosine, NDArray sine) {

  /**
   * @param positions of T tokens in each of {@code rows} rows, end to end
   */
  public static RotaryEmbedding of(
      ModelConfig config, NDManager manager, DataType type, int rows, int[] positions) {
    double[] frequencies = config.scaling().frequencies(config.ropeBase(), config.headWidth());
    int half = frequencies.length;
    double[] cosine = new double[positions.length * half];
    double[] sine = new double[cosine.length];
    for (int i = 0; i < cosine.length; i++) {
      double angle = positions[i / half] * frequencies[i % half];
      cosine[i] = Math.cos(angle);
      sine[i] = Math.sin(angle);
    }
    Shape shape = new Shape(rows, 1, positions.length / rows, half);
    return new RotaryEmbedding(
        manager.create(cosine, shape).toType(type, false),
        manager.create(sine, shape).toType(type, false));
  }

  /** Turns each pair (j, j + w/2) of numbers [rows, n, T, w] by the position's angle. */
  public NDArray turn(NDArray x) {
    NDList halves = x.split(2, 3);
    NDArray a = halves.get(0);
    NDArray b = halves.get(1);
    NDArray left = a.mul(cosine).sub(b.mul(sine));
    NDArray right = b.mul(cosine).add(a.mul(sine));
    return left.concat(right, 3);
  }
}
