package offprint.papers.bitstack;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Part;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * Compresses the byte model and measures it in memory, through the same file format that users get.
 *
 * @param weights of the model
 * @param part of the run's progress that the trial has
 */
record Trial(Session session, Safetensors weights, Decomposition.Windows windows, Part part) {

  /** The same trial in another part of the run. */
  Trial in(Part other) {
    return new Trial(session, weights, windows, other);
  }

  /** The same trial with another model. */
  Trial of(Safetensors other) {
    return new Trial(session, other, windows, part);
  }

  LanguageModel model() {
    return LanguageModel.of(session, ByteModel.CONFIG, weights, DataType.FLOAT32);
  }

  Stack make(Decomposition how) throws IOException {
    try (LanguageModel model = model()) {
      SplittableRandom random = new SplittableRandom(1);
      return how.apply(model, ByteTokens.json(), windows, null, random, part).stack();
    }
  }

  RunningModel run(StackFile file) throws IOException {
    return RunningModel.open(
        session, file, (double) file.index().minimumBytes(), false, RunningModel.Mode.DENSE);
  }

  double perplexity(LanguageModel model, int[][] test) {
    return Math.exp(WindowLoss.mean(model, test, part::repeat));
  }

  /** Perplexity with equally many blocks of all projections, 1 to N. */
  double[] levels(Stack stack, int[][] test) throws IOException {
    int width = stack.projections().size();
    return prefixes(
        stack, IntStream.rangeClosed(1, stack.index().levels()).map(l -> l * width), test);
  }

  /**
   * Perplexity of prefixes of a stack.
   *
   * @param items whole blocks of each
   */
  double[] prefixes(Stack stack, IntStream items, int[][] test) throws IOException {
    int[] counts = items.toArray();
    double[] found = new double[counts.length];
    try (StackFile file = StackFile.of(stack);
        RunningModel running = run(file)) {
      for (int i = 0; i < counts.length; i++) {
        running.setBudget((double) file.index().items(counts[i]).bytes());
        found[i] = perplexity(running.model(), test);
      }
    }
    return found;
  }

  Baselines baselines(LanguageModel model, int[][] test) {
    Compressor compressor = Compressor.of(model, 0, Map.of());
    long baseBytes = Compressor.bytes(compressor.base());
    return Baselines.of(compressor, baseBytes, test, part::repeat);
  }
}
