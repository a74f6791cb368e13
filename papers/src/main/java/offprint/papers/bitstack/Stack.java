package offprint.papers.bitstack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.torch.Safetensors;

/**
 * A compressed model in memory.
 *
 * @param tokenizer text of tokenizer.json
 * @param base all tensors but the projections, fp16
 * @param scales s as stored, by {@link Projection#inputName}; empty where nothing was scaled
 * @param blocks of each projection, in its order
 * @param scores perplexity with a projection one block ahead, [levels − 1][projections]; empty
 *     where the order was not measured
 * @param about what it was made from and how
 */
record Stack(
    ModelConfig config,
    String tokenizer,
    Map<String, Safetensors.Tensor> base,
    Map<String, double[]> scales,
    List<List<Block>> blocks,
    StackIndex index,
    List<double[]> scores,
    Map<String, String> about) {
  static final String VERSION = "bitstack-1";

  List<Projection> projections() {
    return Projection.of(config);
  }

  /** Perplexity with only this item one level ahead; NaN if it was not measured. */
  double score(int item) {
    int level = index.level(item);
    return level == 0 || scores.isEmpty()
        ? Double.NaN
        : scores.get(level - 1)[index.projection(item)];
  }

  /** The same blocks in another order, without scores. */
  Stack in(List<Integer> order) {
    StackIndex other =
        new StackIndex(
            index.shapes(), index.baseBytes(), index.scaleBytes(), index.levels(), order);
    return new Stack(config, tokenizer, base, scales, blocks, other, List.of(), about);
  }

  /** Name of the scale of an input in the file. */
  static String scaleName(Projection projection) {
    return "scale." + projection.inputName().toLowerCase(Locale.ROOT);
  }

  static String blockName(Projection projection, int level) {
    return projection.name() + "." + (level + 1);
  }

  /** Bytes of the scales, each counted once. */
  static long scaleBytes(List<Projection> projections) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    projections.forEach(p -> columns.put(p.inputName(), p.columns()));
    return 4L * columns.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Writes a safetensors file whose values stand in the order of the stack. A block of an odd
   * number of bytes is followed by a zero byte.
   */
  void write(OutputStream out) throws IOException {
    LinkedHashMap<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(base);
    List<Projection> projections = projections();
    for (Projection projection : projections) {
      double[] s = scales.get(projection.inputName());
      if (s != null) {
        float[] narrow = new float[s.length];
        for (int j = 0; j < s.length; j++) {
          narrow[j] = (float) s[j];
        }
        tensors.putIfAbsent(scaleName(projection), Safetensors.Tensor.of(narrow, s.length));
      }
    }
    for (int item : index.order()) {
      Projection projection = projections.get(index.projection(item));
      Block block = blocks.get(index.projection(item)).get(index.level(item));
      String name = blockName(projection, index.level(item));
      tensors.put(name + ".v", halves(block.v(), block.rank(), block.columns()));
      tensors.put(name + ".u", halves(block.u(), block.rows(), block.rank()));
      int even = (block.signs().length + 1) / 2 * 2;
      ByteBuffer signs = ByteBuffer.allocate(even).put(block.signs()).rewind();
      tensors.put(name + ".sign", new Safetensors.Tensor("U8", List.of((long) even), signs));
    }
    Safetensors.writeInOrder(tensors, metadata(projections), out);
  }

  private static Safetensors.Tensor halves(short[] values, int rows, int columns) {
    ByteBuffer data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(values);
    return new Safetensors.Tensor("F16", List.of((long) rows, (long) columns), data);
  }

  private Map<String, String> metadata(List<Projection> projections) {
    Map<String, String> metadata = new LinkedHashMap<>(about);
    metadata.put("format", VERSION);
    metadata.put("config.json", config.json());
    metadata.put("tokenizer.json", tokenizer);
    metadata.put("levels", "" + index.levels());
    metadata.put(
        "ranks", index.shapes().stream().map(s -> "" + s.rank()).collect(Collectors.joining(" ")));
    metadata.put(
        "order",
        index.order().stream()
            .map(i -> blockName(projections.get(index.projection(i)), index.level(i)))
            .collect(Collectors.joining(" ")));
    StringBuilder text = new StringBuilder();
    for (double[] level : scores) {
      for (double score : level) {
        text.append(score).append(' ');
      }
    }
    metadata.put("scores", text.toString().strip());
    return metadata;
  }
}
