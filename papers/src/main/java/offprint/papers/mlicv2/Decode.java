package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import java.io.IOException;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Decodes a file to a picture. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Decode implements Method<Decode.Params> {
  public record Params(
      @Param(
              label = "Coded picture",
              help = "An .omli file of an encode run",
              value = "example:kodim20-omli",
              accepts = Kind.CODED)
          Source file,
      @Param(
              help = "The model file it was coded with; the default is shipped",
              value = "example:mlicv2-kodak",
              accepts = Kind.MODEL)
          Source model) {}

  private record Decoded(int bytes, Container.Head head, Bitmap picture) {}

  @Override
  public Card card() {
    return new Card("decode", "Decodes an .omli file with its model to a PNG picture.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    PictureCodec codec = new PictureCodec(Model.read("model", p.model, in));
    Part part = Part.of(run, 0, 0.9, "");
    Decoded decoded =
        in.read(
            "file",
            p.file,
            file -> {
              byte[] bytes = file.readAllBytes();
              Container container = Container.read(bytes);
              Bitmap shown = codec.decode(container, part.stage("decoding tiles"));
              return new Decoded(bytes.length, container.head(), shown);
            });
    Bitmap picture = decoded.picture;
    run.progress(0.95, "writing");
    out.file("decoded.png", file -> file.write(BitmapWriter.png(picture)));
    double rate = 8.0 * decoded.bytes / ((double) picture.width() * picture.height());
    String size = "%d x %d".formatted(picture.width(), picture.height());
    out.picture("The decoded picture", "the decoded picture", picture)
        .table(
            "The file",
            Frame.of("file", "value")
                .row("size in pixels", size)
                .row("channels", picture.channels())
                .row("quality", decoded.head.quality().value())
                .row("tiles", decoded.head.tiles())
                .row("bytes", decoded.bytes)
                .row("bits a pixel", rate));
    out.metric("bytes", decoded.bytes).metric("bits_per_pixel", rate);
    return out.answer(
        "The picture of %s pixels is decoded from %,d bytes, %s bits a pixel."
            .formatted(size, decoded.bytes, Wording.number(rate)));
  }
}
