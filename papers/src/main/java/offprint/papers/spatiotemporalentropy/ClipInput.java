package offprint.papers.spatiotemporalentropy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapReader;
import offprint.kernels.image.FrameSource;
import offprint.kernels.image.RawYuvReader;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.Y4mReader;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * A clip given by a reader: Y4M, a zip of equally large pictures in the order of their names in the
 * file, or raw 4:2:0 planes whose size is said beside.
 *
 * @param width of raw planes; 0 where the file says it
 * @param fps of raw planes and of pictures, as a fraction
 * @param wholeOnly whether a cut last frame is left out
 */
record ClipInput(
    Source source, int width, int height, String fps, YuvColour range, boolean wholeOnly) {

  /** Takes frames one after the other. */
  interface Reader<T> {
    T read(FrameSource frames) throws IOException;
  }

  /**
   * Opens the clip for as long as it is read.
   *
   * @throws IllegalArgumentException if it breaks a rule; the message names the parameter
   */
  <T> T with(String name, Run run, Reader<T> reader) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(
          name + " must be given: Y4M, raw planes, or a zip of pictures");
    }
    try (InputStream in = new BufferedInputStream(run.open(source), 1 << 16)) {
      return reader.read(frames(in, run));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private FrameSource frames(InputStream in, Run run) throws IOException {
    in.mark(16);
    byte[] start = in.readNBytes(2);
    in.reset();
    boolean zip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
    boolean y4m = start.length == 2 && start[0] == 'Y' && start[1] == 'U';
    if (zip) {
      return pictures(in, run);
    }
    if (y4m && width == 0) {
      return new Y4mReader(in, wholeOnly);
    }
    if (width == 0 || height == 0) {
      throw new IllegalArgumentException(
          "the clip is neither Y4M nor a zip of pictures; raw planes need width and height: got"
              + " %d and %d".formatted(width, height));
    }
    int[] rate = rate();
    return new RawYuvReader(in, new VideoFormat(width, height, rate[0], rate[1], range, 0, false));
  }

  private int[] rate() {
    if (!fps.matches("\\d{1,9}(/\\d{1,9})?")) {
      throw new IllegalArgumentException(
          "fps must be a whole number or a fraction like 30000/1001: got '%s'".formatted(fps));
    }
    String[] parts = fps.split("/");
    return new int[] {
      Integer.parseInt(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1])
    };
  }

  private FrameSource pictures(InputStream in, Run run) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    Bitmap first = picture(zip, run);
    if (first == null) {
      throw new IllegalArgumentException("the zip must hold pictures: it has none");
    }
    int[] rate = rate();
    VideoFormat format =
        new VideoFormat(first.width(), first.height(), rate[0], rate[1], range, 0, false);
    return new PictureFrames(zip, format, first, run);
  }

  private static @Nullable Bitmap picture(ZipInputStream zip, Run run) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = entry.getName();
      if (name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|ppm|pgm|bmp)")) {
        run.progress(0, "reading " + name);
        Bitmap picture = BitmapReader.read(new ByteArrayInputStream(zip.readAllBytes())).bitmap();
        if (picture.hasAlpha()) {
          throw new IllegalArgumentException(
              "pictures of a clip must have no alpha channel: %s has one".formatted(name));
        }
        return picture;
      }
    }
    return null;
  }

  /** All pictures of a zip, of any sizes. */
  static List<Bitmap> pictures(String name, Source source, Run run) throws IOException {
    List<Bitmap> all = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(run.open(source))) {
      for (Bitmap next = picture(zip, run); next != null; next = picture(zip, run)) {
        all.add(next.rgb());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(name + " must be a zip of pictures: it has none");
    }
    return all;
  }

  /** Pictures as frames. */
  private static final class PictureFrames implements FrameSource {
    private final ZipInputStream zip;
    private final VideoFormat format;
    private final Run run;
    private @Nullable Bitmap first;
    private int frames;

    PictureFrames(ZipInputStream zip, VideoFormat format, Bitmap first, Run run) {
      this.zip = zip;
      this.format = format;
      this.first = first;
      this.run = run;
    }

    @Override
    public VideoFormat format() {
      return format;
    }

    @Override
    public @Nullable YuvFrame next() throws IOException {
      Bitmap picture = first == null ? picture(zip, run) : first;
      first = null;
      if (picture == null) {
        return null;
      }
      if (picture.width() != format.width() || picture.height() != format.height()) {
        throw new IllegalArgumentException(
            "pictures of a clip must have one size: picture %d has %d x %d, the first %d x %d"
                .formatted(
                    frames, picture.width(), picture.height(), format.width(), format.height()));
      }
      frames++;
      return format.range().toYuv(picture);
    }

    @Override
    public List<String> notices() {
      return List.of("Pictures were turned into 4:2:0 by BT.601.");
    }
  }
}
