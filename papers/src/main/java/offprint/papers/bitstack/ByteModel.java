package offprint.papers.bitstack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.checkpoint.CheckpointWriter;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * moby-byte: a GPT-2 of two layers whose tokens are bytes, trained on the first nine tenths of
 * Moby-Dick; 16 windows of 128 bytes a step, AdamW 2e-3.
 */
record ByteModel(Safetensors weights) {
  static final int WINDOW = 128;
  static final ModelConfig CONFIG = ModelConfig.gpt2(ByteTokens.SIZE, WINDOW, 128, 2, 4);

  static ByteModel train(
      Session session, int[] text, int steps, RandomGenerator random, Progress watcher) {
    LanguageTraining.Plan plan =
        new LanguageTraining.Plan(steps, 16, WINDOW, 2e-3, steps / 10, random.nextLong());
    LanguageTraining training = LanguageTraining.start(session, CONFIG, plan, random);
    training.run(text, steps, watcher);
    return new ByteModel(training.weights());
  }

  /** As a self-contained model.safetensors in fp16. */
  void write(OutputStream out) throws IOException {
    new CheckpointWriter(CONFIG, ByteTokens.json()).halfWeights(weights.tensors(), out);
  }

  /** The weights as the fp16 file has them. */
  Safetensors halves() {
    Map<String, Safetensors.Tensor> halves = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
              halves.put(name, Safetensors.Tensor.half(weights.doubles(name, shape), shape));
            });
    return Safetensors.of(halves, Map.of());
  }

  /**
   * The same function with a few inputs of q, k, v and of fc that are 30 times as large, and their
   * columns of weights as much smaller: what trained models of billions of weights have by
   * themselves.
   */
  static Safetensors withOutliers(Safetensors weights) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(weights.tensors());
    for (int layer = 0; layer < CONFIG.layers(); layer++) {
      String h = "h." + layer + ".";
      for (String part : new String[] {"ln_1.weight", "ln_1.bias", "ln_2.weight", "ln_2.bias"}) {
        stretch(tensors, h + part, 30);
      }
      stretch(tensors, h + "attn.c_attn.weight", 1.0 / 30);
      stretch(tensors, h + "mlp.c_fc.weight", 1.0 / 30);
    }
    return Safetensors.of(tensors, Map.of());
  }

  private static void stretch(Map<String, Safetensors.Tensor> tensors, String name, double by) {
    Safetensors.Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the model has no tensor '%s'".formatted(name));
    }
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    float[] values = Safetensors.of(tensors, Map.of()).floats(name, shape);
    int width = values.length / Math.toIntExact(shape[0]);
    for (int channel : new int[] {5, 37, 70, 101}) {
      for (int i = 0; i < width; i++) {
        values[channel * width + i] *= (float) by;
      }
    }
    tensors.put(name, Safetensors.Tensor.of(values, shape));
  }
}
