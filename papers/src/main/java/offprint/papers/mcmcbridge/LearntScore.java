package offprint.papers.mcmcbridge;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.ModelFile;
import offprint.kernels.torch.Session;

/**
 * What the file of a trained score network says beside its weights.
 *
 * @param columns of the points it learnt from
 * @param mean by column
 * @param deviation by column
 * @param hidden width of the layers
 * @param langevin how points are drawn with it
 */
record LearntScore(
    List<String> columns,
    double[] mean,
    double[] deviation,
    int hidden,
    AnnealedLangevin langevin) {
  static final String METHOD = "mcmc-bridge/generate";

  LearntScore {
    int d = columns.size();
    if (d == 0 || mean.length != d || deviation.length != d || hidden < 1 || hidden > 4096) {
      throw new IllegalArgumentException("its columns, means, deviations and width do not fit");
    }
  }

  void write(ScoreNetwork network, OutputStream out) throws IOException {
    ModelFile.write(out, METHOD, this, network.parameters().tensors());
  }

  ScoreNetwork network(Session session, ModelFile file, RandomGenerator random) {
    ScoreNetwork network = new ScoreNetwork(session, columns.size(), hidden, random);
    network.parameters().load(file.tensors());
    return network;
  }

  Cloud cloud(double[] points) {
    return new Cloud(columns, mean, deviation, points);
  }
}
