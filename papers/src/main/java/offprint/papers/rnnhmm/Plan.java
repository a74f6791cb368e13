package offprint.papers.rnnhmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.transport.Sinkhorn;
import offprint.method.Param;

/** How a network is trained. */
record Plan(
    @Param(
            label = "Length",
            help = "Length of the sequences that are compared",
            symbol = "L",
            unit = "steps",
            value = "40")
        @Min(4)
        @Max(500)
        int length,
    @Param(label = "Batch", help = "Sequences of a training step", symbol = "B", value = "64")
        @Min(16)
        @Max(4096)
        int batch,
    @Param(
            label = "Training steps",
            help =
                "Training steps; 800 of batch 256 make a good network of two states in about a"
                    + " minute",
            unit = "steps",
            value = "400")
        @Min(1)
        @Max(50_000)
        int steps,
    @Param(label = "Learning rate", help = "Of Adam", value = "0.001", advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1")
        double rate,
    @Param(label = "Clip", help = "Largest norm of the gradient", value = "0.9", advanced = true)
        @DecimalMin("0.001")
        @DecimalMax("1000")
        double clip,
    @Param(
            label = "Blur",
            help = "√ε of the divergence; a differing symbol costs 1",
            value = "0.2",
            advanced = true)
        @DecimalMin("0.01")
        @DecimalMax("5")
        double blur,
    @Param(
            label = "Temperature",
            help = "Of the softmax that gradients pass",
            symbol = "τ",
            value = "1",
            advanced = true)
        @DecimalMin("0.05")
        @DecimalMax("10")
        double tau) {

  Sinkhorn sinkhorn() {
    return new Sinkhorn(blur);
  }
}
