package offprint.papers.bitstack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.HalfPrecision;
import offprint.kernels.torch.Safetensors;

/**
 * Decomposes the projections of a model, one at a time in memory, and shows the model with any
 * number of blocks of each.
 *
 * @param model whose tensors are overwritten by what is restored
 * @param projections in model order
 * @param ranks of their blocks
 * @param scales as stored, by input; empty for none
 * @param blocks found so far, of each projection
 */
record Compressor(
    LanguageModel model,
    List<Projection> projections,
    int[] ranks,
    Map<String, double[]> scales,
    List<List<Block>> blocks) {

  /**
   * @param rank k; 0 for {@link AbsoluteDecomposition#automaticRank}; at most min(m, n)
   * @param measured by {@link Scales#measure}, or empty; divided by their damping here
   */
  static Compressor of(LanguageModel model, int rank, Map<String, double[]> measured) {
    List<Projection> projections = Projection.of(model.config());
    int[] ranks = new int[projections.size()];
    List<List<Block>> blocks = new ArrayList<>();
    for (int p = 0; p < ranks.length; p++) {
      Projection shape = projections.get(p);
      int wanted =
          rank == 0 ? AbsoluteDecomposition.automaticRank(shape.rows(), shape.columns()) : rank;
      ranks[p] = Math.min(wanted, Math.min(shape.rows(), shape.columns()));
      blocks.add(new ArrayList<>());
    }
    Compressor compressor =
        new Compressor(model, projections, ranks, new LinkedHashMap<>(), blocks);
    Scales.byInput(model)
        .forEach(
            (name, users) -> {
              double[] s = measured.get(name);
              if (s != null) {
                compressor.scales.put(name, compressor.damped(s, users));
              }
            });
    return compressor;
  }

  private double[] damped(double[] s, List<Projection> users) {
    double largest = 0;
    for (Projection user : users) {
      largest = Math.max(largest, AbsoluteDecomposition.norm(times(weights(user), s)));
    }
    double damping = Scales.damping(largest);
    double[] result = s.clone();
    for (int j = 0; j < s.length; j++) {
      result[j] /= damping;
    }
    return result;
  }

  /** W of a projection as the model has it now, [rows × columns]. */
  double[] weights(Projection projection) {
    return projection.read(values(model, projection.tensor()));
  }

  private static double[] times(double[] w, double[] s) {
    for (int i = 0; i < w.length; i++) {
      w[i] *= s[i % s.length];
    }
    return w;
  }

  /**
   * Finds the blocks of all projections, after those that are there.
   *
   * @param levels blocks of each, N
   * @return norm of what 1 to N blocks leave of a projection over that of the projection,
   *     [projections][N]; 0 for those that were there
   */
  double[][] decompose(
      int levels,
      AbsoluteDecomposition.Rounding rounding,
      AbsoluteDecomposition.Svd svd,
      long seed,
      Progress progress) {
    double[][] residuals = new double[ranks.length][levels];
    for (int p = 0; p < ranks.length; p++) {
      Projection shape = projections.get(p);
      double[] c = weights(shape);
      double[] s = scales.get(shape.inputName());
      if (s != null) {
        times(c, s);
      }
      double whole = AbsoluteDecomposition.norm(c);
      AbsoluteDecomposition decomposition =
          new AbsoluteDecomposition(
              c, shape.rows(), shape.columns(), ranks[p], rounding, svd, seed + 1000L * p);
      blocks.get(p).forEach(block -> decomposition.skip(block.term()));
      for (int level = blocks.get(p).size(); level < levels; level++) {
        progress.progress(
            (p + (double) level / levels) / ranks.length,
            "block %d of %s".formatted(level + 1, shape.name()));
        blocks.get(p).add(Block.of(decomposition.next()));
        residuals[p][level] = whole == 0 ? 0 : decomposition.missingNorm() / whole;
        progress.point("residual of " + shape.kind(), level + 1.0, residuals[p][level]);
      }
    }
    return residuals;
  }

  /**
   * W of a projection from its first blocks: their sum, columns divided by s.
   *
   * @return [rows × columns]
   */
  double[] restored(int projection, int count) {
    Projection shape = projections.get(projection);
    double[] w = new double[Math.toIntExact(shape.size())];
    for (Block block : blocks.get(projection).subList(0, count)) {
      block.term().addTo(w, 1, shape.rows());
    }
    double[] s = scales.get(shape.inputName());
    if (s != null) {
      for (int i = 0; i < w.length; i++) {
        w[i] /= s[i % s.length];
      }
    }
    return w;
  }

  /** Puts W of a projection from its first blocks into the model. */
  void show(int projection, int count) {
    set(model, projections.get(projection), restored(projection, count));
  }

  /** Puts W of a projection into its tensor of a model. */
  static void set(LanguageModel model, Projection projection, double[] w) {
    double[] values = values(model, projection.tensor());
    projection.write(w, values);
    set(model, projection.tensor(), values);
  }

  static void set(LanguageModel model, String tensor, double[] values) {
    try (NDScope _ = new NDScope()) {
      NDArray old = model.weight(tensor);
      NDArray fresh = old.getManager().create(values).reshape(old.getShape());
      model.setWeight(tensor, fresh);
    }
  }

  static double[] values(LanguageModel model, String tensor) {
    try (NDScope _ = new NDScope()) {
      return model.weight(tensor).toType(DataType.FLOAT64, false).toDoubleArray();
    }
  }

  /**
   * The tensors that are not projections in fp16; the model goes on with these.
   *
   * @throws IllegalArgumentException naming tensor and number that fp16 does not hold
   */
  Map<String, Safetensors.Tensor> base() {
    List<String> projected = projections.stream().map(Projection::tensor).toList();
    Map<String, Safetensors.Tensor> base = new LinkedHashMap<>();
    for (String name : model.parameters()) {
      if (!projected.contains(name)) {
        double[] values = values(model, name);
        for (int i = 0; i < values.length; i++) {
          double half = HalfPrecision.round(values[i]);
          if (!Double.isFinite(half)) {
            throw new IllegalArgumentException(
                "tensor '%s' must hold numbers within fp16: number %d is %s"
                    .formatted(name, i, values[i]));
          }
          values[i] = half;
        }
        base.put(name, Safetensors.Tensor.half(values, model.weight(name).getShape().getShape()));
        set(model, name, values);
      }
    }
    return base;
  }

  /** Bytes of base tensors. */
  static long bytes(Map<String, Safetensors.Tensor> base) {
    return base.values().stream().mapToLong(t -> t.data().remaining()).sum();
  }

  StackIndex index(long baseBytes, int levels, List<Integer> order) {
    List<StackIndex.Shape> shapes = new ArrayList<>();
    for (int p = 0; p < ranks.length; p++) {
      shapes.add(StackIndex.Shape.of(projections.get(p), ranks[p]));
    }
    long scaleBytes = scales.isEmpty() ? 0 : Stack.scaleBytes(projections);
    return new StackIndex(shapes, baseBytes, scaleBytes, levels, order);
  }
}
