package offprint.papers.spatiotemporalentropy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How long a model is trained on what. */
record Schedule(
    @Param(
            label = "Crop side",
            help = "Side of a training crop, a multiple of 16",
            unit = "pixels",
            value = "64",
            advanced = true)
        @Min(64)
        @Max(256)
        int crop,
    @Param(label = "Crops a step", help = "Crops of a step", value = "4", advanced = true)
        @Min(1)
        @Max(64)
        int batch,
    @Param(
            label = "Linear steps",
            help = "Steps of the linear parts of both entropy models",
            unit = "steps",
            value = "12")
        @Min(0)
        @Max(1_000_000)
        int fitSteps,
    @Param(
            label = "Network steps",
            help = "Steps of linear parts and networks together; 0: no networks",
            unit = "steps",
            value = "4")
        @Min(0)
        @Max(1_000_000)
        int steps,
    @Param(
            label = "Correction steps",
            help = "Steps of the correction of decoded frames; 0: none",
            unit = "steps",
            value = "8")
        @Min(0)
        @Max(1_000_000)
        int correctionSteps,
    @Param(
            label = "Transform steps",
            help = "Steps of learned transform, levels and correction together, if there is one",
            unit = "steps",
            value = "0")
        @Min(0)
        @Max(1_000_000)
        int transformSteps,
    @Param(
            label = "Learning rate",
            help = "Adam's rate for the networks",
            value = "0.002",
            advanced = true)
        @DecimalMin("0.00001")
        @DecimalMax("0.1")
        double rate,
    @Param(
            label = "Learn the serial scan",
            help = "Whether the model learns to code serially, too, for spatial serial",
            value = "false",
            advanced = true)
        boolean serial) {
  Schedule {
    if (crop % Latents.BLOCK != 0) {
      throw new IllegalArgumentException("crop must be a multiple of 16: got " + crop);
    }
  }
}
