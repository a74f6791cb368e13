package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Part;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/** A small model whose every part is at work, and pictures, from seeds. */
final class Tiny {
  private static Architecture sizes(References references) {
    return new Architecture(8, 32, 4, true, true, references, Networks.NONE);
  }

  /** The same, its blocks overlapping. */
  private static Architecture lapped() {
    Networks networks =
        new Networks(Networks.Transform.KLT, 32, Networks.Init.LAPPED, Networks.Wiring.LOG_LINEAR);
    return new Architecture(8, 32, 4, true, true, References.NONE, networks);
  }

  private Tiny() {}

  /** The model file: fitted transform, first weights, noise on all that starts at 0. */
  static byte[] file(long seed) throws IOException {
    return file(seed, References.ALL);
  }

  static byte[] file(long seed, References references) throws IOException {
    return file(seed, sizes(references), false);
  }

  /** One that can tell what to skip, by chance. */
  static byte[] skipping(long seed) throws IOException {
    return file(seed, sizes(References.ALL), true);
  }

  /** One whose blocks overlap. */
  static byte[] lapped(long seed) throws IOException {
    return file(seed, lapped(), false);
  }

  private static byte[] file(long seed, Architecture architecture, boolean skipping)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Session session = Session.open()) {
      FeatureMaps x = Pixels.tile(picture(96, 80, 3, seed), 0, 0, 80, 96);
      KarhunenLoeve.Fit fit =
          new KarhunenLoeve(8, 32, architecture.networks().lapped()).fit(List.of(x), random);
      Parameters entropy = Declaration.entropy(architecture).on(session, random);
      Parameters correction = Declaration.enhancement().on(session, random);
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(entropy.tensors());
      tensors.putAll(Declaration.firstScales(architecture, fit.deviation()));
      tensors.putAll(correction.tensors());
      tensors.put(PictureTransform.BASIS, Safetensors.Tensor.of(fit.basis(), 32, 192));
      if (skipping) {
        tensors.putAll(Declaration.skipping(architecture).on(session, random).tensors());
      }
      for (Map.Entry<String, Safetensors.Tensor> entry : tensors.entrySet()) {
        if (entry.getKey().matches(".*(net3|mean|near|far|more|rest2|enhance.out).weight")) {
          entry.setValue(noise(entry.getValue(), random));
        }
      }
      return Model.file(header(architecture), tensors);
    }
  }

  private static Safetensors.Tensor noise(Safetensors.Tensor like, SplittableRandom random) {
    long[] shape = like.shape().stream().mapToLong(Long::longValue).toArray();
    float[] values = new float[like.data().remaining() / 4];
    Initializer normal = Initializer.normal(0.05);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.draw(random);
    }
    return Safetensors.Tensor.of(values, shape);
  }

  static Model.Header header(Architecture architecture) {
    return new Model.Header(architecture, Plan.entropy(64, 2, 0.003, 0), 1);
  }

  /** Waves, an edge and a little noise. */
  static Bitmap picture(int width, int height, int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double a = 0.05 + 0.1 * random.nextDouble();
    double b = 0.05 + 0.1 * random.nextDouble();
    Bitmap picture = Bitmap.blank(width, height, channels);
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < width * height; i++) {
        int row = i / width;
        int column = i % width;
        double wave = 60 * Math.sin(a * column + b * row * (1 + 0.2 * c));
        double edge = column + 2 * row > width ? 50 : -20;
        double value = 120 + wave + edge + 4 * random.nextGaussian();
        picture.planes().get(c)[i] = (byte) Math.clamp(Math.round(value), 0, 255);
      }
    }
    return picture;
  }

  /** Pictures of one size, the last ones held back. */
  static PictureSet.Split split(int training, int heldBack, int width, int height, long seed) {
    List<Bitmap> pictures = new ArrayList<>();
    for (int i = 0; i < training + heldBack; i++) {
      pictures.add(picture(width, height, 3, seed + i));
    }
    return new PictureSet.Split(
        pictures.subList(0, training), pictures.subList(training, training + heldBack));
  }

  /** Trains without anybody watching. */
  static Trainer.Trained train(Trainer trainer, long seed) throws Exception {
    Part nobody = Part.of(new Quiet(1), 0, 1, "");
    return Session.onOneThread(() -> trainer.train(new SplittableRandom(seed), nobody));
  }

  static FeatureMaps encoded(Model model, Quality quality, FeatureMaps y) {
    return new TileCoder(model, quality, false, () -> {}).encode(y).decoded();
  }
}
