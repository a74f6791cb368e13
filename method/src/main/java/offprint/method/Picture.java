package offprint.method;

import java.util.Base64;

/**
 * A picture inside the report.
 *
 * @param alt what it shows, for readers who cannot see it
 * @param png the PNG file, in base64
 */
public record Picture(String title, String alt, String png) implements Report.Block {
  public static Picture ofPng(String title, String alt, byte[] png) {
    return new Picture(title, alt, Base64.getEncoder().encodeToString(png));
  }
}
