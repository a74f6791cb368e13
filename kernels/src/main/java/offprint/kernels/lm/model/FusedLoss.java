package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.TensorNames;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;

/** Loss of a model in training as one native call, with its gradient. */
public final class FusedLoss {
  /** In the place of a target: no prediction is judged there. */
  public static final long NOT_JUDGED = -100;

  private final Session session;
  private final ModelConfig config;
  private final TorchScript script;

  private FusedLoss(Session session, ModelConfig config, TorchScript script) {
    this.session = session;
    this.config = config;
    this.script = script;
  }

  /**
   * @param order names of the parameters as the flat buffer of {@link #of(Parameters, TokenBatch,
   *     long[])} has them
   */
  public static FusedLoss of(Session session, ModelConfig config, List<String> order) {
    Map<String, long[]> shapes = TensorNames.required(config);
    List<String> names = List.copyOf(shapes.keySet());
    TransformerScript text = TransformerScript.ofTraining(config, names, session.manager());
    return new FusedLoss(
        session, config, TorchScript.compile(session.manager(), text.withLoss(shapes, order)));
  }

  /**
   * Mean negative log-likelihood, in nats per judged target.
   *
   * @param targets the token after each of the batch's, row by row, or {@link #NOT_JUDGED}
   */
  public NDArray of(Parameters parameters, TokenBatch batch, long[] targets) {
    NDManager manager = session.manager();
    BatchedPass pass =
        new BatchedPass(config, manager, DataType.FLOAT32, batch, null, 0, ActivationHook.NONE);
    Tensors flat = Tensors.of(parameters.flat());
    Tensors ids = Tensors.of(pass.ids());
    Tensors place = new Tensors(pass.place());
    Tensors judged = Tensors.of(manager.create(targets, new Shape(targets.length)));
    List<NDArray> mask = FusedTransformer.mask(pass);
    return mask.isEmpty()
        ? script.record("loss", flat, ids, place, judged)
        : script.record("maskedLoss", flat, ids, place, judged, new Tensors(mask));
  }
}
