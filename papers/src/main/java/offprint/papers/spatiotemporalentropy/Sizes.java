package offprint.papers.spatiotemporalentropy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How large a model is; what a model file says of itself is checked, too. */
record Sizes(
    @Param(
            label = "Latent channels",
            help = "Latent channels, a multiple of 6 or 8; 192, or 320 for more than 36 dB",
            symbol = "M",
            value = "48")
        @Min(6)
        @Max(384)
        int channels,
    @Param(
            label = "Hyperprior channels",
            help = "Channels of the hyperprior's latents",
            symbol = "Z",
            value = "4",
            advanced = true)
        @Min(1)
        @Max(64)
        int hyper,
    @Param(
            label = "Width of hyperprior and temporal prior",
            help = "Width of hyperprior and temporal prior",
            value = "8",
            advanced = true)
        @Min(1)
        @Max(256)
        int hidden,
    @Param(
            label = "Width of the spatial prior",
            help = "Width of the spatial prior",
            value = "8",
            advanced = true)
        @Min(1)
        @Max(256)
        int spatial,
    @Param(
            label = "Joint width",
            help = "Hidden width where the priors meet",
            value = "16",
            advanced = true)
        @Min(1)
        @Max(1024)
        int joint,
    @Param(
            label = "Width of a learned transform",
            help = "Hidden width of a learned transform beside the cosines; 0: none",
            value = "0")
        @Min(0)
        @Max(64)
        int transform,
    @Param(
            label = "Beside the learned transform",
            help = "What stands beside the learned transform; none: it begins at random",
            value = "dct",
            advanced = true)
        Train.Skip skip,
    @Param(
            label = "Gaussians of a value",
            help = "Gaussians of a value",
            symbol = "K",
            value = "1",
            advanced = true)
        @Min(1)
        @Max(3)
        int mixture,
    @Param(
            label = "Code differences",
            help = "Whether a frame after another is coded as the difference from it",
            value = "false",
            advanced = true)
        boolean residual) {
  Sizes {
    Frequencies.require(channels);
    require("hyper", hyper, 1, 64);
    require("hidden", hidden, 1, 256);
    require("spatial", spatial, 1, 256);
    require("joint", joint, 1, 1024);
    require("mixture", mixture, 1, 3);
    require("transform", transform, 0, 64);
    if (skip == Train.Skip.NONE && transform == 0) {
      throw new IllegalArgumentException(
          "transform must be at least 1 where skip is none: got " + transform);
    }
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be in %d to %d: got %d".formatted(name, least, most, value));
    }
  }

  /** These sizes, with the learned transform of others where they have none. */
  Sizes grown(Sizes by) {
    return transform > 0
        ? this
        : new Sizes(
            channels, hyper, hidden, spatial, joint, by.transform, by.skip, mixture, residual);
  }
}
