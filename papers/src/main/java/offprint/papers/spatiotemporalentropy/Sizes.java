package offprint.papers.spatiotemporalentropy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How large a model is.
 *
 * @param channels M, latent channels
 * @param hyper Z, channels of the hyperprior's own latents
 * @param hidden width inside the hyperprior and the temporal prior, and of what they say
 * @param spatial width of what the spatial prior says
 * @param joint hidden width where they meet
 * @param transform hidden width of the learned transform, see {@link TransformNetwork}; 0: none
 * @param skip what stands beside it
 * @param mixture K, Gaussians of a value
 * @param residual whether a frame after another is coded as the difference from it
 */
record Sizes(
    int channels,
    int hyper,
    int hidden,
    int spatial,
    int joint,
    int transform,
    Train.Skip skip,
    int mixture,
    boolean residual) {
  private static final int MOST_TRANSFORM = 64;

  Sizes {
    Frequencies _ = new Frequencies(channels);
    require("hyper", hyper, 64);
    require("hidden", hidden, 256);
    require("spatial", spatial, 256);
    require("joint", joint, 1024);
    require("mixture", mixture, 3);
    if (transform < 0 || transform > MOST_TRANSFORM) {
      throw new IllegalArgumentException(
          "transform must be in 0 to %d: got %d".formatted(MOST_TRANSFORM, transform));
    }
    if (skip == Train.Skip.NONE && transform == 0) {
      throw new IllegalArgumentException(
          "transform must be at least 1 where skip is none: got " + transform);
    }
  }

  private static void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be in 1 to %d: got %d".formatted(name, most, value));
    }
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("channels", "" + channels);
    map.put("hyper", "" + hyper);
    map.put("hidden", "" + hidden);
    map.put("spatial", "" + spatial);
    map.put("joint", "" + joint);
    if (transform > 0) {
      map.put("transform", "" + transform);
      map.put("skip", skip.name().toLowerCase(Locale.ROOT));
    }
    if (mixture > 1) {
      map.put("mixture", "" + mixture);
    }
    if (residual) {
      map.put("residual", "true");
    }
    return map;
  }

  static Sizes parse(Map<String, String> map) {
    return new Sizes(
        number(map, "channels"),
        number(map, "hyper"),
        number(map, "hidden"),
        number(map, "spatial"),
        number(map, "joint"),
        map.containsKey("transform") ? number(map, "transform") : 0,
        skip(map.getOrDefault("skip", "dct")),
        map.containsKey("mixture") ? number(map, "mixture") : 1,
        map.containsKey("residual"));
  }

  private static Train.Skip skip(String text) {
    return switch (text) {
      case "dct" -> Train.Skip.DCT;
      case "none" -> Train.Skip.NONE;
      default ->
          throw new IllegalArgumentException(
              "the model file must give skip as dct or none: got '%s'".formatted(text));
    };
  }

  private static int number(Map<String, String> map, String key) {
    String text = map.getOrDefault(key, "");
    if (!text.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          "the model file must give %s as a whole number: got '%s'".formatted(key, text));
    }
    return Integer.parseInt(text);
  }
}
