package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The named tensors that training changes, laid end to end in one flat tensor, so that an optimiser
 * step is a handful of operations however many tensors there are. {@link #views} cuts them out
 * again inside the graph: one split forward, one concatenation backward.
 */
public final class Parameters {
  private record Entry(String name, Initializer initializer, long[] shape) {
    long size() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  private final List<Entry> entries;
  private final NDArray flat;

  private Parameters(List<Entry> entries, NDArray flat) {
    this.entries = entries;
    this.flat = flat;
  }

  public static Declaration declare() {
    return new Declaration();
  }

  /** The list of names, shapes and first values, in order. */
  public static final class Declaration {
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Declaration() {}

    /**
     * @throws IllegalArgumentException if the name is taken
     */
    public Declaration add(String name, Initializer initializer, long... shape) {
      if (entries.putIfAbsent(name, new Entry(name, initializer, shape)) != null) {
        throw new IllegalArgumentException("parameter %s is declared twice".formatted(name));
      }
      return this;
    }

    /** {@code name.weight} [out, in] and {@code name.bias} [out] with PyTorch's default values. */
    public Declaration linear(String name, long in, long out) {
      return add(name + ".weight", Initializer.fanIn(in), out, in)
          .add(name + ".bias", Initializer.fanIn(in), out);
    }

    /** The same list, in order, of those whose names pass. */
    public Declaration only(Predicate<String> names) {
      Declaration part = new Declaration();
      entries.values().stream()
          .filter(entry -> names.test(entry.name))
          .forEach(entry -> part.entries.put(entry.name, entry));
      return part;
    }

    /** Number of numbers. */
    public long size() {
      return entries.values().stream().mapToLong(Entry::size).sum();
    }

    /** Names in order. */
    public List<String> names() {
      return List.copyOf(entries.keySet());
    }

    /** Draws the values in order of declaration; 32-bit floats. */
    public Parameters on(Session session, RandomGenerator random) {
      return on(session, random, DataType.FLOAT32);
    }

    /** As {@link #on(Session, RandomGenerator)}, of type FLOAT32 or FLOAT64. */
    public Parameters on(Session session, RandomGenerator random, DataType type) {
      NDArray flat = session.manager().zeros(new Shape(size()), type);
      Parameters parameters = new Parameters(List.copyOf(entries.values()), flat);
      parameters.fill(entry -> draw(entry, random));
      flat.setRequiresGradient(true);
      return parameters;
    }

    private static double[] draw(Entry entry, RandomGenerator random) {
      double[] values = new double[Math.toIntExact(entry.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = entry.initializer.draw(random);
      }
      return values;
    }
  }

  private void fill(Function<Entry, double[]> values) {
    long at = 0;
    for (Entry entry : entries) {
      try (NDScope _ = new NDScope()) {
        NDArray part = flat.getManager().create(values.apply(entry));
        flat.set(
            new NDIndex(at + ":" + (at += entry.size())), part.toType(flat.getDataType(), false));
      }
    }
  }

  /** All values end to end: shape [size]. */
  public NDArray flat() {
    return flat;
  }

  public long size() {
    return flat.size();
  }

  /** The tensors by name, as parts of the current graph; they end with the current scope. */
  public Views views() {
    long[] cuts = new long[entries.size() - 1];
    long at = 0;
    for (int i = 0; i < cuts.length; i++) {
      at += entries.get(i).size();
      cuts[i] = at;
    }
    NDList parts = cuts.length == 0 ? new NDList(flat) : flat.split(cuts, 0);
    Map<String, NDArray> views = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Entry entry = entries.get(i);
      views.put(entry.name, parts.get(i).reshape(new Shape(entry.shape)));
    }
    return new Views(views);
  }

  /** Tensors that no gradient reaches; they live as long as the session. */
  public static Views constants(Session session, Map<String, Safetensors.Tensor> tensors) {
    Safetensors file = Safetensors.of(tensors, Map.of());
    Map<String, NDArray> views = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
          views.put(name, session.constant(file.floats(name, shape), shape));
        });
    return new Views(views);
  }

  /** Tensors by name. */
  public static final class Views {
    private final Map<String, NDArray> tensors;

    private Views(Map<String, NDArray> tensors) {
      this.tensors = tensors;
    }

    /** These and others, of other names. */
    public Views and(Views others) {
      Map<String, NDArray> all = new LinkedHashMap<>(tensors);
      all.putAll(others.tensors);
      return new Views(all);
    }

    /**
     * @throws IllegalArgumentException if there is no such parameter
     */
    public NDArray get(String name) {
      NDArray tensor = find(name);
      if (tensor == null) {
        throw new IllegalArgumentException("there is no parameter " + name);
      }
      return tensor;
    }

    /** Null where there is no such parameter. */
    public @Nullable NDArray find(String name) {
      return tensors.get(name);
    }
  }

  /** A copy of all values, [size]; it lives as long as the session unless closed before. */
  public NDArray snapshot() {
    return flat.duplicate();
  }

  /** Overwrites all values by those of a snapshot. */
  public void restore(NDArray snapshot) {
    flat.set(new NDIndex(":"), snapshot);
  }

  /** All values end to end. */
  public double[] values() {
    try (NDScope _ = new NDScope()) {
      return flat.toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /** Overwrites all values. */
  public void set(double[] values) {
    try (NDScope _ = new NDScope()) {
      restore(flat.getManager().create(values).toType(flat.getDataType(), false));
    }
  }

  /** The values as tensors of a file. */
  public Map<String, Safetensors.Tensor> tensors() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    long at = 0;
    for (Entry entry : entries) {
      try (NDScope _ = new NDScope()) {
        NDArray part = flat.get(new NDIndex(at + ":" + (at += entry.size())));
        float[] values = part.toType(DataType.FLOAT32, false).toFloatArray();
        tensors.put(entry.name, Safetensors.Tensor.of(values, entry.shape));
      }
    }
    return tensors;
  }

  /**
   * Overwrites all values by those of a file; tensors of other names are left alone.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public void load(Safetensors file) {
    fill(entry -> file.doubles(entry.name, entry.shape));
  }

  /** One number for each value, in the order of {@link #flat}, by the name of its tensor. */
  public float[] each(ToDoubleFunction<String> byName) {
    float[] numbers = new float[Math.toIntExact(size())];
    int at = 0;
    for (Entry entry : entries) {
      int end = at + (int) entry.size();
      Arrays.fill(numbers, at, end, (float) byName.applyAsDouble(entry.name));
      at = end;
    }
    return numbers;
  }

  /** Names in order of declaration. */
  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }
}
