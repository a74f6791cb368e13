package offprint.papers.uncomp;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;
import org.jspecify.annotations.Nullable;

/** Which tokens heads and layers keep. */
record Keeping(
    @Param(
            label = "Queries that choose",
            help = "Last queries, which choose and always stay",
            symbol = "w",
            value = "4")
        @Min(1)
        @Max(64)
        int window,
    @Param(label = "Max-pool", help = "Width over scores, odd", value = "7", advanced = true)
        @Min(1)
        @Max(31)
        int kernel,
    @Param(
            label = "Stages of layers",
            help = "UNComp: drop tokens of the prompt between stages of layers",
            value = "off")
        Layers stages,
    @Param(
            label = "Fall between stages",
            help = "A stage ends where the layers' sum of effective ranks falls by more",
            symbol = "ε",
            value = "0.3",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1000")
        double epsilon,
    @Param(
            label = "Last stage",
            help = "Share of tokens it computes",
            value = "0.4",
            advanced = true)
        @DecimalMin("0.1")
        @DecimalMax("1")
        double keepMin) {

  /** Whether layers form stages. */
  enum Layers {
    OFF,
    AUTO
  }

  Keeping {
    if (kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel must be odd: got " + kernel);
    }
  }

  /** The stages of a model's layers; null where none are asked for. */
  @Nullable Stages stages(HeadProfile profile) {
    return stages == Layers.AUTO ? Stages.of(profile.ofLayers(), epsilon) : null;
  }
}
