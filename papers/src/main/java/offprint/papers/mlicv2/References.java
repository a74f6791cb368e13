package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.neural.Rotation;

/**
 * The references of the paper that a model may have beside the channel's and the local one.
 *
 * @param inter whether a slice sees all places of the slices before it, by linear attention
 * @param intra whether the non-anchors of a slice, but the first, see all its anchors, by the
 *     likeness that places had in the slice before
 * @param hgcp whether the first slice does so, by the likeness of places in the hyperprior
 * @param window whether non-anchors see the 12 anchors around them by attention
 * @param reweight whether the channels of global references are reweighted
 * @param lrp whether decoded latents are corrected by what is predicted of their rounding
 * @param position how attention is told places
 * @param reach how many slices, from the first on, have them
 */
record References(
    boolean inter,
    boolean intra,
    boolean hgcp,
    boolean window,
    boolean reweight,
    boolean lrp,
    Rotation.Position position,
    int reach) {
  static final References NONE =
      new References(false, false, false, false, false, false, Rotation.Position.NONE, 0);

  /** Every one. */
  static final References ALL =
      new References(true, true, true, true, true, true, Rotation.Position.AXIAL, 10);

  /** Those of a slice. */
  References at(int slice) {
    return slice < reach ? this : NONE;
  }

  private boolean global() {
    return inter || intra || hgcp;
  }

  private boolean attention() {
    return global() || window;
  }

  /** Those of a model to go on from and those asked for; what the model has keeps its form. */
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

  Map<String, String> toMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("inter", "" + inter);
    texts.put("intra", "" + intra);
    texts.put("hgcp", "" + hgcp);
    texts.put("window", "" + window);
    texts.put("reweight", "" + reweight);
    texts.put("lrp", "" + lrp);
    texts.put("position", position.name());
    texts.put("reach", "" + reach);
    return texts;
  }

  /**
   * What a file does not name, it does not have.
   *
   * @throws IllegalArgumentException if the position is none of the three
   */
  static References parse(Map<String, String> texts) {
    String position = texts.getOrDefault("position", Rotation.Position.NONE.name());
    if (!position.matches("AXIAL|MIXED|NONE")) {
      throw new IllegalArgumentException(
          "the model's position must be AXIAL, MIXED or NONE: got '%s'".formatted(position));
    }
    String reach = texts.getOrDefault("reach", "0");
    if (!reach.matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException(
          "the model's reach must be a number from 0 to 99: got '%s'".formatted(reach));
    }
    return new References(
        Boolean.parseBoolean(texts.get("inter")),
        Boolean.parseBoolean(texts.get("intra")),
        Boolean.parseBoolean(texts.get("hgcp")),
        Boolean.parseBoolean(texts.get("window")),
        Boolean.parseBoolean(texts.get("reweight")),
        Boolean.parseBoolean(texts.get("lrp")),
        Rotation.Position.valueOf(position),
        Integer.parseInt(reach));
  }
}
