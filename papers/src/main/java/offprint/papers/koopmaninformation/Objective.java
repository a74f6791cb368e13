package offprint.papers.koopmaninformation;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** What the training minimises: L_fwd + L_id + β L_koop + α L_mi - γ S. */
record Objective(
    @Param(
            label = "Weight of mutual information",
            help = "Weight of the mutual information between neighbouring latents",
            symbol = "α",
            value = "0.01")
        @DecimalMin("0")
        @DecimalMax("100")
        double alpha,
    @Param(
            label = "Weight of linearity",
            help = "Weight of the linear step in the latent space",
            symbol = "β",
            value = "1",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("100")
        double beta,
    @Param(
            label = "Weight of entropy",
            help = "Weight of the entropy of the latents' spectrum",
            symbol = "γ",
            value = "0.01")
        @DecimalMin("0")
        @DecimalMax("100")
        double gamma,
    @Param(
            label = "Neighbours",
            help = "Rows before and after that count as positives of the mutual information",
            symbol = "k",
            unit = "rows",
            value = "3",
            advanced = true)
        @Min(1)
        @Max(127)
        int neighbours,
    @Param(
            label = "Temperature",
            help = "Temperature of the mutual information",
            symbol = "τ",
            value = "0.5",
            advanced = true)
        @DecimalMin("0.01")
        @DecimalMax("10")
        double temperature,
    @Param(
            label = "Roll out",
            help = "Judge all steps of a window from its first row; else one step at a time",
            value = "true",
            advanced = true)
        boolean rollout,
    @Param(
            label = "Sign of the entropy",
            help = "The paper raises the entropy; the released code lowers it",
            value = "paper",
            advanced = true)
        Sign entropySign) {
  /** Which way the entropy term pulls. */
  enum Sign {
    PAPER,
    RELEASED
  }

  /** As the defaults, with these weights; α and γ of 0 give the plain Koopman autoencoder. */
  static Objective of(double alpha, double gamma, Sign sign) {
    return new Objective(alpha, 1, gamma, 3, 0.5, true, sign);
  }

  /** The same without mutual information and entropy: the plain Koopman autoencoder. */
  Objective plain() {
    return new Objective(0, beta, 0, neighbours, temperature, rollout, entropySign);
  }

  boolean isPlain() {
    return alpha == 0 && gamma == 0;
  }

  /** γ with the sign that it has in the loss that is minimised. */
  double signedGamma() {
    return entropySign == Sign.PAPER ? -gamma : gamma;
  }
}
