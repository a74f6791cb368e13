package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import com.google.gson.GsonBuilder;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.StructuralSimilarity;
import offprint.kernels.neural.Rotation;
import offprint.kernels.torch.Safetensors;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;
import org.jspecify.annotations.Nullable;

/** Trains a codec on pictures: one model file for all qualities. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  /** Pace of a model's weights while references are added to it. */
  static final double ADDING = 0.1;

  public record Params(
      @Param(
              help = "Pictures to learn from: a zip of PNG, JPEG, PPM or PGM files, or one picture",
              value = "example:kodak-train",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(
              help =
                  "Model to go on from; empty: begin anew. Its sizes then replace stride, latent,"
                      + " slices, channel, local, transform, channels, init and wiring; what it has"
                      + " of the other references stays, and those asked for are added without"
                      + " changing it at first",
              accepts = Kind.MODEL)
          Source start,
      @Param(
              help = "Side of a block of the transform: 8 or 16",
              symbol = "S",
              unit = "pixels",
              value = "8")
          @Min(8)
          @Max(16)
          int stride,
      @Param(
              help = "Latent channels, a multiple of slices, at most 3 S²",
              symbol = "M",
              value = "32")
          @Min(8)
          @Max(320)
          int latent,
      @Param(
              help = "Slices of the latent channels, coded one after another",
              symbol = "K",
              value = "4")
          @Min(1)
          @Max(10)
          int slices,
      @Param(help = "Whether a slice sees the slices before it by convolution", value = "true")
          boolean channel,
      @Param(
              help = "Whether non-anchors see the anchors around them by convolution",
              value = "true")
          boolean local,
      @Param(
              help = "Whether a slice sees all places of the slices before it, by linear attention",
              value = "false")
          boolean inter,
      @Param(
              help = "Whether non-anchors see all anchors of their slice, by linear attention",
              value = "false")
          boolean intra,
      @Param(
              help = "Whether the first slice sees all places, guided by the hyperprior",
              value = "false")
          boolean hgcp,
      @Param(
              help = "Whether non-anchors see the 12 anchors around them by attention",
              value = "false")
          boolean window,
      @Param(help = "Whether the channels of global references are reweighted", value = "false")
          boolean reweight,
      @Param(help = "Whether what rounding left of the latents is predicted", value = "false")
          boolean lrp,
      @Param(
              help = "How attention is told places: by fixed turns, by learned ones or not at all",
              value = "axial")
          Rotation.Position position,
      @Param(help = "Slices, from the first on, that have these references", value = "4")
          @Min(0)
          @Max(10)
          int reach,
      @Param(
              help =
                  "Networks of the transform, which joint steps train: none (KLT), blocks of token"
                      + " mixing (STM) or residual ones with divisive normalization (RES)",
              value = "klt")
          Networks.Transform transform,
      @Param(help = "Channels inside these networks", symbol = "N", value = "32") @Min(8) @Max(192)
          int channels,
      @Param(
              help =
                  "Whether they stand beside the transform in closed form (KLT) or alone"
                      + " (RANDOM), or whether there are none and its blocks overlap (LAPPED)",
              value = "klt")
          Networks.Init init,
      @Param(
              help =
                  "How means and scales follow from the references: by log-magnitudes and a"
                      + " network, or by wider networks alone, whose local reference is the window",
              value = "logLinear")
          Networks.Wiring wiring,
      @Param(help = "Side of a training patch, a multiple of 4 S", unit = "pixels", value = "64")
          @Min(32)
          @Max(512)
          int patch,
      @Param(help = "Patches of a step", value = "2") @Min(1) @Max(64) int batch,
      @Param(help = "Adam's rate at the first step", value = "0.003")
          @DecimalMin("0.00001")
          @DecimalMax("0.1")
          double rate,
      @Param(help = "Steps of the entropy model", unit = "steps", value = "40")
          @Min(0)
          @Max(1_000_000)
          int steps,
      @Param(
              help =
                  "Steps of transform, entropy model and correction together, at a tenth of rate",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(1_000_000)
          int jointSteps,
      @Param(
              help = "What joint steps lower beside the bits: squared error or 1 - MS-SSIM",
              value = "mse")
          JointTraining.Metric metric,
      @Param(
              help =
                  "Steps of the network that tells which elements need not be coded (GSC), for"
                      + " encode's gsc; the others stay as they are",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(1_000_000)
          int gscSteps,
      @Param(help = "Steps of the correction of decoded pictures", unit = "steps", value = "0")
          @Min(0)
          @Max(1_000_000)
          int enhanceSteps) {
    public Params {
      if (stride != 8 && stride != 16) {
        throw new IllegalArgumentException("stride must be 8 or 16: got " + stride);
      }
      if (patch % (4 * stride) != 0) {
        throw new IllegalArgumentException(
            "patch must be a multiple of 4 stride = %d: got %d".formatted(4 * stride, patch));
      }
      if (metric == JointTraining.Metric.MSSSIM) {
        if (patch < StructuralSimilarity.LEAST_SIDE) {
          throw new IllegalArgumentException(
              "patch must be at least %d for the metric MSSSIM: got %d"
                  .formatted(StructuralSimilarity.LEAST_SIDE, patch));
        }
        if (jointSteps == 0) {
          throw new IllegalArgumentException(
              "jointSteps must be at least 1 for the metric MSSSIM: got 0");
        }
      }
      Architecture _ =
          new Architecture(
              stride,
              latent,
              slices,
              channel,
              local,
              References.NONE,
              new Networks(transform, channels, init, wiring));
    }

    private Networks networks() {
      return new Networks(transform, channels, init, wiring);
    }

    private References references() {
      return new References(inter, intra, hgcp, window, reweight, lrp, position, reach);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains an image codec on own pictures; gives a model file for encode and decode.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "stride=16",
            "latent=320",
            "slices=10",
            "local=false",
            "inter=true",
            "intra=true",
            "hgcp=true",
            "window=true",
            "reweight=true",
            "lrp=true",
            "reach=5",
            "init=lapped",
            "patch=192",
            "batch=4",
            "rate=0.002",
            "steps=4000",
            "gscSteps=600",
            "enhanceSteps=2000"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    PictureSet set = PictureSet.read("pictures", params.pictures, run);
    List<Report.Block> blocks = new ArrayList<>();
    set.notices().forEach(notice -> blocks.add(Note.notice(notice)));
    List<Bitmap> training = new ArrayList<>();
    List<Bitmap> heldBack = new ArrayList<>();
    int count = set.pictures().size();
    for (int i = 0; i < count; i++) {
      boolean held = count >= 8 ? i % 8 == 7 : count >= 4 && i == count - 1;
      (held ? heldBack : training).add(set.pictures().get(i));
    }
    if (count < 4) {
      blocks.add(
          Note.warning(
              "Only %d pictures: none is held back, and the model will know them by heart."
                  .formatted(count)));
    }
    Safetensors start = start(params, run);
    Architecture a =
        start == null
            ? new Architecture(
                params.stride,
                params.latent,
                params.slices,
                params.channel,
                params.local,
                params.references(),
                params.networks())
            : ModelFile.architecture(start).with(params.references());
    if (params.patch % a.unit() != 0) {
      throw new IllegalArgumentException(
          "patch must be a multiple of %d for the model of start: got %d"
              .formatted(a.unit(), params.patch));
    }
    Trainer.Plan plan =
        new Trainer.Plan(
            a,
            params.patch,
            params.batch,
            params.rate,
            start == null || a.equals(ModelFile.architecture(start)) ? 1 : ADDING,
            a.slices(),
            10,
            params.steps,
            params.jointSteps,
            params.metric,
            params.gscSteps,
            params.enhanceSteps);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("pictures", "" + count);
    texts.put("steps", "" + params.steps);
    texts.put("joint_steps", "" + params.jointSteps);
    texts.put("metric", params.metric.name());
    texts.put("gsc_steps", "" + params.gscSteps);
    texts.put("enhance_steps", "" + params.enhanceSteps);
    Trainer.Trained trained =
        new Trainer(plan, training, heldBack, start, run, 0, 1).train(texts, run.random());
    return report(params, run, blocks, trained, texts);
  }

  private static @Nullable Safetensors start(Params params, Run run) throws IOException {
    if (params.start.isEmpty()) {
      return null;
    }
    try (InputStream in = run.open(params.start)) {
      return Safetensors.read(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("start: " + e.getMessage(), e);
    }
  }

  private static Report report(
      Params params,
      Run run,
      List<Report.Block> blocks,
      Trainer.Trained trained,
      Map<String, String> texts)
      throws IOException {
    try (OutputStream out = run.create("model.safetensors")) {
      out.write(trained.file());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<List<Object>> rows = new ArrayList<>();
    row(
        rows,
        "entropy model, J = bits a pixel + λ · squared error",
        trained.entropy(),
        params.steps);
    metrics.put("cost_before", trained.before()[0]);
    metrics.put("cost_after", trained.after()[0]);
    metrics.put("bits_before", trained.before()[1]);
    metrics.put("bits_after", trained.after()[1]);
    metrics.put("bits_ratio", trained.after()[1] / trained.before()[1]);
    metrics.put("first_slice_bits_after", trained.after()[2]);
    note(blocks, trained.entropy());
    Descent.Outcome joint = trained.joint();
    if (joint != null) {
      row(rows, "all together, J of decoded pictures", joint, params.jointSteps);
      metrics.put("joint_cost_before", joint.first());
      metrics.put("joint_cost_after", joint.best());
      note(blocks, joint);
    }
    Descent.Outcome skipping = trained.skipping();
    if (skipping != null) {
      row(rows, "choice of what is coded, cross-entropy", skipping, params.gscSteps);
      metrics.put("skipping_cost_ratio", skipping.best() / skipping.first());
      note(blocks, skipping);
    }
    Descent.Outcome correction = trained.enhancement();
    if (correction != null) {
      row(rows, "correction, squared error in squared steps", correction, params.enhanceSteps);
      metrics.put("error_ratio", correction.best() / correction.first());
      note(blocks, correction);
    }
    metrics.put("weights", (double) trained.weights());
    metrics.put("model_bytes", (double) trained.file().length);
    texts.put("bits_before", "" + trained.before()[1]);
    texts.put("bits_after", "" + trained.after()[1]);
    texts.put("weights", "" + trained.weights());
    try (OutputStream out = run.create("model.json")) {
      out.write(
          (new GsonBuilder().setPrettyPrinting().create().toJson(texts) + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    blocks.add(
        new Table(
            "On pictures held back",
            List.of("part", "before", "best", "after step", "steps"),
            rows));
    blocks.add(
        Note.text(
            "The model has %,d weights in %,d bytes and codes at every quality from 1 to 6."
                .formatted(trained.weights(), trained.file().length)));
    return new Report(
        "Pictures held back take %s bits a pixel after training, %s before."
            .formatted(Wording.number(trained.after()[1]), Wording.number(trained.before()[1])),
        blocks,
        metrics);
  }

  private static void row(
      List<List<Object>> rows, String part, Descent.Outcome outcome, int steps) {
    rows.add(List.of(part, outcome.first(), outcome.best(), outcome.bestStep(), steps));
  }

  private static void note(List<Report.Block> blocks, Descent.Outcome outcome) {
    if (outcome.broken() != null) {
      blocks.add(
          Note.warning(
              "Training ended early, the best weights so far were kept: " + outcome.broken()));
    }
  }
}
