package offprint.method;

import java.util.Base64;

/**
 * Two pictures of equal size that the reader compares by sliding.
 *
 * @param alt what they show, for readers who cannot see them
 * @param before the first PNG file, in base64
 * @param after the second PNG file, in base64
 * @param beforeName short name of the first, e.g. "original"
 * @param afterName short name of the second, e.g. "decoded, 0.31 bits per pixel"
 */
public record PicturePair(
    String title, String alt, String before, String beforeName, String after, String afterName)
    implements Report.Block {
  public static PicturePair ofPng(
      String title, String alt, byte[] before, String beforeName, byte[] after, String afterName) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new PicturePair(
        title,
        alt,
        base64.encodeToString(before),
        beforeName,
        base64.encodeToString(after),
        afterName);
  }
}
