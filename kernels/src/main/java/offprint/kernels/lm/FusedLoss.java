package offprint.kernels.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;

/** Loss of a model in training as one native call, with its gradient. */
final class FusedLoss {
  /** In the place of a target: no prediction is judged there. */
  static final long NOT_JUDGED = -100;

  private final Session session;
  private final ModelConfig config;
  private final TorchScript script;

  private FusedLoss(Session session, ModelConfig config, TorchScript script) {
    this.session = session;
    this.config = config;
    this.script = script;
  }

  /** Of {@link FirstWeights} in their order. */
  static FusedLoss of(Session session, ModelConfig config) {
    Map<String, long[]> shapes = TensorNames.required(config);
    List<String> names = List.copyOf(shapes.keySet());
    TransformerScript text = TransformerScript.ofTraining(config, names, session.manager());
    List<String> order = FirstWeights.of(config).declaration().names();
    return new FusedLoss(
        session, config, TorchScript.compile(session.manager(), text.withLoss(shapes, order)));
  }

  /**
   * Mean negative log-likelihood, in nats per judged target.
   *
   * @param targets the token after each of the batch's, row by row, or {@link #NOT_JUDGED}
   */
  NDArray of(Parameters parameters, TokenBatch batch, long[] targets) {
    NDManager manager = session.manager();
    Pass pass = new Pass(config, manager, DataType.FLOAT32, batch, null, 0, Probe.NONE);
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
