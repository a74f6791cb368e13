package offprint.papers.bitstack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.SafetensorsPrefix;
import org.jspecify.annotations.Nullable;

/** A stack on disk, read from its beginning up to a budget. */
final class StackFile implements AutoCloseable {
  private final SafetensorsPrefix file;
  private final ModelConfig config;
  private final List<Projection> projections;
  private final StackIndex index;
  private final int present;

  private StackFile(
      SafetensorsPrefix file, ModelConfig config, List<Projection> projections, StackIndex index) {
    this.file = file;
    this.config = config;
    this.projections = projections;
    this.index = index;
    this.present = present();
  }

  /**
   * Checks the header of a file as {@link Stack#write} makes it.
   *
   * @throws IllegalArgumentException if it is of another kind, if a block is missing or doubled, or
   *     if the file ends inside the first level
   */
  static StackFile open(SafetensorsPrefix file) {
    Map<String, String> about = file.metadata();
    if (!Stack.VERSION.equals(about.get("format"))) {
      throw new IllegalArgumentException(
          "%s must be a model.bitstack of bitstack/compress (format %s): got format %s"
              .formatted(file.name(), Stack.VERSION, about.getOrDefault("format", "none")));
    }
    ModelConfig config = ModelConfig.read(text(file, "config.json"));
    List<Projection> projections = Projection.of(config);
    List<StackIndex.Shape> shapes = new ArrayList<>();
    String[] ranks = text(file, "ranks").split(" ", -1);
    if (ranks.length != projections.size()) {
      throw new IllegalArgumentException(
          "%s: ranks must have %d numbers: got %d"
              .formatted(file.name(), projections.size(), ranks.length));
    }
    for (int p = 0; p < ranks.length; p++) {
      shapes.add(StackIndex.Shape.of(projections.get(p), number(file, "ranks", ranks[p])));
    }
    int levels = number(file, "levels", text(file, "levels"));
    List<Integer> order = order(file, projections, levels);
    boolean scaled = file.has(Stack.scaleName(projections.getFirst()));
    long scaleBytes = scaled ? Stack.scaleBytes(projections) : 0;
    long first = file.span(first(projections, order) + ".v").begin();
    StackIndex index = new StackIndex(shapes, first - scaleBytes, scaleBytes, levels, order);
    index.requireWhole();
    return new StackFile(file, config, projections, index);
  }

