package offprint.papers.lisasnl;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** The rounds of sequential neural likelihood. */
record Sequence(
    @Param(
            label = "Simulations a round",
            help = "Signals computed in each round",
            symbol = "N",
            value = "200")
        @Min(50)
        @Max(100_000)
        int simulations,
    @Param(label = "Rounds", help = "At most; two that agree twice end it", value = "4")
        @Min(1)
        @Max(30)
        int rounds,
    @Param(
            label = "Temperature",
            help = "The next proposal takes the likelihood to the power 1/T",
            symbol = "T",
            value = "4",
            advanced = true)
        @DecimalMin("1")
        @DecimalMax("16")
        double temperature,
    @Param(
            label = "Compression",
            help = "Principal components of each round, or the gradients at the event's parameters",
            value = "pca")
        Compression.Kind compression,
    @Param(
            label = "Variance left out",
            help = "Of signals outside the principal components, in units of the noise",
            value = "0.1",
            advanced = true)
        @DecimalMin("1e-3")
        @DecimalMax("10")
        double tail,
    @Param(
            label = "Most components",
            help = "Principal components at most",
            value = "40",
            advanced = true)
        @Min(1)
        @Max(200)
        int maxComponents,
    @Param(label = "Walkers", help = "Of the ensemble sampler; even", value = "60", advanced = true)
        @Min(8)
        @Max(1000)
        int walkers,
    @Param(
            label = "Steps",
            help = "Of the ensemble sampler; the second half is used",
            value = "300",
            advanced = true)
        @Min(20)
        @Max(100_000)
        int steps) {
  public Sequence {
    if (walkers % 2 != 0) {
      throw new IllegalArgumentException("walkers must be even: got " + walkers);
    }
    if (walkers > simulations) {
      throw new IllegalArgumentException(
          "walkers must be at most simulations: got %d and %d".formatted(walkers, simulations));
    }
  }

  /** These settings with one round of so many simulations. */
  Sequence once(int count) {
    return new Sequence(count, 1, temperature, compression, tail, maxComponents, walkers, steps);
  }
}
