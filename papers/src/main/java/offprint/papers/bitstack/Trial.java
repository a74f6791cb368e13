package offprint.papers.bitstack;

import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.ByteTokens;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;

/**
 * Compresses and judges the byte model in memory, by way of the same file that a reader gets.
 *
 * @param weights of the model
 * @param beat called often; throwing from it ends the work
 */
record Trial(
    Session session, Safetensors weights, int[][] calibration, int[][] scoring, Runnable beat) {

  /** How to compress. */
  record Settings(int levels, int rank, boolean scaled, boolean ordered) {}

  /** A stack and how it came about. */
  record Made(Stack stack, UniversalOrder measured, byte[] file) {
    StackFile open() throws IOException {
      return StackFile.open(SafetensorsPrefix.of("model.bitstack", file));
    }

    /** The same blocks in another order. */
    Made in(List<Integer> order) throws IOException {
      StackIndex old = stack.index();
      StackIndex index =
          new StackIndex(old.shapes(), old.baseBytes(), old.scaleBytes(), old.levels(), order);
      Stack other =
          new Stack(
              stack.config(),
              stack.tokenizer(),
              stack.base(),
              stack.scales(),
              stack.blocks(),
              index,
              List.of(),
              stack.about());
      return new Made(other, measured, bytes(other));
    }
  }

  LanguageModel model() {
    return LanguageModel.of(session, ByteModel.CONFIG, weights, DataType.FLOAT32);
  }

  Made make(Settings settings) throws IOException {
    try (LanguageModel model = model()) {
      Map<String, double[]> scales =
          settings.scaled ? Scales.measure(model, calibration, beat) : Map.of();
      Compressor compressor = Compressor.of(model, settings.rank, scales);
      Map<String, Safetensors.Tensor> base = compressor.base();
      compressor.decompose(
          settings.levels,
          AbsoluteDecomposition.Rounding.STORED,
          AbsoluteDecomposition.Svd.AUTO,
          1,
          watcher());
      int projections = compressor.projections().size();
      UniversalOrder measured = new UniversalOrder(List.of(), List.of());
      List<Integer> order = StackIndex.plainOrder(projections, settings.levels);
      if (settings.ordered) {
        measured =
            UniversalOrder.measure(
                compressor, settings.levels, scoring, List.of(), (_, _) -> beat.run());
        order = UniversalOrder.sorted(measured.scores(), projections);
      }
      Stack stack =
          new Stack(
              ByteModel.CONFIG,
              ByteTokens.json(),
              base,
              compressor.scales(),
              compressor.blocks(),
              compressor.index(Compressor.bytes(base), settings.levels, order),
              measured.scores(),
              Map.of("source", Fingerprint.of(model)));
      return new Made(stack, measured, bytes(stack));
    }
  }

  private Compressor.Watcher watcher() {
    return new Compressor.Watcher() {
      @Override
      public void progress(double fraction, String stage) {
        beat.run();
      }

      @Override
      public void residual(Projection projection, int blocks, double relative) {
        beat.run();
      }
    };
  }

  private static byte[] bytes(Stack stack) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stack.write(out);
    return out.toByteArray();
  }

  RunningModel run(StackFile file) throws IOException {
    return RunningModel.open(
        session, file, (double) file.index().minimumBytes(), false, RunningModel.Mode.DENSE);
  }

  double perplexity(LanguageModel model, int[][] windows) {
    return Math.exp(WindowLoss.mean(model, windows, beat));
  }

  /** Perplexity with equally many blocks of all projections, 1 to N. */
  double[] levels(Made made, int[][] windows) throws IOException {
    try (StackFile file = made.open();
        RunningModel running = run(file)) {
      int width = file.projections().size();
      double[] levels = new double[file.index().levels()];
      for (int level = 0; level < levels.length; level++) {
        running.setBudget((double) file.index().items((level + 1) * width).bytes());
        levels[level] = perplexity(running.model(), windows);
      }
      return levels;
    }
  }

  /** Perplexity of the prefixes from so many blocks to so many. */
  double[] prefixes(Made made, int from, int to, int[][] windows) throws IOException {
    try (StackFile file = made.open();
        RunningModel running = run(file)) {
      List<Double> found = new ArrayList<>();
      for (int items = from; items <= to; items++) {
        running.setBudget((double) file.index().items(items).bytes());
        found.add(perplexity(running.model(), windows));
      }
      return found.stream().mapToDouble(x -> x).toArray();
    }
  }

  Baselines baselines(LanguageModel model, int[][] windows) {
    Compressor compressor = Compressor.of(model, 0, Map.of());
    long baseBytes = Compressor.bytes(compressor.base());
    return Baselines.of(compressor, baseBytes, windows, beat);
  }
}
