package offprint.papers.spatiotemporalentropy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import offprint.method.Param;

/** How a training quantises coefficients, see {@link Rounding} and {@link Levels}. */
record Quantiser(
    @Param(
            label = "Rounding offset",
            help = "Added before the quantiser rounds down: 0.5 rounds",
            value = "0.46",
            advanced = true)
        @DecimalMin("0.2")
        @DecimalMax("0.5")
        double offset,
    @Param(
            label = "Offset in quiet places",
            help = "Added instead where the coefficients around are near 0; at most offset",
            value = "0.2",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("0.5")
        double quiet,
    @Param(
            label = "Step of the colours",
            help = "Step of the colours' quantiser as a share of luma's",
            value = "0.6",
            advanced = true)
        @DecimalMin("0.25")
        @DecimalMax("1")
        double colour) {
  Quantiser {
    if (quiet > offset) {
      throw new IllegalArgumentException(
          "quiet must be at most offset %s: got %s".formatted(offset, quiet));
    }
  }

  Rounding rounding() {
    return new Rounding((float) offset, (float) quiet);
  }
}
