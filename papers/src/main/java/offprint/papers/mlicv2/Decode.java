package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Picture;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Decodes a file to a picture. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Decode implements Method<Decode.Params> {
  public record Params(
      @Param(
              help = "An .omli file of an encode run",
              value = "example:kodim20-omli",
              accepts = Kind.CODED)
          Source file,
      @Param(
              help = "The model file it was coded with; the default is shipped",
              value = "example:mlicv2-kodak",
              accepts = Kind.MODEL)
          Source model) {}

  @Override
  public Card card() {
    return new Card("decode", "Decodes an .omli file with its model to a PNG picture.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    if (params.file.isEmpty()) {
      throw new IllegalArgumentException("file must be given: an .omli file of an encode run");
    }
    Model model = Encode.model(params.model, run);
    byte[] bytes;
    try (InputStream in = run.open(params.file)) {
      bytes = in.readAllBytes();
    }
    Container container;
    Bitmap picture;
    try {
      container = Container.read(bytes);
      picture =
          new PictureCodec(model)
              .decode(container, share -> run.progress(0.9 * share, "decoding tiles"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("file: " + e.getMessage(), e);
    }
    run.progress(0.95, "writing");
    byte[] png = BitmapWriter.png(picture);
    Encode.write(run, "decoded.png", png);
    double pixels = (double) picture.width() * picture.height();
    Table table =
        new Table(
            "The file",
            List.of("", "value"),
            List.of(
                List.of("size in pixels", picture.width() + " x " + picture.height()),
                List.of("channels", picture.channels()),
                List.of("quality", 1 + container.quality().code() / 51.0),
                List.of("tiles", container.tiles().size()),
                List.of("bytes", bytes.length),
                List.of("bits a pixel", 8 * bytes.length / pixels)));
    return new Report(
        "The picture of %d x %d pixels is decoded from %,d bytes, %s bits a pixel."
            .formatted(
                picture.width(),
                picture.height(),
                bytes.length,
                Wording.number(8 * bytes.length / pixels)),
        List.of(table, Picture.ofPng("The decoded picture", "the decoded picture", png)),
        Map.of("bytes", (double) bytes.length, "bits_per_pixel", 8 * bytes.length / pixels));
  }
}
