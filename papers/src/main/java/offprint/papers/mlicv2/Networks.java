package offprint.papers.mlicv2;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** The learned parts of a model besides the references. */
record Networks(
    @Param(
            label = "Networks of the transform",
            help =
                "Networks of the transform, which joint steps train: none (KLT), blocks of token"
                    + " mixing (STM) or residual ones with divisive normalization (RES)",
            value = "klt")
        Transform transform,
    @Param(
            label = "Network channels",
            help = "Channels inside these networks",
            symbol = "N",
            value = "32",
            advanced = true)
        @Min(8)
        @Max(192)
        int channels,
    @Param(
            label = "Closed form",
            help =
                "Whether they stand beside the transform in closed form (KLT) or alone (RANDOM), or"
                    + " whether there are none and its blocks overlap (LAPPED)",
            value = "klt")
        Init init,
    @Param(
            label = "Entropy parameters from",
            help =
                "How means and scales follow from the references: by log-magnitudes and a network,"
                    + " or by wider networks alone, whose local reference is the window",
            value = "logLinear",
            advanced = true)
        Wiring wiring) {
  /** The networks of g_a and g_s. */
  enum Transform {
    /** The Karhunen–Loève transform in closed form. */
    KLT,
    /** Blocks of simple token mixing. */
    STM,
    /** Residual blocks with divisive normalization. */
    RES
  }

  /** The initial transform. */
  enum Init {
    /** Networks stand beside the closed form, which stays. */
    KLT,
    /** The closed form alone, of blocks that overlap: {@link Lapping}. */
    LAPPED,
    /** Networks stand alone. */
    RANDOM
  }

  /** How means and scales follow from the references. */
  enum Wiring {
    LOG_LINEAR,
    NETWORKS
  }

  static final Networks NONE = new Networks(Transform.KLT, 32, Init.KLT, Wiring.LOG_LINEAR);

  Networks {
    if (transform == Transform.KLT && init == Init.RANDOM) {
      throw new IllegalArgumentException(
          "init must be KLT or LAPPED for the transform KLT, which is in closed form: got RANDOM");
    }
    if (transform != Transform.KLT && init == Init.LAPPED) {
      throw new IllegalArgumentException(
          "init must be KLT or RANDOM for the transform %s: got LAPPED".formatted(transform));
    }
    if (channels < 8 || channels > 192) {
      throw new IllegalArgumentException("channels must be in 8 to 192: got " + channels);
    }
  }

  /** True if the transform is orthonormal, or nearly so with networks beside it. */
  boolean closed() {
    return init != Init.RANDOM;
  }

  boolean lapped() {
    return init == Init.LAPPED;
  }

  boolean learned() {
    return transform != Transform.KLT;
  }
}
