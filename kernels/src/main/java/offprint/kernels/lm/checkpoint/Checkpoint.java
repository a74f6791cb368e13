package offprint.kernels.lm.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.torch.MappedSafetensors;
import org.jspecify.annotations.Nullable;

/**
 * A stored model: a folder of {@code config.json}, {@code model.safetensors} (or shards listed in
 * {@code model.safetensors.index.json}) and {@code tokenizer.json}, or one safetensors file whose
 * metadata carries the text of the two JSON files, as {@link CheckpointWriter} writes it. Opening
 * checks every name, type and shape against the config, and reads all weights once in search of NaN
 * and infinities.
 */
public final class Checkpoint {
  private static final String INDEX = "model.safetensors.index.json";

  /** A tensor under the name it has in its file. */
  private record Stored(MappedSafetensors file, String name) {
    List<Long> shape() {
      return file.shape(name);
    }

    String type() {
      return file.dtype(name);
    }

    void check(String plain, List<Long> expected) {
      if (!shape().equals(expected)) {
        throw new IllegalArgumentException(
            "tensor '%s' must have shape %s by config.json: got %s"
                .formatted(plain, expected, shape()));
      }
      if (!List.of("F32", "F16", "BF16", "F64").contains(type())) {
        throw new IllegalArgumentException(
            "tensor '%s' must hold F32, F16, BF16 or F64: got %s".formatted(plain, type()));
      }
    }

    void requireFinite(String plain) {
      long index = file.firstNonFinite(name);
      if (index >= 0) {
        throw new IllegalArgumentException(
            "tensor '%s' must hold finite weights: NaN or infinity at index %s"
                .formatted(plain, place(index)));
      }
    }

    /** The indices of a number, from 0, e.g. [3, 17]. */
    private List<Long> place(long index) {
      List<Long> place = new ArrayList<>();
      for (long side : shape().reversed()) {
        place.add(index % side);
        index /= side;
      }
      return place.reversed();
    }
  }

  private final String name;
  private final ModelConfig config;
  private final Map<String, Stored> tensors;
  private final @Nullable String tokenizer;

  private Checkpoint(
      String name, ModelConfig config, Map<String, Stored> tensors, @Nullable String tokenizer) {
    this.name = name;
    this.config = config;
    this.tensors = tensors;
    this.tokenizer = tokenizer;
  }

