package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.TensorNames;
import offprint.kernels.torch.TorchScript;
import offprint.kernels.torch.TorchScript.Tensors;
import offprint.kernels.torch.TorchScript.Whole;
import org.jspecify.annotations.Nullable;

/** {@link Transformer} as one native call a pass; nothing of it can be watched or changed. */
final class FusedTransformer {
  /** Multiply-adds of a pass up to which one thread is faster than several. */
  private static final double WORK_OF_ONE_THREAD = 1e8;

  private final ModelConfig config;
  private final TorchScript script;
  private final List<String> names;

  private FusedTransformer(ModelConfig config, TorchScript script, List<String> names) {
    this.config = config;
    this.script = script;
    this.names = names;
  }

  /**
   * For a model of a type.
   *
   * @param source tells which of the layout's optional tensors there are
   */
  static FusedTransformer of(
      ModelConfig config, NDManager manager, DataType type, WeightSource source) {
    Set<String> all = new LinkedHashSet<>(TensorNames.required(config).keySet());
    for (String name : TensorNames.optional(config).keySet()) {
      if (source.find(name) != null) {
        all.add(name);
      }
    }
    List<String> names = List.copyOf(all);
    String functions = TransformerScript.of(config, names, manager, type).functions();
    return new FusedTransformer(config, TorchScript.compile(manager, functions), names);
  }

  /**
   * @return [B, T, d] after the final norm
   */
  NDArray hidden(WeightSource weights, BatchedPass pass) {
    return run("hidden", weights, pass);
  }

  /** Logits after the last token, [B, V]. */
  NDArray next(WeightSource weights, BatchedPass pass) {
    return run("next", weights, pass);
  }

  private NDArray run(String function, WeightSource weights, BatchedPass pass) {
    List<NDArray> tensors = new ArrayList<>(names.size());
    for (String name : names) {
      tensors.add(weights.get(name));
    }
    KeyValueCache cache = pass.cache();
    TorchScript.Argument[] arguments = {
      new Tensors(tensors),
      Tensors.of(pass.ids()),
      new Tensors(pass.place()),
      new Tensors(mask(pass)),
      new Tensors(cache == null ? List.of() : cache.stores()),
      new Whole(cache == null ? 0 : cache.length())
    };
    return (double) config.parameters() * pass.tokens() <= WORK_OF_ONE_THREAD
        ? script.callOnOneThread(function, arguments)
        : script.call(function, arguments);
  }

  /** Nothing where each token sees just those before it. */
  static List<NDArray> mask(BatchedPass pass) {
    @Nullable NDArray mask = pass.isCausal() ? null : pass.mask();
    return mask == null ? List.of() : List.of(mask);
  }
}
