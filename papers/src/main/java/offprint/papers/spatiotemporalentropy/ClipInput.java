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
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapReader;
import offprint.kernels.image.FrameSource;
import offprint.kernels.image.RawYuvReader;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.Y4mReader;
import offprint.kernels.image.YuvFrame;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * A clip given by a reader: Y4M, a zip of equally large pictures in the order of their names in the
 * file, or raw 4:2:0 planes with their format.
 *
 * @param wholeOnly true to leave out a truncated last frame
 */
record ClipInput(Source source, RawPlanes raw, boolean wholeOnly) {

  /** Reads frames one after another. */
  interface Reader<T> {
    T read(FrameSource frames) throws IOException;
  }

  /**
   * Opens the clip for as long as it is read.
   *
   * @throws IllegalArgumentException if it breaks a rule; the message names the parameter
   */
  <T> T with(String parameter, Findings out, Reader<T> reader) throws IOException {
    return new Inputs(out)
        .read(
            parameter,
            source,
            in -> reader.read(frames(new BufferedInputStream(in, 1 << 16), out.run())));
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
    if (y4m && raw.width() == 0) {
      return new Y4mReader(in, wholeOnly);
    }
    if (raw.width() == 0 || raw.height() == 0) {
      throw new IllegalArgumentException(
          "the clip is neither Y4M nor a zip of pictures; raw planes need width and height: got"
              + " %d and %d".formatted(raw.width(), raw.height()));
    }
    return new RawYuvReader(in, raw.format(raw.width(), raw.height()));
  }

  private FrameSource pictures(InputStream in, Run run) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    Bitmap first = picture(zip, run);
    if (first == null) {
      throw new IllegalArgumentException("the zip must hold pictures: it has none");
    }
    VideoFormat format = raw.format(first.width(), first.height());
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
  static List<Bitmap> pictures(String parameter, Source source, Findings out) throws IOException {
    List<Bitmap> all = new ArrayList<>();
    new Inputs(out)
        .read(
            parameter,
            source,
            in -> {
              ZipInputStream zip = new ZipInputStream(in);
              for (Bitmap next = picture(zip, out.run());
                  next != null;
                  next = picture(zip, out.run())) {
                all.add(next.rgb());
              }
              return all;
            });
    if (all.isEmpty()) {
      throw new IllegalArgumentException(parameter + " must be a zip of pictures: it has none");
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
