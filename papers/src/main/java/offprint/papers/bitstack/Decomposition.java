package offprint.papers.bitstack;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Part;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.torch.Safetensors;
import offprint.method.Param;
import org.jspecify.annotations.Nullable;

/** How a model is taken apart into blocks, and in which order they are stacked. */
record Decomposition(
    @Param(
            label = "Blocks a projection",
            help = "Blocks of each projection",
            symbol = "N",
            unit = "blocks",
            value = "4")
        @Min(1)
        @Max(32)
        int blocks,
    @Param(
            label = "Rank",
            help = "Rank of the magnitudes; 0: one for every 128 bits of signs",
            symbol = "k",
            value = "0")
        @Min(0)
        @Max(256)
        int k,
    @Param(
            label = "Weighting of inputs",
            help = "Weigh inputs by their activations",
            value = "activation")
        Scale scale,
    @Param(
            label = "Residual after a block",
            help = "Take blocks off as stored (rounded), or unrounded as the authors do",
            value = "rounded",
            advanced = true)
        Residual residual,
    @Param(
            label = "Singular vectors",
            help = "Singular vectors: exact, by random vectors, or random from 512 on (auto)",
            value = "auto",
            advanced = true)
        AbsoluteDecomposition.Svd svd,
    @Param(
            label = "Order of blocks",
            help = "Order within a level: measured perplexity, random, or as in the model",
            value = "perplexity",
            advanced = true)
        UniversalOrder.Order order) {

  /** What the columns of the weights are multiplied by before they are decomposed. */
  enum Scale {
    ACTIVATION,
    NONE
  }

  /** What later blocks repair. */
  enum Residual {
    ROUNDED,
    REFERENCE
  }

  /**
   * Windows of a text.
   *
   * @param calibration to measure activations on
   * @param scoring to order the blocks by
   */
  record Windows(int[][] calibration, int[][] scoring) {}

  /**
   * What came of it.
   *
   * @param levels perplexity on the scoring windows with 1 to N blocks of all projections; empty
   *     where the order was not measured
   * @param residuals norm of what 1 to N blocks leave of a projection over that of the projection,
   *     [projections][N]; 0 for blocks of an earlier stack
   */
  record Result(Stack stack, List<Double> levels, double[][] residuals) {}

  /** The default way with another number of blocks, rank, scale and order. */
  static Decomposition of(int blocks, int k, Scale scale, UniversalOrder.Order order) {
    return new Decomposition(
        blocks, k, scale, Residual.ROUNDED, AbsoluteDecomposition.Svd.AUTO, order);
  }

  /**
   * Takes a model apart, whose weights are overwritten.
   *
   * @param tokenizer text of tokenizer.json
   * @param begun an earlier stack of the same model and settings with fewer blocks, to go on from
   */
  Result apply(
      LanguageModel model,
      String tokenizer,
      Windows windows,
      @Nullable StackFile begun,
      SplittableRandom random,
      Part part)
      throws IOException {
    part.progress(0, "activations");
    Map<String, String> about = about(model, windows);
    Map<String, double[]> scales =
        scale == Scale.NONE ? Map.of() : Scales.measure(model, windows.calibration, part::repeat);
    Compressor compressor = Compressor.of(model, k, scales);
    Map<String, Safetensors.Tensor> base = compressor.base();
    if (begun != null) {
      goOn(begun, about, compressor);
    }
    double[][] residuals =
        compressor.decompose(
            blocks,
            residual == Residual.ROUNDED
                ? AbsoluteDecomposition.Rounding.STORED
                : AbsoluteDecomposition.Rounding.REFERENCE,
            svd,
            random.nextLong(),
            Part.of(part, 0, 0.4, ""));
    int projections = compressor.projections().size();
    UniversalOrder measured =
        order == UniversalOrder.Order.PERPLEXITY
            ? UniversalOrder.measure(
                compressor,
                blocks,
                windows.scoring,
                begun == null ? List.of() : begun.scores(),
                Part.of(part, 0.4, 1, ""))
            : new UniversalOrder(List.of(), List.of());
    List<Integer> items =
        switch (order) {
          case PERPLEXITY -> UniversalOrder.sorted(measured.scores(), projections);
          case RANDOM -> UniversalOrder.random(projections, blocks, random);
          case MODEL -> StackIndex.plainOrder(projections, blocks);
        };
    Stack stack =
        new Stack(
            model.config(),
            tokenizer,
            base,
            compressor.scales(),
            compressor.blocks(),
            compressor.index(Compressor.bytes(base), blocks, items),
            measured.scores(),
            about);
    return new Result(stack, measured.levels(), residuals);
  }

  private Map<String, String> about(LanguageModel model, Windows windows) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("source", Fingerprint.of(model));
    about.put("calibration", Fingerprint.of(windows.calibration));
    about.put("scoring", Fingerprint.of(windows.scoring));
    about.put(
        "settings",
        "k=%d scale=%s residual=%s svd=%s order=%s".formatted(k, scale, residual, svd, order));
    return about;
  }

  private void goOn(StackFile begun, Map<String, String> about, Compressor compressor)
      throws IOException {
    for (Map.Entry<String, String> entry : about.entrySet()) {
      String had = begun.about().getOrDefault(entry.getKey(), "none");
      if (!entry.getValue().equals(had)) {
        throw new IllegalArgumentException(
            "resume must be a stack with the %s %s: got %s"
                .formatted(entry.getKey(), entry.getValue(), had));
      }
    }
    StackIndex index = begun.index();
    if (index.levels() > blocks) {
      throw new IllegalArgumentException(
          "blocks must be at least %d, those of the stack to go on from: got %d"
              .formatted(index.levels(), blocks));
    }
    for (int position = 0; position < begun.blocksPresent(); position++) {
      int item = index.order().get(position);
      int rows = index.shape(item).rows();
      compressor.blocks().get(index.projection(item)).add(begun.block(position, null, 0, rows));
    }
  }
}
