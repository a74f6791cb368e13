package offprint.papers.mlicv2;

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
import offprint.method.Run;
import offprint.method.Source;

/**
 * The pictures of a source: one picture, or a zip of them.
 *
 * @param notices what was changed on reading
 */
record PictureSet(List<String> names, List<Bitmap> pictures, List<String> notices) {
  private static final int MOST = 4096;

  /**
   * @throws IllegalArgumentException if there is no picture; the message begins with {@code name}
   */
  static PictureSet read(String name, Source source, Run run) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException(name + " must be given: a picture or a zip of pictures");
    }
    PictureSet set = new PictureSet(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (InputStream in = new BufferedInputStream(run.open(source))) {
      in.mark(2);
      boolean zip = in.read() == 'P' && in.read() == 'K';
      in.reset();
      if (zip) {
        set.unzip(name, in, run);
      } else {
        set.add(shortName(source.ref()), in);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    }
    return set;
  }

  /** Of an upload only a number is known, which tells a reader nothing. */
  private static String shortName(String ref) {
    return ref.startsWith("upload:")
        ? "picture"
        : ref.substring(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1);
  }

  private void unzip(String name, InputStream in, Run run) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String file = entry.getName().toLowerCase(Locale.ROOT);
        if (file.matches(".*\\.(png|jpe?g|ppm|pgm|gif|bmp)") && pictures.size() < MOST) {
          run.progress(0, "reading " + entry.getName());
          String plain = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
          add(plain, new ByteArrayInputStream(zip.readAllBytes()));
        }
      }
    }
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("the zip must hold pictures: it has none in " + name);
    }
  }

  private void add(String name, InputStream in) throws IOException {
    try {
      BitmapReader.Decoded decoded = BitmapReader.read(in);
      names.add(name);
      pictures.add(decoded.bitmap());
      decoded.notices().forEach(notice -> notices.add(name + ": " + notice));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
