package offprint.papers.mlicv2;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.image.StructuralSimilarity;
import offprint.method.Param;

/** How long a model is trained on what. */
record Plan(
    @Param(
            label = "Patch side",
            help = "Side of a training patch, a multiple of 4 S",
            unit = "pixels",
            value = "64")
        @Min(32)
        @Max(512)
        int patch,
    @Param(label = "Patches a step", help = "Patches of a step", value = "2", advanced = true)
        @Min(1)
        @Max(64)
        int batch,
    @Param(label = "Learning rate", help = "Adam's rate at the first step", value = "0.003")
        @DecimalMin("0.00001")
        @DecimalMax("0.1")
        double rate,
    @Param(label = "Steps", help = "Steps of the entropy model", unit = "steps", value = "40")
        @Min(0)
        @Max(1_000_000)
        int steps,
    @Param(
            label = "Joint steps",
            help = "Steps of transform, entropy model and correction together, at a tenth of rate",
            unit = "steps",
            value = "0")
        @Min(0)
        @Max(1_000_000)
        int jointSteps,
    @Param(
            label = "Distortion measure",
            help = "What joint steps lower beside the bits: squared error or 1 - MS-SSIM",
            value = "mse",
            advanced = true)
        Metric metric,
    @Param(
            label = "Skipping steps",
            help =
                "Steps of the network that tells which elements need not be coded (GSC), for"
                    + " encode's gsc; the others stay as they are",
            unit = "steps",
            value = "0")
        @Min(0)
        @Max(1_000_000)
        int gscSteps,
    @Param(
            label = "Correction steps",
            help = "Steps of the correction of decoded pictures",
            unit = "steps",
            value = "0")
        @Min(0)
        @Max(1_000_000)
        int enhanceSteps) {
  /** The measure of distortion. */
  enum Metric {
    MSE,
    MSSSIM
  }

  Plan {
    if (metric == Metric.MSSSIM && patch < StructuralSimilarity.LEAST_SIDE) {
      throw new IllegalArgumentException(
          "patch must be at least %d for the metric MSSSIM: got %d"
              .formatted(StructuralSimilarity.LEAST_SIDE, patch));
    }
    if (metric == Metric.MSSSIM && jointSteps == 0) {
      throw new IllegalArgumentException(
          "jointSteps must be at least 1 for the metric MSSSIM: got 0");
    }
  }

  /** Steps of the entropy model alone. */
  static Plan entropy(int patch, int batch, double rate, int steps) {
    return new Plan(patch, batch, rate, steps, 0, Metric.MSE, 0, 0);
  }

  /** The same plan with joint steps. */
  Plan joint(int more) {
    return new Plan(patch, batch, rate, steps, more, metric, gscSteps, enhanceSteps);
  }

  /** The same plan with steps of the skipping network. */
  Plan skipping(int more) {
    return new Plan(patch, batch, rate, steps, jointSteps, metric, more, enhanceSteps);
  }

  /**
   * @throws IllegalArgumentException if patches do not fit the model
   */
  void requireFit(Architecture a) {
    if (patch % a.unit() != 0) {
      throw new IllegalArgumentException(
          "patch must be a multiple of 4 stride = %d: got %d".formatted(a.unit(), patch));
    }
  }
}
