package offprint.method;

import java.util.Base64;
import java.util.List;

/**
 * A picture inside the report.
 *
 * @param alt what it shows, for readers who cannot see it
 * @param png the PNG file, in base64
 * @param legend what its colours mean; empty where they are those of what is pictured
 */
public record Picture(String title, String alt, String png, List<Swatch> legend)
    implements Report.Block {
  public Picture {
    legend = List.copyOf(legend);
  }

  /**
   * What a colour means.
   *
   * @param colour "#rrggbb"
   */
  public record Swatch(String name, String colour) {
    public Swatch {
      if (!colour.matches("#[0-9a-f]{6}")) {
        throw new IllegalArgumentException("colour must be #rrggbb: got " + colour);
      }
    }
  }

  public static Picture ofPng(String title, String alt, byte[] png) {
    return new Picture(title, alt, Base64.getEncoder().encodeToString(png), List.of());
  }

  /** The same picture with a legend. */
  public Picture withLegend(List<Swatch> swatches) {
    return new Picture(title, alt, png, swatches);
  }
}
