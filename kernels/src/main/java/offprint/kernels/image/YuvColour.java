package offprint.kernels.image;

import java.util.List;

/**
 * RGB to 4:2:0 and back by BT.601 in whole numbers: chroma is the mean of 2 x 2 pixels, and comes
 * back by centred bilinear weights 9, 3, 3, 1.
 */
public enum YuvColour {
  /** Luma 16 … 235, chroma 16 … 240. */
  LIMITED,
  /** All of them 0 … 255, as in JPEG. */
  FULL;

  private int[] luma() {
    return this == FULL
        ? new int[] {19595, 38470, 7471, 32768}
        : new int[] {16829, 33039, 6416, 1081344};
  }

  private int[] blue() {
    return this == FULL ? new int[] {-11059, -21709, 32768} : new int[] {-9714, -19070, 28784};
  }

  private int[] red() {
    return this == FULL ? new int[] {32768, -27439, -5329} : new int[] {28784, -24103, -4681};
  }

  /** Of luma, red by v, green by u and v, blue by u. */
  private int[] back() {
    return this == FULL
        ? new int[] {1048576, 91881, 22554, 46802, 116130}
        : new int[] {1220944, 104597, 25675, 53279, 132201};
  }

  /** 4:2:0 of a picture; a grey one is taken as three equal colours. */
  public YuvFrame toYuv(Bitmap picture) {
    Bitmap rgb = picture.rgb();
    int w = rgb.width();
    int h = rgb.height();
    byte[] y = new byte[w * h];
    int[] luma = luma();
    for (int i = 0; i < y.length; i++) {
      y[i] =
          clip(
              (luma[0] * sample(rgb, 0, i)
                      + luma[1] * sample(rgb, 1, i)
                      + luma[2] * sample(rgb, 2, i)
                      + luma[3])
                  >> 16);
    }
    return new YuvFrame(w, h, y, chroma(rgb, blue()), chroma(rgb, red()));
  }

  private static int sample(Bitmap rgb, int channel, int i) {
    return rgb.planes().get(channel)[i] & 0xFF;
  }

  private static byte[] chroma(Bitmap rgb, int[] weights) {
    int w = rgb.width();
    int h = rgb.height();
    int cw = (w + 1) / 2;
    int ch = (h + 1) / 2;
    byte[] out = new byte[cw * ch];
    for (int row = 0; row < ch; row++) {
      for (int column = 0; column < cw; column++) {
        int sum = (128 << 18) + (1 << 17);
        for (int t = 0; t < 4; t++) {
          int r = Math.min(h - 1, 2 * row + t / 2);
          int c = Math.min(w - 1, 2 * column + t % 2);
          for (int k = 0; k < 3; k++) {
            sum += weights[k] * sample(rgb, k, r * w + c);
          }
        }
        out[row * cw + column] = clip(sum >> 18);
      }
    }
    return out;
  }

  /** The RGB picture of a frame. */
  public Bitmap toRgb(YuvFrame frame) {
    int w = frame.width();
    int h = frame.height();
    byte[][] rgb = new byte[3][w * h];
    int[] back = back();
    int black = this == FULL ? 0 : 16;
    for (int row = 0; row < h; row++) {
      for (int column = 0; column < w; column++) {
        int i = row * w + column;
        int u = interpolate(frame, frame.u(), row, column);
        int v = interpolate(frame, frame.v(), row, column);
        int y = back[0] * ((frame.y()[i] & 0xFF) - black);
        int half = 1 << 19;
        rgb[0][i] = clip((y + back[1] * v + half) >> 20);
        rgb[1][i] = clip((y - back[2] * u - back[3] * v + half) >> 20);
        rgb[2][i] = clip((y + back[4] * u + half) >> 20);
      }
    }
    return new Bitmap(w, h, List.of(rgb));
  }

  /** Chroma at a luma position, times 16, less 2048. */
  private static int interpolate(YuvFrame frame, byte[] plane, int row, int column) {
    int cw = frame.chromaWidth();
    int near = row / 2;
    int far = Math.clamp(near + (row % 2 == 0 ? -1 : 1), 0, frame.chromaHeight() - 1);
    int left = column / 2;
    int right = Math.clamp(left + (column % 2 == 0 ? -1 : 1), 0, cw - 1);
    return 9 * (plane[near * cw + left] & 0xFF)
        + 3 * (plane[near * cw + right] & 0xFF)
        + 3 * (plane[far * cw + left] & 0xFF)
        + (plane[far * cw + right] & 0xFF)
        - 2048;
  }

  private static byte clip(int value) {
    return (byte) Math.clamp(value, 0, 255);
  }
}