  /** The file of a stack, in memory. */
  static StackFile of(Stack stack) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stack.write(out);
    return open(SafetensorsPrefix.of("model.bitstack", out.toByteArray()));
  }

  private static String first(List<Projection> projections, List<Integer> order) {
    if (order.isEmpty()) {
      throw new IllegalArgumentException("order: it must have at least 1 block: got none");
    }
    return Stack.blockName(projections.get(order.getFirst() % projections.size()), 0);
  }

  private static String text(SafetensorsPrefix file, String name) {
    String text = file.metadata().get(name);
    if (text == null) {
      throw new IllegalArgumentException("%s: metadata lacks %s".formatted(file.name(), name));
    }
    return text;
  }

  private static int number(SafetensorsPrefix file, String name, String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "%s: %s must hold numbers from 1: got '%s'".formatted(file.name(), name, text));
    }
    return Integer.parseInt(text);
  }

  private static List<Integer> order(
      SafetensorsPrefix file, List<Projection> projections, int levels) {
    Map<String, Integer> items = new HashMap<>();
    for (int item = 0; item < levels * projections.size(); item++) {
      Projection projection = projections.get(item % projections.size());
      items.put(Stack.blockName(projection, item / projections.size()), item);
    }
    List<Integer> order = new ArrayList<>();
    for (String name : text(file, "order").split(" ", -1)) {
      Integer item = items.get(name);
      if (item == null) {
        throw new IllegalArgumentException(
            "%s: order names the block '%s', which the model does not have"
                .formatted(file.name(), name));
      }
      order.add(item);
    }
    return order;
  }

  /** Number of complete blocks in the file. */
  private int present() {
    int count = 0;
    while (count < index.order().size() && signs(count).end() <= file.present()) {
      count++;
    }
    if (count < projections.size()) {
      throw new IllegalArgumentException(
          "%s is cut off inside the first level: it has %d of %d first blocks"
              .formatted(file.name(), count, projections.size()));
    }
    return count;
  }

  private SafetensorsPrefix.Span signs(int position) {
    return file.span(name(position) + ".sign");
  }

  private String name(int position) {
    int item = index.order().get(position);
    return Stack.blockName(projections.get(index.projection(item)), index.level(item));
  }

  ModelConfig config() {
    return config;
  }

  List<Projection> projections() {
    return projections;
  }

  StackIndex index() {
    return index;
  }

  /**
   * The model's tokenizer.
   *
   * @throws IllegalArgumentException if it does not fit the model's vocabulary
   */
  Tokenizer tokenizer() {
    return Tokenizer.read(tokenizerJson(), config.vocabulary());
  }

  String tokenizerJson() {
    return text(file, "tokenizer.json");
  }

  /** The metadata of the file. */
  Map<String, String> about() {
    return file.metadata();
  }

  /** Bytes of values read so far. */
  long bytesRead() {
    return file.bytesRead();
  }

  /** Number of complete blocks in the file; fewer than the stack has if it was cut off. */
  int blocksPresent() {
    return present;
  }

  /** The prefix of a budget, no longer than the file. */
  StackIndex.Prefix prefix(double budget, boolean partial) {
    StackIndex.Prefix prefix = index.prefix(budget, partial);
    return prefix.items() < present ? prefix : index.items(Math.min(prefix.items(), present));
  }

  /** Scores of the order, [levels − 1][projections]; empty where it was not measured. */
  List<double[]> scores() {
    String text = about().getOrDefault("scores", "");
    List<double[]> scores = new ArrayList<>();
    double[] all =
        text.isEmpty()
            ? new double[0]
            : Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    int width = projections.size();
    for (int from = 0; from + width <= all.length; from += width) {
      scores.add(Arrays.copyOfRange(all, from, from + width));
    }
    return scores;
  }

  /** Base tensors as float32, in one read. */
  Map<String, float[]> base() throws IOException {
    Map<String, float[]> base = new LinkedHashMap<>();
    ByteBuffer values = file.read(0, index.baseBytes());
    for (String name : file.names()) {
      SafetensorsPrefix.Span span = file.span(name);
      if (span.end() <= index.baseBytes() && span.end() > span.begin()) {
        float[] floats = new float[(int) ((span.end() - span.begin()) / 2)];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.float16ToFloat(values.getShort((int) span.begin() + 2 * i));
        }
        base.put(name, floats);
      }
    }
    return base;
  }

  /** As {@link #scales}. */
  Map<String, double[]> wideScales() throws IOException {
    Map<String, double[]> wide = new LinkedHashMap<>();
    scales()
        .forEach(
            (name, s) -> {
              double[] values = new double[s.length];
              Arrays.setAll(values, j -> s[j]);
              wide.put(name, values);
            });
    return wide;
  }

  /** Warns of a file that was cut off. */
  void warnIfCut(Findings out) {
    if (present < index.order().size()) {
      out.warning(
          "%s is cut off: %d of its %d blocks are there and served."
              .formatted(file.name(), present, index.order().size()));
    }
  }

  long[] shape(String tensor) {
    return file.span(tensor).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Scales by input, in one read; empty where there are none.
   *
   * @throws IllegalArgumentException if one is not a positive number or of another length
   */
  Map<String, float[]> scales() throws IOException {
    Map<String, float[]> scales = new LinkedHashMap<>();
    if (index.scaleBytes() == 0) {
      return scales;
    }
    long begin = index.baseBytes();
    ByteBuffer values = file.read(begin, begin + index.scaleBytes());
    for (Projection projection : projections) {
      String name = Stack.scaleName(projection);
      SafetensorsPrefix.Span span = file.span(name);
      if (!span.shape().equals(List.of((long) projection.columns()))) {
        throw new IllegalArgumentException(
            "%s: tensor '%s' must have shape [%d]: got %s"
                .formatted(file.name(), name, projection.columns(), span.shape()));
      }
      float[] s = new float[projection.columns()];
      for (int j = 0; j < s.length; j++) {
        s[j] = values.getFloat((int) (span.begin() - begin) + 4 * j);
        if (!(s[j] > 0) || Float.isInfinite(s[j])) {
          throw new IllegalArgumentException(
              "%s: tensor '%s' must hold positive numbers: number %d is %s"
                  .formatted(file.name(), name, j, s[j]));
        }
      }
      scales.put(projection.inputName(), s);
    }
    return scales;
  }

  /**
   * Reads a block, or the rest of a block whose first rows are loaded.
   *
   * @param begun its first part; null for none
   * @param begunRows rows that the part has
   * @param rows of which signs are wanted
   */
  Block block(int position, @Nullable Block begun, int begunRows, int rows) throws IOException {
    StackIndex.Shape shape = index.shape(index.order().get(position));
    long start = file.span(name(position) + ".v").begin();
    long from = begun == null ? 0 : shape.partBytes(begunRows);
    ByteBuffer values = file.read(start + from, start + shape.partBytes(rows));
    int length = Math.toIntExact(shape.partBytes(rows) - shape.factorBytes());
    byte[] signs = begun == null ? new byte[length] : Arrays.copyOf(begun.signs(), length);
    short[] v = begun == null ? halves(values, shape.rank() * shape.columns()) : begun.v();
    short[] u = begun == null ? halves(values, shape.rank() * shape.rows()) : begun.u();
    int at = (int) Math.max(0, from - shape.factorBytes());
    values.get(signs, at, values.remaining());
    return new Block(shape.rows(), shape.columns(), shape.rank(), u, v, signs);
  }

  private static short[] halves(ByteBuffer values, int count) {
    short[] halves = new short[count];
    for (int i = 0; i < count; i++) {
      halves[i] = values.getShort();
    }
    return halves;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