  /**
   * @param path a model's folder, a file in it, or a self-contained safetensors file
   * @throws IllegalArgumentException if a file is missing, cut off or of another kind, if the
   *     architecture is not supported, if tensors are missing, of another shape or unknown, or if a
   *     weight is not finite
   */
  public static Checkpoint open(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    Path folder = isFolder ? path : path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("'%s' must be a model's folder".formatted(path));
    }
    if (!isFolder && path.getFileName().toString().matches(".*\\.(bin|pt|pth|ckpt|gguf)")) {
      throw new IllegalArgumentException(
          "%s: only safetensors files are read: convert the model (a pickled file can run any code)"
              .formatted(path.getFileName()));
    }
    boolean isTensors = !isFolder && path.getFileName().toString().endsWith(".safetensors");
    List<MappedSafetensors> files = files(isTensors ? path : null, folder);
    String config = json("config.json", folder, files);
    if (config == null) {
      throw new IllegalArgumentException(
          "%s has no config.json".formatted(isTensors ? path.getFileName() : folder.getFileName()));
    }
    ModelConfig read = ConfigJson.read(config);
    Map<String, Stored> tensors = new LinkedHashMap<>();
    for (MappedSafetensors file : files) {
      for (String stored : file.names()) {
        String plain = plain(read, stored);
        if (!TensorNames.isBuffer(plain)) {
          tensors.put(plain, new Stored(file, stored));
        }
      }
    }
    check(read, tensors);
    tensors.forEach((plain, stored) -> stored.requireFinite(plain));
    return new Checkpoint(
        String.valueOf(path.getFileName()), read, tensors, json("tokenizer.json", folder, files));
  }

  /** The text of a JSON file: the file's own metadata first, since it belongs to these weights. */
  private static @Nullable String json(String name, Path folder, List<MappedSafetensors> files)
      throws IOException {
    if (files.size() == 1) {
      String embedded = files.getFirst().metadata().get(name);
      if (embedded != null) {
        return embedded;
      }
    }
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : null;
  }

  private static List<MappedSafetensors> files(@Nullable Path given, Path folder)
      throws IOException {
    Path index = folder.resolve(INDEX);
    boolean isShard = given != null && given.getFileName().toString().contains("-of-");
    if (Files.exists(index) && (given == null || isShard)) {
      List<MappedSafetensors> shards = new ArrayList<>();
      for (String shard : shards(Files.readString(index))) {
        Path file = folder.resolve(shard);
        if (!shard.matches("[A-Za-z0-9._-]+") || !Files.exists(file)) {
          throw new IllegalArgumentException(
              "%s names the shard %s: it is not there".formatted(INDEX, shard));
        }
        shards.add(MappedSafetensors.open(file));
      }
      return shards;
    }
    Path single = given == null ? folder.resolve("model.safetensors") : given;
    if (!Files.exists(single)) {
      throw new IllegalArgumentException(missing(folder));
    }
    return List.of(MappedSafetensors.open(single));
  }

  private static String missing(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      boolean pickled = entries.anyMatch(f -> f.getFileName().toString().endsWith(".bin"));
      return "%s has no model.safetensors%s"
          .formatted(
              folder.getFileName(),
              pickled ? ": convert its .bin files (a pickled file can run any code)" : "");
    }
  }

  private static List<String> shards(String index) {
    try {
      JsonObject map =
          JsonParser.parseString(index).getAsJsonObject().getAsJsonObject("weight_map");
      return map.asMap().values().stream().map(JsonElement::getAsString).distinct().toList();
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException e) {
      throw new IllegalArgumentException(INDEX + ": expected an object 'weight_map'", e);
    }
  }

  private static String plain(ModelConfig config, String stored) {
    return config.layout() == ModelConfig.Layout.GPT2 && stored.startsWith("transformer.")
        ? stored.substring("transformer.".length())
        : stored;
  }

  private static void check(ModelConfig config, Map<String, Stored> tensors) {
    Map<String, long[]> required = TensorNames.required(config);
    Map<String, long[]> known = new TreeMap<>(TensorNames.optional(config));
    known.putAll(required);
    List<String> missing = required.keySet().stream().filter(n -> !tensors.containsKey(n)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint lacks %d tensors of its config: %s"
              .formatted(missing.size(), few(missing)));
    }
    List<String> extra = tensors.keySet().stream().filter(n -> !known.containsKey(n)).toList();
    if (!extra.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint has %d tensors that model_type %s does not: %s"
              .formatted(extra.size(), config.type(), few(extra)));
    }
    known.forEach(
        (name, shape) -> {
          Stored stored = tensors.get(name);
          if (stored != null) {
            stored.check(name, Arrays.stream(shape).boxed().toList());
          }
        });
  }

  private static String few(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(5, names.size())))
        + (names.size() > 5 ? ", …" : "");
  }

  /** Name of the folder or file. */
  public String name() {
    return name;
  }

  public ModelConfig config() {
    return config;
  }

  /** Names of the tensors in the order of computation, without {@code transformer.}. */
  public List<String> tensors() {
    List<String> names = new ArrayList<>(TensorNames.required(config).keySet());
    tensors.keySet().stream().filter(n -> !names.contains(n)).forEach(names::add);
    return names;
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  public NDArray array(NDManager manager, String tensor, DataType type) {
    Stored stored = tensors.get(tensor);
    if (stored == null) {
      throw new IllegalArgumentException("the model has no tensor '%s'".formatted(tensor));
    }
    return stored.file.array(manager, stored.name, type);
  }

  /**
   * Bytes that the weights take outside the mapped files.
   *
   * @param width bytes of a number to compute with: 4 or 8
   */
  public long convertedBytes(int width) {
    String mapped = width == 4 ? "F32" : "F64";
    return tensors.values().stream()
        .filter(stored -> !stored.type().equals(mapped))
        .mapToLong(stored -> width * stored.shape().stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /**
   * Text of the tokenizer.json.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String tokenizerJson() {
    if (tokenizer == null) {
      throw new IllegalArgumentException("%s has no tokenizer.json".formatted(name));
    }
    return tokenizer;
  }

  /**
   * The model's tokenizer.
   *
   * @throws IllegalArgumentException if there is none, or if it has tokens beyond the embedding
   */
  public Tokenizer tokenizer() {
    return Tokenizer.read(tokenizerJson(), config.vocabulary());
  }
}
