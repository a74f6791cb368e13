package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import offprint.kernels.linalg.SingularTriplets;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.quantization.MagnitudePruning;
import offprint.kernels.quantization.RoundToNearest;
import offprint.kernels.torch.HalfPrecision;

/**
 * Other ways to spend the bytes of the projections; the base is fp16 in each. All bytes are
 * counted: grids, masks, factors, scales.
 *
 * @param model whose projections are overwritten
 * @param weights of the projections, [rows × columns] each
 * @param windows to judge by
 */
record Baselines(
    LanguageModel model,
    List<Projection> projections,
    List<double[]> weights,
    long baseBytes,
    int[][] windows,
    Runnable beat) {

  /** The other methods. */
  enum Rival {
    RTN1,
    RTN2,
    RTN3,
    RTN4,
    RTN5,
    RTN8,
    PRUNE,
    SVD;

    /** Bits of a quantisation; 0 for other methods. */
    int bits() {
      return name().startsWith("RTN") ? name().charAt(3) - '0' : 0;
    }
  }

  /**
   * @param bytes in all, base included
   */
  record Result(String name, long bytes, double perplexity) {}

  static Baselines of(Compressor compressor, long baseBytes, int[][] windows, Runnable beat) {
    List<double[]> weights = new ArrayList<>();
    compressor.projections().forEach(p -> weights.add(compressor.weights(p)));
    return new Baselines(
        compressor.model(), compressor.projections(), weights, baseBytes, windows, beat);
  }

  /** The uncompressed projections. */
  double uncompressed() {
    return perplexity(weights::get);
  }

  private double perplexity(IntFunction<double[]> approximation) {
    for (int p = 0; p < weights.size(); p++) {
      beat.run();
      Compressor.set(model, projections.get(p), approximation.apply(p));
    }
    return Math.exp(WindowLoss.mean(model, windows, beat));
  }

  /** Rounding to nearest. */
  Result rounded(RoundToNearest rounding) {
    long bytes = baseBytes;
    for (Projection p : projections) {
      bytes += rounding.bytes(p.rows(), p.columns());
    }
    String name =
        "rtn%d %s%s"
            .formatted(
                rounding.bits(),
                rounding.group() == 0 ? "row" : "g" + rounding.group(),
                rounding.clip() ? " clip" : "");
    return new Result(
        name,
        bytes,
        perplexity(
            p ->
                rounding.rounded(
                    weights.get(p), projections.get(p).rows(), projections.get(p).columns())));
  }

  /** Magnitude pruning: the largest weights of each projection, as many as fit. */
  Result pruned(double bytes) {
    long all = projections.stream().mapToLong(Projection::size).sum();
    int[] kept = new int[weights.size()];
    long used = baseBytes;
    for (int p = 0; p < kept.length; p++) {
      long size = projections.get(p).size();
      kept[p] = (int) MagnitudePruning.fitting(size, (bytes - baseBytes) * size / all);
      used += MagnitudePruning.bytes(size, kept[p]);
    }
    return new Result(
        "prune", used, perplexity(p -> MagnitudePruning.pruned(weights.get(p), kept[p])));
  }

  /**
   * Singular value decompositions of the scaled projections, to be truncated.
   *
   * @param scales by input; empty for none
   */
  LowRank lowRank(Map<String, double[]> scales) {
    List<SingularTriplets> triplets = new ArrayList<>();
    for (int p = 0; p < weights.size(); p++) {
      beat.run();
      Projection shape = projections.get(p);
      double[] c = weights.get(p).clone();
      double[] s = scales.get(shape.inputName());
      if (s != null) {
        for (int i = 0; i < c.length; i++) {
          c[i] *= s[i % s.length];
        }
      }
      int all = Math.min(shape.rows(), shape.columns());
      triplets.add(SingularTriplets.exact(c, shape.rows(), shape.columns(), all));
    }
    return new LowRank(this, triplets, scales);
  }

  /** Projections of low rank, factors in fp16. */
  record LowRank(
      Baselines baselines, List<SingularTriplets> triplets, Map<String, double[]> scales) {
    /** Ranks of a level that cost about as much as a block of rank k: mn/(16 (m + n)) + k. */
    static int levelRank(Projection p, int k) {
      return (int) (p.size() / (16L * (p.rows() + p.columns()))) + k;
    }

    Result level(int level, int k) {
      int[] ranks = new int[triplets.size()];
      for (int p = 0; p < ranks.length; p++) {
        ranks[p] = level * levelRank(baselines.projections.get(p), k);
      }
      return ranked("svd level " + level, ranks);
    }

    /** As many ranks of each projection as its share of the bytes allows. */
    Result within(double bytes) {
      long all = baselines.projections.stream().mapToLong(Projection::size).sum();
      double room = bytes - baselines.baseBytes - scaleBytes();
      int[] ranks = new int[triplets.size()];
      for (int p = 0; p < ranks.length; p++) {
        Projection shape = baselines.projections.get(p);
        ranks[p] =
            (int) Math.max(0, room * shape.size() / all / (2.0 * (shape.rows() + shape.columns())));
      }
      return ranked("svd", ranks);
    }

    private long scaleBytes() {
      return scales.isEmpty() ? 0 : Stack.scaleBytes(baselines.projections);
    }

    private Result ranked(String name, int[] ranks) {
      long bytes = baselines.baseBytes + scaleBytes();
      for (int p = 0; p < ranks.length; p++) {
        Projection shape = baselines.projections.get(p);
        ranks[p] = Math.min(ranks[p], triplets.get(p).values().length);
        bytes += Block.factorBytes(shape.rows(), shape.columns(), ranks[p]);
      }
      return new Result(name, bytes, baselines.perplexity(p -> matrix(p, ranks[p])));
    }

    private double[] matrix(int p, int rank) {
      Projection shape = baselines.projections.get(p);
      SingularTriplets t = triplets.get(p);
      int all = t.values().length;
      double[] w = new double[shape.rows() * shape.columns()];
      for (int r = 0; r < rank; r++) {
        double root = Math.sqrt(t.values()[r]);
        for (int i = 0; i < shape.rows(); i++) {
          double u = HalfPrecision.round(t.left()[i * all + r] * root);
          for (int j = 0; j < shape.columns(); j++) {
            int at = r * shape.columns() + j;
            w[i * shape.columns() + j] += u * HalfPrecision.round(t.right()[at] * root);
          }
        }
      }
      double[] s = scales.get(shape.inputName());
      if (s != null) {
        for (int i = 0; i < w.length; i++) {
          w[i] /= s[i % s.length];
        }
      }
      return w;
    }
  }
}
