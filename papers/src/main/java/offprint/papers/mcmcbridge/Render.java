package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Scene;
import offprint.kernels.render.SceneReader;
import offprint.kernels.render.Tracer;
import offprint.kernels.render.Vector;
import offprint.kernels.render.WavefrontObj;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Renders a scene by path tracing and by Metropolis light transport, at equal paths. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Render implements Method<Render.Params> {
  private static final String TRACED = "path tracing";
  private static final String MOVED = "Metropolis light transport";

  /** Which methods render. */
  enum Choice {
    PATH,
    PSSMLT,
    BOTH
  }

  /** Parameters. */
  public record Params(
      @Param(
              help = "Scene as JSON: camera, materials, shapes",
              value = "example:slit-room",
              accepts = Kind.OTHER)
          Source scene,
      @Param(
              help = "Faces for shapes of type mesh, an .obj file",
              accepts = Kind.OTHER,
              advanced = true)
          Source mesh,
      @Param(help = "path, pssmlt, or both to compare them", value = "both") Choice method,
      @Param(help = "Columns", unit = "pixels", value = "48") @Min(1) @Max(4096) int width,
      @Param(help = "Rows", unit = "pixels", value = "36") @Min(1) @Max(4096) int height,
      @Param(
              label = "Paths a pixel",
              help = "Each method has as many, its bootstrap included",
              value = "256")
          @Min(1)
          @Max(65_536)
          int paths,
      @Param(help = "Longest path, in hits", symbol = "D", value = "6") @Min(1) @Max(64) int depth,
      @Param(label = "Metropolis", help = "How chains move") Moves moves,
      @Param(
              help = "Factor to the radiance before it is shown; 0: chosen from the image",
              value = "0",
              advanced = true)
          @DecimalMin("0")
          @DecimalMax("1000000000")
          double exposure,
      @Param(
              help = "Image to measure errors against, a colour .pfm; empty: independent paths",
              accepts = Kind.OTHER,
              advanced = true)
          Source reference,
      @Param(
              label = "Paths of the reference",
              help = "Independent paths a pixel to measure errors against, without a file; 0: none",
              value = "1000",
              advanced = true)
          @Min(0)
          @Max(1_000_000)
          int referencePaths,
      @Param(
              help =
                  "Table of points u: prints pixel and radiance of each path instead of an image",
              accepts = Kind.TABLE,
              advanced = true)
          Source probe) {}

  /** Parameters of the chains. */
  public record Moves(
      @Param(label = "Large steps", help = "Share of fresh paths", symbol = "p", value = "0.3")
          @DecimalMin("0")
          @DecimalMax("1")
          double largeStep,
      @Param(
              label = "Least move",
              help = "Of a coordinate in a small step",
              symbol = "s1",
              value = "0.0009765625",
              advanced = true)
          @DecimalMin("0.0000001")
          @DecimalMax("0.5")
          double s1,
      @Param(
              label = "Greatest move",
              help = "Of a coordinate in a small step",
              symbol = "s2",
              value = "0.0625",
              advanced = true)
          @DecimalMin("0.0000001")
          @DecimalMax("0.5")
          double s2,
      @Param(help = "Independent paths that chains start from", value = "20000", advanced = true)
          @Min(1)
          @Max(10_000_000)
          int bootstrap,
      @Param(help = "Chains side by side", value = "8", advanced = true) @Min(1) @Max(64)
          int chains) {
    public Moves {
      if (s1 > s2) {
        throw new IllegalArgumentException(
            "s1 must be at most s2: got %s and %s".formatted(s1, s2));
      }
    }

    LightTransport transport(Shot shot, Part.Counter paths) {
      return new LightTransport(shot, new Mutation(largeStep, s1, s2), bootstrap, chains, paths);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "render",
        "Renders a scene by path tracing and by Metropolis light transport with equally many paths,"
            + " and says which errs less.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    Shot shot = new Shot(scene(p, in), p.width, p.height, p.depth);
    if (!p.probe.isEmpty()) {
      return probe(shot, in.table("probe", p.probe), out);
    }
    @Nullable RadianceImage given =
        p.reference.isEmpty() ? null : in.read("reference", p.reference, RadianceImage::readPfm);
    if (given != null && (given.width() != p.width || given.height() != p.height)) {
      throw new IllegalArgumentException(
          "reference must be as large as the image, %d x %d: got %d x %d"
              .formatted(p.width, p.height, given.width(), given.height()));
    }
    int truthPaths = given == null && p.method == Choice.BOTH ? p.referencePaths : 0;
    double total = ((p.method == Choice.BOTH ? 2.0 : 1.0) * p.paths + truthPaths) * shot.pixels();
    Part.Counter paths = Part.of(run, 0, 0.95, "").counter(total, "tracing paths");
    Map<String, Exposures> images = new LinkedHashMap<>();
    if (p.method != Choice.PSSMLT) {
      images.put(TRACED, new PathTracing(shot, paths).render(p.paths, run.random()));
    }
    if (p.method != Choice.PATH) {
      images.put(MOVED, p.moves.transport(shot, paths).render(p.paths, run.random()));
    }
    @Nullable RadianceImage truth =
        truthPaths > 0
            ? new PathTracing(shot, paths).render(truthPaths, run.random()).last()
            : given;
    Exposures first = images.values().iterator().next();
    double exposure =
        p.exposure > 0 ? p.exposure : (truth == null ? first.last() : truth).exposure();
    String answer = show(out, images, truth, exposure, p.paths);
    for (String name : images.keySet()) {
      RadianceImage image = images.get(name).last();
      byte[] png = BitmapWriter.png(image.bitmap(exposure));
      String file = name.equals(TRACED) ? "path" : "pssmlt";
      out.file(file + ".pfm", image::writePfm).file(file + ".png", stream -> stream.write(png));
    }
    return out.answer(answer);
  }

  private static Scene scene(Params p, Inputs in) throws IOException {
    List<Vector[]> mesh =
        p.mesh.isEmpty() ? List.of() : in.read("mesh", p.mesh, WavefrontObj::read);
    return in.read("scene", p.scene, stream -> SceneReader.read(stream, mesh));
  }

  private static String show(
      Findings out,
      Map<String, Exposures> images,
      @Nullable RadianceImage truth,
      double exposure,
      int paths) {
    Iterator<Map.Entry<String, Exposures>> all = images.entrySet().iterator();
    Map.Entry<String, Exposures> first = all.next();
    Bitmap one = Pictures.enlarged(first.getValue().last(), exposure);
    String title = "The image, %,d paths a pixel".formatted(paths);
    String alt = "The scene as rendered";
    if (all.hasNext()) {
      Map.Entry<String, Exposures> second = all.next();
      Bitmap other = Pictures.enlarged(second.getValue().last(), exposure);
      out.compare(title, alt, first.getKey(), one, second.getKey(), other);
    } else {
      out.picture(title, alt, one);
    }
    if (truth == null) {
      return "The scene is rendered with %,d paths a pixel; without a reference its error is unknown."
          .formatted(paths);
    }
    out.picture(
        "The reference",
        "The scene as the reference has it, independent paths or the file given",
        Pictures.enlarged(truth, exposure));
    Frame errors = Frame.of("paths", "method", "error");
    Race race = Race.error("L1 error").on("At %,d paths a pixel".formatted(paths));
    images.forEach(
        (name, image) -> {
          double[] error = image.errors(truth);
          for (int m = 0; m < error.length; m++) {
            errors.row(image.paths().get(m), name, error[m]);
          }
          double last = error[error.length - 1];
          Race _ = name.equals(TRACED) ? race.baseline(name, last) : race.own(name, last);
        });
    out.chart(
        Plot.of("Error against the reference")
            .logX("paths a pixel")
            .logY("sum |I - R| / sum R")
            .lines(errors, "paths", "error", "method")
            .chart(
                "Equal paths: those that start the chains count. Noise of the reference is in both"
                    + " errors."));
    out.table("Error by number of paths", errors).metrics(race.metrics());
    if (images.size() == 2) {
      return race.sentence();
    }
    double[] error = errors.numbers("error");
    return "At %,d paths a pixel the image errs by %s of the reference's light."
        .formatted(paths, Wording.percent(error[error.length - 1]));
  }

  private static Report probe(Shot shot, TextTable points, Findings out) throws IOException {
    int d = shot.coordinates();
    if (points.columns().size() != d) {
      throw new IllegalArgumentException(
          "probe must have 2 + 6 depth = %d columns: got %d".formatted(d, points.columns().size()));
    }
    double[][] columns = new double[d][];
    for (int i = 0; i < d; i++) {
      columns[i] = points.numbers(i);
    }
    Frame frame = Frame.of("pixel", "red", "green", "blue");
    Tracer tracer = shot.tracer();
    for (int r = 0; r < points.rows(); r++) {
      double[] u = new double[d];
      for (int i = 0; i < d; i++) {
        u[i] = columns[i][r];
        if (!(u[i] >= 0 && u[i] < 1)) {
          throw points.wrong(r, i, "a number in [0, 1)");
        }
      }
      tracer.trace(u);
      frame.row(tracer.pixel(), tracer.red(), tracer.green(), tracer.blue());
    }
    out.table("Pixel and radiance of each path", frame).csv("probe.csv", frame);
    return out.answer("The radiance of %s.".formatted(Wording.count(points.rows(), "path")));
  }
}
