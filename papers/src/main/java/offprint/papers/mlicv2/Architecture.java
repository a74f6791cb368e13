package offprint.papers.mlicv2;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** The sizes of a model, its references and its networks. */
record Architecture(
    @Param(
            label = "Block side",
            help = "Side of a block of the transform: 8 or 16",
            symbol = "S",
            unit = "pixels",
            value = "8")
        @Min(8)
        @Max(16)
        int stride,
    @Param(
            label = "Latent channels",
            help = "Latent channels, a multiple of slices, at most 3 S²",
            symbol = "M",
            value = "32")
        @Min(8)
        @Max(320)
        int latent,
    @Param(
            label = "Channel slices",
            help = "Parts of the latent channels, coded in turn",
            symbol = "K",
            value = "4")
        @Min(1)
        @Max(10)
        int slices,
    @Param(
            label = "Channel reference",
            help = "Whether a slice sees the slices before it by convolution",
            value = "true")
        boolean channel,
    @Param(
            label = "Local reference",
            help = "Whether non-anchors see the anchors around them by convolution",
            value = "true")
        boolean local,
    @Param(label = "Further references", help = "References by attention") References references,
    @Param(label = "Networks", help = "What else is learned") Networks networks) {
  /** Channels of z. */
  static final int HYPER = 8;

  /** Attention heads. */
  static final int HEADS = 2;

  Architecture {
    if (stride != 8 && stride != 16) {
      throw new IllegalArgumentException("stride must be 8 or 16: got " + stride);
    }
    if (slices < 1 || latent % slices != 0) {
      throw new IllegalArgumentException(
          "latent must be a multiple of slices: got %d and %d".formatted(latent, slices));
    }
    if (latent > 3 * stride * stride) {
      throw new IllegalArgumentException(
          "latent must be at most 3 stride^2 = %d: got %d".formatted(3 * stride * stride, latent));
    }
    if (latent / slices < 8) {
      throw new IllegalArgumentException(
          "latent must be at least 8 times slices: got %d and %d".formatted(latent, slices));
    }
    if (local && networks.wiring() == Networks.Wiring.NETWORKS) {
      throw new IllegalArgumentException(
          "local must be false for the wiring NETWORKS, whose local reference is the window:"
              + " got true");
    }
  }

  /** The same sizes with these further references and no others. */
  Architecture only(References others) {
    return new Architecture(stride, latent, slices, channel, local, others, networks);
  }

  /** The same with these references, too, where they can be added. */
  Architecture with(References more) {
    return logLinear() ? only(References.of(references, more)) : this;
  }

  boolean logLinear() {
    return networks.wiring() == Networks.Wiring.LOG_LINEAR;
  }

  /** How often the networks of the transform halve the resolution. */
  int halvings() {
    return Integer.numberOfTrailingZeros(stride);
  }

  /** s: channels of a slice. */
  int slice() {
    return latent / slices;
  }

  /** Channels that the hyperprior gives at each position. */
  int hyperChannels() {
    return logLinear() ? HYPER + LogLinearModel.CURVED : 2 * latent;
  }

  /** Pixels that one position of z stands for, in each direction. */
  int unit() {
    return 4 * stride;
  }
}
