package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a model is learned beside the references.
 *
 * @param transform networks of g_a and g_s
 * @param channels N: inside these networks
 * @param init whether the closed form is there, too
 * @param wiring of hyperprior and contexts
 */
record Networks(Transform transform, int channels, Init init, Wiring wiring) {
  /** What g_a and g_s are made of. */
  public enum Transform {
    /** The closed form alone. */
    KLT,
    /** Blocks of simple token mixing. */
    STM,
    /** Residual blocks with divisive normalization. */
    RES
  }

  /** Where the transform begins. */
  public enum Init {
    /** The networks stand beside the closed form, which stays. */
    KLT,
    /** The closed form alone, of blocks that overlap: {@link Lapping}. */
    LAPPED,
    /** The networks stand alone. */
    RANDOM
  }

  /** How means and scales follow from the references. */
  public enum Wiring {
    /** A linear function of log-magnitudes and a network that adds to it. */
    LOG_LINEAR,
    /** Networks alone, wider, the hyperprior of convolutions. */
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

  /** Whether the transform is orthonormal, or nearly so where networks stand beside it. */
  boolean closed() {
    return init != Init.RANDOM;
  }

  boolean lapped() {
    return init == Init.LAPPED;
  }

  boolean learned() {
    return transform != Transform.KLT;
  }

  Map<String, String> toMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("transform", transform.name());
    texts.put("channels", "" + channels);
    texts.put("init", init.name());
    texts.put("wiring", wiring.name());
    return texts;
  }

  /**
   * Files that do not name it have none.
   *
   * @throws IllegalArgumentException if an entry does not read
   */
  static Networks parse(Map<String, String> texts) {
    String channels = texts.getOrDefault("channels", "32");
    if (!channels.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "the model's channels must be a number from 8 to 192: got '%s'".formatted(channels));
    }
    return new Networks(
        one(Transform.values(), texts, "transform", NONE.transform),
        Integer.parseInt(channels),
        one(Init.values(), texts, "init", NONE.init),
        one(Wiring.values(), texts, "wiring", NONE.wiring));
  }

  private static <E extends Enum<E>> E one(
      E[] values, Map<String, String> texts, String key, E otherwise) {
    String text = texts.getOrDefault(key, otherwise.name());
    for (E value : values) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "the model's %s must be a known one: got '%s'".formatted(key, text));
  }
}
