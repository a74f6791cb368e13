package offprint.papers.mcmcbridge;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StagingBuffer;

/**
 * A network that learns the score of blurred data: s(x, σ) = net(x / √(1+σ²), ln(σ)/2) / σ, with
 * three hidden layers of SiLU, trained on |net + z|² at x + σ z.
 */
final class ScoreNetwork implements Score {
  private static final int BATCH = 256;
  private static final int AT_ONCE = 4096;
  private static final double RATE = 2e-3;

  private final Session session;
  private final int dimension;
  private final Parameters parameters;
  private final StagingBuffer input;
  private final StagingBuffer noise;

  ScoreNetwork(Session session, int dimension, int hidden, RandomGenerator random) {
    this.session = session;
    this.dimension = dimension;
    this.parameters =
        Parameters.declare()
            .linear("1", dimension + 1, hidden)
            .linear("2", hidden, hidden)
            .linear("3", hidden, hidden)
            .linear("4", hidden, dimension)
            .on(session, random);
    this.input = session.staging();
    this.noise = session.staging();
  }

  Parameters parameters() {
    return parameters;
  }

  /**
   * @param x [B, dimension + 1]
   * @return [B, dimension]
   */
  private NDArray net(NDArray x) {
    Parameters.Views p = parameters.views();
    NDArray h = x;
    for (int layer = 1; layer <= 3; layer++) {
      h = Functional.linear(h, p.get(layer + ".weight"), p.get(layer + ".bias"));
      h = h.mul(h.getNDArrayInternal().sigmoid());
    }
    return Functional.linear(h, p.get("4.weight"), p.get("4.bias"));
  }

  /**
   * Trains.
   *
   * @param points end to end [n · dimension]
   * @param least noise
   * @param greatest noise
   * @return mean loss of the last tenth of the steps; a score of 0 has the dimension
   * @throws ArithmeticException if the loss is not finite, naming the step
   */
  double train(
      double[] points,
      double least,
      double greatest,
      int steps,
      RandomGenerator random,
      Part part) {
    Adam adam = new Adam(parameters);
    int width = dimension + 1;
    float[] x = new float[BATCH * width];
    float[] z = new float[BATCH * dimension];
    int n = points.length / dimension;
    int tail = Math.max(1, steps / 10);
    double late = 0;
    double recent = 0;
    for (int t = 0; t < steps; t++) {
      part.progress((double) t / steps, "step %d of %d".formatted(t + 1, steps));
      for (int b = 0; b < BATCH; b++) {
        int row = random.nextInt(n) * dimension;
        double sigma = least * Math.pow(greatest / least, random.nextDouble());
        double scale = 1 / Math.sqrt(1 + sigma * sigma);
        for (int i = 0; i < dimension; i++) {
          double noiseHere = random.nextGaussian();
          z[b * dimension + i] = (float) noiseHere;
          x[b * width + i] = (float) ((points[row + i] + sigma * noiseHere) * scale);
        }
        x[b * width + dimension] = (float) (Math.log(sigma) / 2);
      }
      double loss;
      try {
        loss =
            Gradient.of(
                () ->
                    Functional.scale(
                        net(input.put(x, BATCH, width))
                            .add(noise.put(z, BATCH, dimension))
                            .square()
                            .sum(),
                        1.0 / BATCH));
      } catch (ArithmeticException e) {
        throw new ArithmeticException("step %d: %s".formatted(t + 1, e.getMessage()));
      }
      adam.step(RATE * (1 - (double) t / steps));
      recent += loss;
      if ((t + 1) % 50 == 0) {
        part.point("loss", t + 1.0, recent / 50);
        recent = 0;
      }
      late += t >= steps - tail ? loss / tail : 0;
    }
    return late;
  }

  @Override
  public double[] at(double[] points, double sigma) {
    int n = points.length / dimension;
    int width = dimension + 1;
    double[] score = new double[points.length];
    double scale = 1 / Math.sqrt(1 + sigma * sigma);
    for (int from = 0; from < n; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, n - from);
      float[] x = new float[count * width];
      for (int k = 0; k < count; k++) {
        for (int i = 0; i < dimension; i++) {
          x[k * width + i] = (float) (points[(from + k) * dimension + i] * scale);
        }
        x[k * width + dimension] = (float) (Math.log(sigma) / 2);
      }
      float[] out = session.evaluate(() -> net(input.put(x, count, width)));
      for (int i = 0; i < out.length; i++) {
        score[from * dimension + i] = out[i] / sigma;
      }
    }
    return score;
  }
}
