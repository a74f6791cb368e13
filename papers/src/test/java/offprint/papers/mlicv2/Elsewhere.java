package offprint.papers.mlicv2;

import java.nio.file.Files;
import java.nio.file.Path;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;

/** A process of its own: decodes a file with its model, and nothing else in memory. */
final class Elsewhere {
  private Elsewhere() {}

  public static void main(String[] args) throws Exception {
    Model model = Model.of(Files.readAllBytes(Path.of(args[0])));
    Container file = Container.read(Files.readAllBytes(Path.of(args[1])));
    Bitmap picture = new PictureCodec(model).decode(file, _ -> {});
    Files.write(Path.of(args[2]), BitmapWriter.png(picture));
  }
}
