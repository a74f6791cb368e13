package offprint.papers.bitstack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.ByteTokens;
import offprint.kernels.lm.CheckpointWriter;
import offprint.kernels.lm.LanguageTraining;
import offprint.kernels.lm.ModelConfig;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.Training;

/**
 * moby-byte: a GPT-2 of two layers whose tokens are bytes, trained on the first nine tenths of
 * Moby-Dick; 16 windows of 128 bytes a step, AdamW 2e-3.
 */
record ByteModel(Safetensors weights) {
  static final int WINDOW = 128;
  static final ModelConfig CONFIG = ModelConfig.gpt2(ByteTokens.SIZE, WINDOW, 128, 2, 4);
  private static final CheckpointWriter WRITER = new CheckpointWriter(CONFIG, ByteTokens.json());

  static ByteModel train(
      Session session, int[] text, int steps, RandomGenerator random, Training.Watcher watcher) {
    LanguageTraining.Plan plan =
        new LanguageTraining.Plan(steps, 16, WINDOW, 2e-3, steps / 10, random.nextLong());
    LanguageTraining training = LanguageTraining.start(session, CONFIG, plan, random);
    training.run(text, steps, watcher);
    return new ByteModel(training.weights());
  }

  /** As a self-contained model.safetensors in fp16. */
  void write(OutputStream out) throws IOException {
    WRITER.halfWeights(weights.tensors(), out);
  }

  /** The weights as the fp16 file has them. */
  Map<String, Safetensors.Tensor> tensors() {
    return weights.tensors();
  }
}
