package offprint.papers.mlicv2;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;

/** A process of its own: decodes a file with its model, and nothing else in memory. */
final class Elsewhere {
  private Elsewhere() {}

  public static void main(String[] args) throws Exception {
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      Model model = ModelFile.read(in);
      Container file = Container.read(Files.readAllBytes(Path.of(args[1])));
      Bitmap picture = new PictureCodec(model).decode(file, _ -> {});
      Files.write(Path.of(args[2]), BitmapWriter.png(picture));
    }
  }
}
