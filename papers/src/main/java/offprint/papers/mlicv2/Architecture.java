package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of a model.
 *
 * @param stride S: side of a block of the transform, in pixels
 * @param latent M: channels of y
 * @param slices K: equal parts of y's channels, coded one after another
 * @param channel whether a slice sees the slices before it by convolution
 * @param local whether the non-anchors see the anchors around them by convolution
 * @param references the others
 * @param networks what else is learned
 */
record Architecture(
    int stride,
    int latent,
    int slices,
    boolean channel,
    boolean local,
    References references,
    Networks networks) {
  /** Channels of z. */
  static final int HYPER = 8;

  /** Channels of the curved part of what the hyperprior says. */
  static final int CURVED = 32;

  /** Channels of the channel reference, and inside it. */
  static final int CHANNEL = 32;

  static final int CHANNEL_HIDDEN = 48;

  /** Channels of the local reference. */
  static final int LOCAL = 32;

  /** Parts of the channels that attend by themselves. */
  static final int HEADS = 2;

  /** Channels that attend in a global reference, and channels it gives. */
  static final int GLOBAL = 16;

  /** Channels that attend in the window; it gives twice as many. */
  static final int WINDOW = 8;

  /** Width of the prediction of what rounding left. */
  static final int REST = 16;

  /** Widths inside the parameter networks. */
  static final int WIDE = 96;

  static final int NARROW = 64;

  /** Width of the network that chooses the elements that are coded. */
  static final int SKIP = 24;

  /** Width of the enhancement. */
  static final int ENHANCE = 32;

  Architecture {
    if (latent % slices != 0) {
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

  /** With the transform in closed form and log-magnitudes in the contexts. */
  Architecture(
      int stride, int latent, int slices, boolean channel, boolean local, References references) {
    this(stride, latent, slices, channel, local, references, Networks.NONE);
  }

  /** The same with these references, too, where they can be added. */
  Architecture with(References more) {
    if (networks.wiring() == Networks.Wiring.NETWORKS) {
      return this;
    }
    References all = References.of(references, more);
    return new Architecture(stride, latent, slices, channel, local, all, networks);
  }

  /** How often the networks of the transform halve the resolution. */
  int halvings() {
    return Integer.numberOfTrailingZeros(stride);
  }

  /** Channels that the hyperprior says. */
  int said() {
    return networks.wiring() == Networks.Wiring.NETWORKS ? 2 * latent : HYPER + CURVED;
  }

  /** s: channels of a slice. */
  int slice() {
    return latent / slices;
  }

  /** Channels that the further references give before a pass. */
  int more(int k, boolean anchors) {
    References r = references.at(k);
    int global = k > 0 && r.inter() ? GLOBAL : 0;
    global += k == 0 && r.hgcp() ? GLOBAL : 0;
    global += k > 0 && !anchors && r.intra() ? GLOBAL : 0;
    return global + (!anchors && r.window() ? 2 * WINDOW : 0);
  }

  /** Pixels that one position of z stands for, in each direction. */
  int unit() {
    return 4 * stride;
  }

  Map<String, String> toMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("stride", "" + stride);
    texts.put("latent", "" + latent);
    texts.put("slices", "" + slices);
    texts.put("channel", "" + channel);
    texts.put("local", "" + local);
    texts.putAll(references.toMap());
    if (!networks.equals(Networks.NONE)) {
      texts.putAll(networks.toMap());
    }
    return texts;
  }

  /**
   * @throws IllegalArgumentException if an entry is missing or does not read
   */
  static Architecture parse(Map<String, String> texts) {
    return new Architecture(
        number(texts, "stride"),
        number(texts, "latent"),
        number(texts, "slices"),
        Boolean.parseBoolean(texts.get("channel")),
        Boolean.parseBoolean(texts.get("local")),
        References.parse(texts),
        Networks.parse(texts));
  }

  private static int number(Map<String, String> texts, String key) {
    String text = texts.getOrDefault(key, "");
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "the model's %s must be a number from 1 to 9999: got '%s'".formatted(key, text));
    }
    return Integer.parseInt(text);
  }
}
