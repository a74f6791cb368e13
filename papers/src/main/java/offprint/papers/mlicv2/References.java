package offprint.papers.mlicv2;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.neural.Rotation;
import offprint.method.Param;

/** The references of the paper that a model may have beside the channel's and the local one. */
record References(
    @Param(
            label = "Inter-slice global",
            help = "Whether a slice sees all places of the slices before it, by linear attention",
            value = "false")
        boolean inter,
    @Param(
            label = "Intra-slice global",
            help = "Whether non-anchors see all anchors of their slice, by linear attention",
            value = "false")
        boolean intra,
    @Param(
            label = "Hyperprior-guided (HGCP)",
            help = "Whether the first slice sees all places, guided by the hyperprior",
            value = "false")
        boolean hgcp,
    @Param(
            label = "Window attention",
            help = "Whether non-anchors see the 12 anchors around them by attention",
            value = "false")
        boolean window,
    @Param(
            label = "Channel reweighting",
            help = "Whether the channels of global references are reweighted",
            value = "false")
        boolean reweight,
    @Param(
            label = "Latent residual prediction",
            help = "Whether what rounding left of the latents is predicted",
            value = "false")
        boolean lrp,
    @Param(
            label = "Position encoding",
            help = "How attention is told places: by fixed turns, by learned ones or not at all",
            value = "axial",
            advanced = true)
        Rotation.Position position,
    @Param(
            label = "Slices with references",
            help = "Slices, from the first on, that have these references",
            value = "4",
            advanced = true)
        @Min(0)
        @Max(10)
        int reach) {
  static final References NONE =
      new References(false, false, false, false, false, false, Rotation.Position.NONE, 0);

  /** All references. */
  static final References ALL =
      new References(true, true, true, true, true, true, Rotation.Position.AXIAL, 10);

  /** The references of a slice. */
  References at(int slice) {
    return slice < reach ? this : NONE;
  }

  private boolean global() {
    return inter || intra || hgcp;
  }

  private boolean attention() {
    return global() || window;
  }

  /** The references of an existing model and those asked for; existing ones keep their form. */
  static References of(References had, References asked) {
    References settled = had.attention() ? had : asked;
    return new References(
        had.inter || asked.inter,
        had.intra || asked.intra,
        had.hgcp || asked.hgcp,
        had.window || asked.window,
        had.global() ? had.reweight : asked.reweight,
        had.lrp || asked.lrp,
        settled.position,
        had.attention() || had.lrp ? had.reach : asked.reach);
  }
}
