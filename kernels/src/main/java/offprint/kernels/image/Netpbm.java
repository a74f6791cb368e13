package offprint.kernels.image;

import java.util.List;

/** Binary PPM (P6) and PGM (P5), 8 or 16 bits. */
final class Netpbm {
  private final byte[] file;
  private int at = 2;

  private Netpbm(byte[] file) {
    this.file = file;
  }

  static BitmapReader.Decoded read(byte[] file) {
    return new Netpbm(file).decode(file[1] == '6' ? 3 : 1);
  }

  private BitmapReader.Decoded decode(int channels) {
    int width = number("width");
    int height = number("height");
    int most = number("maximum");
    at++;
    Bitmap.requireSize(width, height);
    if (most < 1 || most > 65_535) {
      throw new IllegalArgumentException(
          "the maximum of a PPM or PGM must be in 1 to 65535: got " + most);
    }
    int bytes = most > 255 ? 2 : 1;
    long needed = (long) width * height * channels * bytes;
    if (file.length - at < needed) {
      throw new IllegalArgumentException(
          "a PPM or PGM of %d x %d must have %d bytes of samples: got %d"
              .formatted(width, height, needed, Math.max(0, file.length - at)));
    }
    Bitmap out = Bitmap.blank(width, height, channels);
    for (int i = 0; i < width * height; i++) {
      for (int c = 0; c < channels; c++) {
        int value = file[at++] & 0xFF;
        if (bytes == 2) {
          value = (value << 8) | (file[at++] & 0xFF);
        }
        out.planes().get(c)[i] = (byte) Math.min(255, Math.round(value * 255.0 / most));
      }
    }
    List<String> notices =
        most == 255
            ? List.of()
            : List.of("Samples up to %d were scaled to 8 bits.".formatted(most));
    return new BitmapReader.Decoded(out, notices);
  }

  private int number(String name) {
    while (at < file.length && (blank(file[at]) || file[at] == '#')) {
      if (file[at] == '#') {
        while (at < file.length && file[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
    int value = 0;
    int start = at;
    while (at < file.length && file[at] >= '0' && file[at] <= '9' && at - start < 9) {
      value = 10 * value + file[at++] - '0';
    }
    if (at == start) {
      throw new IllegalArgumentException("the PPM or PGM has no " + name);
    }
    return value;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
