package offprint.papers.spatiotemporalentropy;

import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.image.YuvFrame;

/**
 * The orthonormal cosine transform between planes and {@link Frequencies}, in doubles and one fixed
 * order. Planes are samples less 128, padded by their last row and column.
 */
final class Cosine {
  private final Frequencies frequencies;
  private final List<Frequencies.Frequency> list;
  private final double[][] luma = Frequencies.cosines(Frequencies.LUMA);
  private final double[][] chroma = Frequencies.cosines(Frequencies.CHROMA);

  Cosine(Frequencies frequencies) {
    this.frequencies = frequencies;
    this.list = frequencies.list();
  }

  /**
   * The planes of a frame.
   *
   * @return three of [16 gh, 16 gw] and [8 gh, 8 gw], row by row
   */
  static double[][] planes(YuvFrame frame) {
    int gh = Latents.grid(frame.height());
    int gw = Latents.grid(frame.width());
    return new double[][] {
      padded(frame.y(), frame.width(), frame.height(), 16 * gw, 16 * gh),
      padded(frame.u(), frame.chromaWidth(), frame.chromaHeight(), 8 * gw, 8 * gh),
      padded(frame.v(), frame.chromaWidth(), frame.chromaHeight(), 8 * gw, 8 * gh)
    };
  }

  private static double[] padded(byte[] plane, int w, int h, int width, int height) {
    double[] out = new double[width * height];
    for (int row = 0; row < height; row++) {
      int from = Math.min(row, h - 1) * w;
      for (int column = 0; column < width; column++) {
        out[row * width + column] = (plane[from + Math.min(column, w - 1)] & 0xFF) - 128;
      }
    }
    return out;
  }

  /**
   * @param planes as {@link #planes} gives them
   * @param gh rows of blocks
   * @param gw columns of blocks
   * @return [channels, gh, gw]
   */
  double[] analyse(double[][] planes, int gh, int gw) {
    double[] out = new double[frequencies.channels() * gh * gw];
    IntStream.range(0, gh)
        .parallel()
        .forEach(
            row -> {
              for (int column = 0; column < gw; column++) {
                for (int plane = 0; plane < 3; plane++) {
                  analyse(planes[plane], plane, row, column, gh, gw, out);
                }
              }
            });
    return out;
  }

  private void analyse(
      double[] samples, int plane, int row, int column, int gh, int gw, double[] out) {
    double[][] basis = plane == 0 ? luma : chroma;
    int n = basis.length;
    int stride = n * gw;
    double[] rows = new double[n * n]; // [sample row, j]
    for (int y = 0; y < n; y++) {
      int from = (row * n + y) * stride + column * n;
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int x = 0; x < n; x++) {
          sum += basis[j][x] * samples[from + x];
        }
        rows[y * n + j] = sum;
      }
    }
    for (int c = frequencies.first(plane); c < frequencies.first(plane + 1); c++) {
      Frequencies.Frequency f = list.get(c);
      double sum = 0;
      for (int y = 0; y < n; y++) {
        sum += basis[f.i()][y] * rows[y * n + f.j()];
      }
      out[(c * gh + row) * gw + column] = sum;
    }
  }

  /** Coefficients of so many blocks. */
  int size(int gh, int gw) {
    return frequencies.channels() * gh * gw;
  }

  /** The planes of coefficients [channels, gh, gw]; the transpose of {@link #analyse}. */
  double[][] synthesise(double[] coefficients, int gh, int gw) {
    double[][] planes = {
      new double[256 * gh * gw], new double[64 * gh * gw], new double[64 * gh * gw]
    };
    IntStream.range(0, gh)
        .parallel()
        .forEach(
            row -> {
              for (int column = 0; column < gw; column++) {
                for (int plane = 0; plane < 3; plane++) {
                  synthesise(coefficients, plane, row, column, gh, gw, planes[plane]);
                }
              }
            });
    return planes;
  }

  private void synthesise(
      double[] coefficients, int plane, int row, int column, int gh, int gw, double[] samples) {
    double[][] basis = plane == 0 ? luma : chroma;
    int n = basis.length;
    double[] rows = new double[n * n]; // [sample row, j]
    for (int c = frequencies.first(plane); c < frequencies.first(plane + 1); c++) {
      double value = coefficients[(c * gh + row) * gw + column];
      if (value != 0) {
        Frequencies.Frequency f = list.get(c);
        for (int y = 0; y < n; y++) {
          rows[y * n + f.j()] += basis[f.i()][y] * value;
        }
      }
    }
    for (int y = 0; y < n; y++) {
      int to = (row * n + y) * n * gw + column * n;
      for (int j = 0; j < n; j++) {
        double value = rows[y * n + j];
        if (value != 0) {
          for (int x = 0; x < n; x++) {
            samples[to + x] += basis[j][x] * value;
          }
        }
      }
    }
  }
}
