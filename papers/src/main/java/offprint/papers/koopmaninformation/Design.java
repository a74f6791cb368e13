package offprint.papers.koopmaninformation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** What decides the shapes of the network, beside the data. */
record Design(
    @Param(
            label = "Latent coordinates",
            help = "Latent coordinates, in which the system is linear",
            symbol = "d",
            value = "16")
        @Min(1)
        @Max(256)
        int latent,
    @Param(
            label = "Hidden features",
            help = "Hidden features of encoder and decoder",
            value = "64",
            advanced = true)
        @Min(4)
        @Max(1024)
        int hidden,
    @Param(
            label = "Operator",
            help = "The matrix K: learned, or by ridge regression in every batch",
            value = "learned",
            advanced = true)
        Operator operator,
    @Param(
            label = "Variational",
            help = "Latents with a variance of their own (the paper's VAE variant)",
            value = "false",
            advanced = true)
        boolean variational) {
  /** Where K comes from. */
  enum Operator {
    LEARNED,
    RIDGE
  }

  static Design of(int latent) {
    return new Design(latent, 64, Operator.LEARNED, false);
  }
}
