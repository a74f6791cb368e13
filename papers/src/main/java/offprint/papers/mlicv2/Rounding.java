package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;

/** Rounding of elements during training. */
interface Rounding {
  /**
   * A rounded tensor.
   *
   * @param coded what is paid for
   * @param kept what is decoded, less the mean
   * @param follows whether gradients go on through the mean that is added
   */
  record Rounded(NDArray coded, NDArray kept, boolean follows) {}

  Rounded round(NDArray rest);

  /** Rounds as the encoder does, with a straight-through gradient. */
  record Through() implements Rounding {
    /** The offset before rounding down, a little below ½. */
    private static final float OFFSET = 0.4f;

    @Override
    public Rounded round(NDArray rest) {
      NDArray fixed = rest.stopGradient();
      NDArray q = whole(fixed);
      return new Rounded(through(rest, q), q, false);
    }

    static NDArray whole(NDArray fixed) {
      NDArray offset = fixed.getManager().create(OFFSET);
      return fixed.abs().add(offset).floor().mul(fixed.sign());
    }

    static NDArray through(NDArray x, NDArray rounded) {
      return x.add(rounded.sub(x).stopGradient());
    }
  }

  /** The same for gradients from decoded pictures, which pass to the rounded value. */
  record Straight() implements Rounding {
    @Override
    public Rounded round(NDArray rest) {
      NDArray q = Through.through(rest, Through.whole(rest.stopGradient()));
      return new Rounded(q, q, true);
    }
  }
}
