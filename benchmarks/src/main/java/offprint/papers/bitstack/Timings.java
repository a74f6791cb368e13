package offprint.papers.bitstack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.lm.inference.Generation;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.SafetensorsPrefix;
import offprint.kernels.torch.Session;

/**
 * Seconds of restoring a matrix, of multiplying without it, of changing a budget and of writing
 * tokens, as one JSON object. Arguments: side of the matrix, a stack, a wide stack or "".
 */
public final class Timings {
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  private Timings() {}

  /** Entry point. */
  public static void main(String[] arguments) throws IOException {
    Timings timings = new Timings();
    int side = Integer.parseInt(arguments[0]);
    try (Session session = Session.open()) {
      for (int rank : new int[] {1, 4, 16}) {
        timings.matrix(session, side, rank);
      }
      timings.tokens(session, Path.of(arguments[1]));
      if (!arguments[2].isEmpty()) {
        timings.budget(session, Path.of(arguments[2]));
      }
    }
    StringBuilder text = new StringBuilder("{");
    timings.seconds.forEach(
        (name, value) ->
            text.append(text.length() > 1 ? ", " : "")
                .append(String.format(Locale.ROOT, "\"%s\": %.9g", name, value)));
    System.out.println(text.append('}'));
  }

  private static PackedProjection packed(int side, int rank, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    short[] u = new short[side * rank];
    short[] v = new short[side * rank];
    byte[] signs = new byte[side * side / 8];
    for (int i = 0; i < u.length; i++) {
      u[i] = Float.floatToFloat16(random.nextFloat());
      v[i] = Float.floatToFloat16(random.nextFloat());
    }
    random.nextBytes(signs);
    PackedProjection packed = new PackedProjection(side, side, null);
    packed.put(0, new Block(side, side, rank, u, v, signs), side);
    return packed;
  }

  private void matrix(Session session, int side, int rank) {
    PackedProjection packed = packed(side, rank, rank);
    ByteBuffer bytes = session.manager().allocateDirect(4 * side * side);
    FloatBuffer matrix = bytes.asFloatBuffer();
    double restore = Timing.seconds(12, () -> packed.restore(matrix, 0));
    float[] x = new float[side];
    for (int j = 0; j < side; j++) {
      x[j] = (float) Math.sin(j);
    }
    float[] y = new float[side];
    double gemv = Timing.seconds(30, () -> packed.multiply(x, y, 0));
    NDArray w = session.constant(new float[side * side], side, side);
    NDArray input = session.constant(x, 1, side);
    double product =
        Timing.seconds(
            20,
            () -> {
              try (NDScope _ = new NDScope()) {
                Functional.linear(input, w, null).toFloatArray();
              }
            });
    seconds.put("restore_k" + rank, restore);
    seconds.put("gemv_k" + rank, gemv);
    seconds.put("product_k" + rank, product);
  }

  private void tokens(Session session, Path stack) throws IOException {
    for (RunningModel.Mode mode : RunningModel.Mode.values()) {
      try (StackFile file = StackFile.open(SafetensorsPrefix.open(stack));
          RunningModel running = RunningModel.open(session, file, 300_000, true, mode)) {
        int count = Math.min(100, file.config().context() - 4);
        Generation generation = new Generation(running.model(), Sampling.GREEDY, count, -1, 1);
        double time =
            Timing.seconds(8, () -> generation.run(_ -> {}, new int[] {84, 104, 101, 32}));
        seconds.put("token_" + mode.name().toLowerCase(Locale.ROOT), time / count);
      }
    }
  }

  /** From the least budget to the whole stack, beside reading the same bytes. */
  private void budget(Session session, Path stack) throws IOException {
    long least;
    long all;
    double change = Double.POSITIVE_INFINITY;
    try (StackFile file = StackFile.open(SafetensorsPrefix.open(stack));
        RunningModel running =
            RunningModel.open(
                session,
                file,
                (double) file.index().minimumBytes(),
                true,
                RunningModel.Mode.PACKED)) {
      least = file.index().minimumBytes();
      all = file.index().fullBytes();
      for (int i = 0; i < 5; i++) {
        running.setBudget((double) least);
        change =
            Math.min(
                change,
                Timing.seconds(
                    1,
                    () -> {
                      try {
                        running.setBudget((double) all);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
      }
    }
    long begin = Files.size(stack) - all + least;
    double read =
        Timing.seconds(
            5,
            () -> {
              try (SafetensorsPrefix raw = SafetensorsPrefix.open(stack)) {
                raw.read(raw.present() - (all - least), raw.present());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    seconds.put("change_bytes", (double) (Files.size(stack) - begin));
    seconds.put("change", change);
    seconds.put("read", read);
  }
}
