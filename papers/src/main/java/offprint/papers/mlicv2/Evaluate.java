package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.kernels.image.Bitmap;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Measures a model on pictures beside JPEG, the floor and other codecs. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
  public record Params(
      @Param(
              help = "Pictures: a zip, or one picture",
              value = "example:kodim20",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(
              help = "Model file of a train run; the default is shipped",
              value = "example:mlicv2-kodak",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Number of qualities",
              help = "How many qualities between 1 and 6",
              value = "2")
          @Min(1)
          @Max(26)
          int qualities,
      @Param(label = "Pictures at most", help = "Pictures of the zip, at most; 0: all", value = "0")
          @Min(0)
          @Max(4096)
          int most,
      @Param(
              label = "Other codecs",
              help = "Whether to run WebP, JPEG XL and AVIF, where their programs are installed",
              value = "false")
          boolean others) {}

  @Override
  public Card card() {
    return new Card(
        "evaluate",
        "Measures rate and distortion of a model on pictures beside JPEG and, where installed,"
            + " WebP, JPEG XL and AVIF.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("full", "pictures=example:kodak-test", "qualities=6", "others=true"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    PictureSet set = PictureSet.read("pictures", p.pictures, out);
    RateCurves curves = new RateCurves(Model.read("model", p.model, new Inputs(out)));
    int count = p.most == 0 ? set.size() : Math.min(set.size(), p.most);
    for (int i = 0; i < count; i++) {
      String name = set.names().get(i);
      Bitmap picture = set.pictures().get(i);
      Part part = Part.of(run, (double) i / count, (i + 1.0) / count, "");
      curves.measure(name, picture, p.qualities, part);
      if (p.others) {
        curves.measureOthers(name, picture, part);
      }
    }
    return curves.report(out);
  }
}
