package offprint.kernels.lm.checkpoint;

/**
 * How rotary frequencies f are stretched for contexts beyond those of pre-training.
 *
 * @param kind DEFAULT leaves f; LINEAR is f / factor; LLAMA3 divides the low frequencies alone:
 *     with the wavelength λ = 2π/f and the original context C it is f where λ is below C / high, f
 *     / factor where above C / low, and between them f ((1 − s) / factor + s), s = (C/λ − low) /
 *     (high − low)
 */
public record RopeScaling(Kind kind, double factor, double low, double high, int originalContext) {
  static final RopeScaling NONE = new RopeScaling(Kind.DEFAULT, 1, 1, 1, 0);

  /** Names of {@code rope_type}. */
  public enum Kind {
    DEFAULT,
    LINEAR,
    LLAMA3
  }

  /** The scaled angle per position of each pair of numbers: θ^(−2j/width), j from 0. */
  public double[] frequencies(double base, int width) {
    double[] frequencies = new double[width / 2];
    for (int j = 0; j < frequencies.length; j++) {
      frequencies[j] = scaled(Math.pow(base, -2.0 * j / width));
    }
    return frequencies;
  }

  private double scaled(double f) {
    return switch (kind) {
      case DEFAULT -> f;
      case LINEAR -> f / factor;
      case LLAMA3 -> {
        double turns = originalContext * f / (2 * Math.PI);
        if (turns > high) {
          yield f;
        }
        double s = Math.max(0, (turns - low) / (high - low));
        yield f * ((1 - s) / factor + s);
      }
    };
  }
}
