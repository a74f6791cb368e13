package offprint.benchmarks.lm;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Session;

/** Prints all logits of a model folder for given ids, in float64, one token a line. */
final class Logits {
  private Logits() {}

  /**
   * @param args folder, then ids
   */
  public static void main(String[] args) throws Exception {
    int[] ids = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    try (Session session = Session.open();
        LanguageModel model =
            LanguageModel.open(session, Checkpoint.open(Path.of(args[0])), DataType.FLOAT64);
        NDScope _ = new NDScope()) {
      double[] logits = model.forward(TokenBatch.of(ids), ActivationHook.NONE).toDoubleArray();
      int vocabulary = model.config().vocabulary();
      for (int t = 0; t < ids.length; t++) {
        System.out.println(
            Arrays.stream(logits, t * vocabulary, (t + 1) * vocabulary)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(" ")));
      }
    }
  }
}
