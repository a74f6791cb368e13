package offprint.kernels.render;

/**
 * What a surface does with light; colours are [red, green, blue].
 *
 * @param albedo reflected share, in [0, 1]; glass reflects and transmits by Fresnel's equations
 * @param ior index of refraction inside; of glass only
 * @param emission radiance that leaves on the side of the normal, not negative
 */
public record Material(Kind kind, double[] albedo, double ior, double[] emission) {
  /** How light leaves. */
  public enum Kind {
    DIFFUSE,
    MIRROR,
    GLASS
  }

  boolean emits() {
    return emission[0] + emission[1] + emission[2] > 0;
  }
}
