package offprint.server.paper;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * The identicon of a paper as PNG of 1200 by 630, for link previews on sites that take no SVG. It
 * has no text and needs no fonts; previews show the title beside it.
 */
final class PreviewImage {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 630;
  private static final double STEP = 66; // between the centres of two dots
  private static final double LARGE = 56;
  private static final double SMALL = 16;
  private static final Color PAPER = new Color(0xfcfbf8);

  private PreviewImage() {}

  static byte[] png(Identicon identicon) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.decode(identicon.color()));
    double left = (WIDTH - (Identicon.SIZE - 1) * STEP) / 2;
    double top = (HEIGHT - (Identicon.SIZE - 1) * STEP) / 2;
    for (int row = 0; row < Identicon.SIZE; row++) {
      for (int column = 0; column < Identicon.SIZE; column++) {
        double size = identicon.isLarge(row, column) ? LARGE : SMALL;
        double x = left + column * STEP - size / 2;
        double y = top + row * STEP - size / 2;
        graphics.fill(new Ellipse2D.Double(x, y, size, size));
      }
    }
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
