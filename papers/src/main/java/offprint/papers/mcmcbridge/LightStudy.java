package offprint.papers.mcmcbridge;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.kernels.render.RadianceImage;
import offprint.kernels.render.Scene;
import offprint.kernels.render.SceneReader;
import offprint.kernels.render.Tracer;
import offprint.method.Source;

/**
 * Claims C4 and C5: errors of Metropolis light transport and of path tracing at equal paths,
 * against independent paths.
 *
 * @param seedCount images of each method
 */
record LightStudy(Findings out, RandomGenerator seeds, Part part, int seedCount) {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 36;
  private static final int DEPTH = 6;
  private static final int CHAINS = 8;
  private static final int BOOTSTRAP = 20_000;
  private static final int BRIGHTNESS_PATHS = 500_000;

  /**
   * Errors in one scene.
   *
   * @param means distance of the images' mean luminance from the reference's, in standard errors
   */
  private record Outcome(double path, double moved, double still, double means) {}

  /** Rows to be shown. */
  static Frame frame() {
    return Frame.of(
        "scene",
        "paths",
        "path tracing",
        "Metropolis",
        "without large steps",
        "brightness off, s.e.");
  }

  /** C4 and C5 in the room with a lamp in sight; gives the ratio of errors. */
  double cornell(int paths, int reference, Frame frame) throws IOException {
    Outcome found = compare("cornell", paths, reference, 1.0 / 16, true, frame);
    out.metric("cornell_ratio", found.moved / found.path)
        .metric("still_over_large", found.still / found.moved)
        .metric("cornell_off", found.means);
    return found.moved / found.path;
  }

  /** C4 with a glass ball. */
  void glass(int paths, int reference, Frame frame) throws IOException {
    Outcome found = compare("glass-ball", paths, reference, 1.0 / 64, false, frame);
    out.metric("glass_ratio", found.moved / found.path).metric("glass_off", found.means);
  }

  /** C4 where light comes through a slit; gives the ratio of errors. */
  double slit(int paths, int reference, Frame frame) throws IOException {
    Outcome found = compare("slit-room", paths, reference, 1.0 / 16, false, frame);
    out.metric("slit_ratio", found.moved / found.path).metric("slit_off", found.means);
    return found.moved / found.path;
  }

  private Outcome compare(
      String name, int paths, int reference, double s2, boolean withStill, Frame frame)
      throws IOException {
    Scene scene =
        new Inputs(out).read("scene", Source.example(name), in -> SceneReader.read(in, List.of()));
    Shot shot = new Shot(scene, WIDTH, HEIGHT, DEPTH);
    double pixels = shot.pixels();
    double total = pixels * (reference + (withStill ? 3.0 : 2.0) * seedCount * paths);
    Part.Counter beat = part.counter(total, "paths of " + name);
    RadianceImage truth = new PathTracing(shot, beat).render(reference, seeds).last();
    Mutation mutation = new Mutation(.3, 1.0 / 1024, s2);
    double[] errors = new double[3];
    double[] means = new double[2];
    for (int s = 0; s < seedCount; s++) {
      RadianceImage path = new PathTracing(shot, beat).render(paths, seeds).last();
      RadianceImage moved = transport(shot, mutation, beat).render(paths, seeds).last();
      if (s == 0) {
        double exposure = truth.exposure();
        out.compare(
            "C4: %s, %d paths a pixel".formatted(name, paths),
            "The scene " + name,
            "path tracing",
            Pictures.enlarged(path, exposure),
            "Metropolis",
            Pictures.enlarged(moved, exposure));
      }
      errors[0] += path.error(truth) / seedCount;
      errors[1] += moved.error(truth) / seedCount;
      means[0] += mean(path) / seedCount;
      means[1] += mean(moved) / seedCount;
      if (withStill) {
        Mutation still = new Mutation(0, 1.0 / 1024, s2);
        errors[2] +=
            transport(shot, still, beat).render(paths, seeds).last().error(truth) / seedCount;
      }
    }
    double deviation = deviation(shot);
    double known = deviation * deviation / (reference * pixels);
    double all = seedCount * pixels * paths;
    double first = Math.min(BOOTSTRAP, pixels * paths / 2);
    double free = seedCount * (first + .3 * (pixels * paths - first));
    double off =
        Math.max(
            Math.abs(means[0] - mean(truth)) / Math.sqrt(known + deviation * deviation / all),
            Math.abs(means[1] - mean(truth)) / Math.sqrt(known + deviation * deviation / free));
    frame.row(name, paths, errors[0], errors[1], withStill ? errors[2] : Double.NaN, off);
    return new Outcome(errors[0], errors[1], errors[2], off);
  }

  private static LightTransport transport(Shot shot, Mutation mutation, Part.Counter beat) {
    return new LightTransport(shot, mutation, BOOTSTRAP, CHAINS, beat);
  }

  private static double mean(RadianceImage image) {
    return Arrays.stream(image.luminance()).average().orElseThrow();
  }

  /** Standard deviation of the luminance of independent paths. */
  private double deviation(Shot shot) {
    Tracer tracer = shot.tracer();
    double[] u = new double[shot.coordinates()];
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < BRIGHTNESS_PATHS; n++) {
      if (n % 20_000 == 0) {
        part.repeat();
      }
      Arrays.setAll(u, _ -> seeds.nextDouble());
      tracer.trace(u);
      sum += tracer.luminance();
      squares += tracer.luminance() * tracer.luminance();
    }
    double mean = sum / BRIGHTNESS_PATHS;
    return Math.sqrt(squares / BRIGHTNESS_PATHS - mean * mean);
  }
}
