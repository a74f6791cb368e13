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
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapReader;
import offprint.method.Source;

/** The pictures of a source: one picture, or a zip of them. */
record PictureSet(List<String> names, List<Bitmap> pictures) {
  private static final int MOST = 4096;

  /**
   * Training pictures and held-back pictures.
   *
   * @param heldBack every eighth, or the last of at least four; none of fewer
   */
  record Split(List<Bitmap> training, List<Bitmap> heldBack) {}

  /**
   * @param parameter that gives the source, with which messages begin
   * @param out is told what was changed on reading
   * @throws IllegalArgumentException if there is no picture
   */
  static PictureSet read(String parameter, Source source, Findings out) throws IOException {
    return new Inputs(out)
        .read(
            parameter,
            source,
            file -> {
              PictureSet set = new PictureSet(new ArrayList<>(), new ArrayList<>());
              InputStream in = new BufferedInputStream(file);
              in.mark(2);
              boolean zip = in.read() == 'P' && in.read() == 'K';
              in.reset();
              if (zip) {
                set.unzip(in, out);
              } else {
                set.add(shortName(source.ref()), in, out);
              }
              return set;
            });
  }

  /** The name of a picture; "picture" for an upload, whose reference is only a number. */
  private static String shortName(String ref) {
    return ref.startsWith("upload:")
        ? "picture"
        : ref.substring(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1);
  }

  private void unzip(InputStream in, Findings out) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String file = entry.getName().toLowerCase(Locale.ROOT);
      if (file.matches(".*\\.(png|jpe?g|ppm|pgm|gif|bmp)") && pictures.size() < MOST) {
        out.run().progress(0, "reading " + entry.getName());
        String plain = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        add(plain, new ByteArrayInputStream(zip.readAllBytes()), out);
      }
    }
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("the zip must hold pictures: it has none");
    }
  }

  private void add(String name, InputStream in, Findings out) throws IOException {
    try {
      BitmapReader.Decoded decoded = BitmapReader.read(in);
      names.add(name);
      pictures.add(decoded.bitmap());
      decoded.notices().forEach(notice -> out.assumed(name + ": " + notice));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  int size() {
    return pictures.size();
  }

  Split split() {
    Split split = new Split(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < size(); i++) {
      boolean held = size() >= 8 ? i % 8 == 7 : size() >= 4 && i == size() - 1;
      (held ? split.heldBack : split.training).add(pictures.get(i));
    }
    return split;
  }
}
