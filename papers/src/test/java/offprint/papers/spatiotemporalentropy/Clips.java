package offprint.papers.spatiotemporalentropy;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.engine.Examples;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.Y4mReader;
import offprint.kernels.image.Y4mWriter;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.torch.Safetensors;

/** Clips to test on. */
final class Clips {
  private Clips() {}

  static List<YuvFrame> example(String name) throws IOException {
    try (InputStream in = new BufferedInputStream(Examples.get(name).open(), 1 << 16)) {
      return all(in);
    }
  }

  /** The middle of the first frames of a shipped clip in which people move: 128 x 96 pixels. */
  static List<YuvFrame> people(int frames) throws IOException {
    return example("cisco-people").subList(0, frames).stream().map(Clips::middle).toList();
  }

  private static YuvFrame middle(YuvFrame frame) {
    int width = frame.width();
    int height = frame.height();
    return new YuvFrame(
        128,
        96,
        middle(frame.y(), width, height, 128, 96),
        middle(frame.u(), width / 2, height / 2, 64, 48),
        middle(frame.v(), width / 2, height / 2, 64, 48));
  }

  private static byte[] middle(byte[] plane, int width, int height, int toWidth, int toHeight) {
    byte[] to = new byte[toWidth * toHeight];
    int from = (height - toHeight) / 2 * width + (width - toWidth) / 2;
    for (int row = 0; row < toHeight; row++) {
      System.arraycopy(plane, from + row * width, to, row * toWidth, toWidth);
    }
    return to;
  }

  /**
   * The first 36 frames of foreman at 176 x 144, whose licence is not stated, so that they do not
   * ship: the test is skipped unless {@code -Dforeman=FILE.y4m} names them.
   */
  static List<YuvFrame> foreman() throws IOException {
    String file = System.getProperty("foreman", "");
    assumeFalse(file.isEmpty(), "needs -Dforeman=FILE.y4m: the clip does not ship");
    return read(Files.readAllBytes(Path.of(file)));
  }

  static List<YuvFrame> all(InputStream in) throws IOException {
    Y4mReader reader = new Y4mReader(in, false);
    List<YuvFrame> frames = new ArrayList<>();
    YuvFrame frame = reader.next();
    while (frame != null) {
      frames.add(frame);
      frame = reader.next();
    }
    return frames;
  }

  static Model shipped() throws IOException {
    try (InputStream in = Examples.get("spatiotemporal-entropy-model").open()) {
      return ModelTensors.of(in.readAllBytes()).model();
    }
  }

  /** A model file of a training that never was. */
  static byte[] file(Sizes sizes, Levels levels, Map<String, Safetensors.Tensor> tensors)
      throws IOException {
    Schedule none = new Schedule(64, 1, 0, 0, 0, 0, .001, false);
    return ModelTensors.file(
        new ModelTensors.Header(sizes, levels.rounding(), none, 0, 0), levels, tensors);
  }

  /** Waves that drift, with a little noise. */
  static YuvFrame waves(int width, int height, int t, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] y = new byte[width * height];
    byte[] u = new byte[((width + 1) / 2) * ((height + 1) / 2)];
    byte[] v = new byte[u.length];
    for (int i = 0; i < y.length; i++) {
      double x = i % width + 0.7 * t;
      double wave = 128 + 60 * Math.sin(0.11 * x + 0.07 * (double) (i / width));
      y[i] = (byte) Math.round(wave + 3 * random.nextGaussian());
    }
    for (int i = 0; i < u.length; i++) {
      u[i] = (byte) (110 + i % 9);
      v[i] = (byte) (140 - i % 7);
    }
    return new YuvFrame(width, height, y, u, v);
  }

  static VideoFormat format(int width, int height) {
    return new VideoFormat(width, height, 25, 1, YuvColour.LIMITED, 0, false);
  }

  static byte[] y4m(List<YuvFrame> frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    YuvFrame first = frames.getFirst();
    Y4mWriter writer = new Y4mWriter(format(first.width(), first.height()), out, false);
    for (YuvFrame frame : frames) {
      writer.write(frame);
    }
    return out.toByteArray();
  }

  static List<YuvFrame> read(byte[] y4m) throws IOException {
    return all(new ByteArrayInputStream(y4m));
  }
}
