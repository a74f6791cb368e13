package offprint.kernels.lm.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.FusedLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * Trains a language model on given sequences, of which chosen tokens are to be predicted: AdamW (β
 * .9 and .95, decay .1 on matrices), gradient norm at most 1, {@link WarmupCosine}.
 */
public final class SequenceTraining {
  private final Session session;
  private final ModelConfig config;
  private final Parameters parameters;
  private final Adam adam;
  private final WarmupCosine rate;
  private final FusedLoss loss;

  /**
   * Sequences of any lengths.
   *
   * @param rows ids, at least 2 in each
   * @param judged whether a token is to be predicted from those before it, as long as the rows; the
   *     first of a row never is
   */
  public record Batch(int[][] rows, boolean[][] judged) {
    public Batch {
      for (int r = 0; r < rows.length; r++) {
        if (rows[r].length < 2 || rows[r].length != judged[r].length) {
          throw new IllegalArgumentException(
              "row %d must have at least 2 tokens and as many marks: got %d and %d"
                  .formatted(r, rows[r].length, judged[r].length));
        }
      }
    }
  }

  private SequenceTraining(
      Session session, ModelConfig config, Parameters parameters, long decayed, WarmupCosine rate) {
    this.session = session;
    this.config = config;
    this.parameters = parameters;
    this.adam = new Adam(parameters, 0.9, 0.95, 1e-8, 0.1, decayed);
    this.rate = rate;
    this.loss = FusedLoss.of(session, config, parameters.names());
  }

  /**
   * A model with {@link InitialWeights}.
   *
   * @param maxRate highest learning rate
   * @param warmup steps until it
   */
  public static SequenceTraining start(
      Session session,
      ModelConfig config,
      int steps,
      double maxRate,
      int warmup,
      RandomGenerator random) {
    InitialWeights first = InitialWeights.of(config);
    Parameters parameters = first.declaration().on(session, random);
    WarmupCosine rate = new WarmupCosine(maxRate, warmup, steps);
    return new SequenceTraining(session, config, parameters, first.decayed(), rate);
  }

  public ModelConfig config() {
    return config;
  }

  /** Steps done. */
  public int step() {
    return adam.steps();
  }

  /**
   * Adds the gradient of a batch's mean loss to that of the step.
   *
   * @return the loss, in nats per judged token
   * @throws ArithmeticException if it is not finite
   */
  public double gather(Batch batch) {
    return Gradient.of(() -> loss(batch));
  }

  /** Takes the step along the gathered gradient. */
  public void advance() {
    adam.step(rate.applyAsDouble(step()), 1);
  }

  private NDArray loss(Batch batch) {
    int[][] inputs =
        Arrays.stream(batch.rows)
            .map(row -> Arrays.copyOf(row, row.length - 1))
            .toArray(int[][]::new);
    TokenBatch tokens = TokenBatch.of(inputs);
    int length = tokens.length();
    long[] targets = new long[inputs.length * length];
    Arrays.fill(targets, FusedLoss.NOT_JUDGED);
    for (int r = 0; r < inputs.length; r++) {
      int from = r * length + length - inputs[r].length;
      for (int t = 0; t < inputs[r].length; t++) {
        if (batch.judged[r][t + 1]) {
          targets[from + t] = batch.rows[r][t + 1];
        }
      }
    }
    return loss.of(parameters, tokens, targets);
  }

  /** The model as it is now, a copy. */
  public LanguageModel model() {
    return LanguageModel.of(session, config, weights(), DataType.FLOAT32);
  }

  /** The weights as they are now, a copy. */
  public Safetensors weights() {
    return Safetensors.of(parameters.tensors(), Map.of());
  }
}
