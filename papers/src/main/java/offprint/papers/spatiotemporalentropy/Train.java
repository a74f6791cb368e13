package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.torch.Safetensors;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Trains a video codec on still pictures in made-up motion and on own clips. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  static final int MOST_FRAMES = 600;

  /** What stands beside the learned transform, on the way in and on the way out. */
  public enum Skip {
    /** The fixed cosine transform, so that nothing learned is a cosine codec. */
    DCT,
    /** Nothing: the networks begin at random and must learn all. */
    NONE
  }

  public record Params(
      @Param(
              help = "Zip of still pictures, moved about by the training; empty: own clip only",
              value = "example:kodak-train",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(help = "Own clip (Y4M) to learn from, too; may be empty", accepts = Kind.CLIP)
          Source clip,
      @Param(help = "Share of own clip among the pairs of frames", value = "0.5")
          @DecimalMin("0")
          @DecimalMax("1")
          double share,
      @Param(help = "First frame of the clip", value = "0") @Min(0) @Max(1_000_000) int first,
      @Param(help = "Frames of the clip, at most; 0: up to 600", value = "0") @Min(0) @Max(600)
          int frames,
      @Param(
              help =
                  "Model to go on from; empty: begin anew. Its sizes then replace channels, hyper,"
                      + " hidden, spatial, joint, mixture and residual, and transform and skip"
                      + " where it has them",
              accepts = Kind.MODEL)
          Source start,
      @Param(
              help = "Latent channels, a multiple of 6 or 8; 192, or 320 for more than 36 dB",
              symbol = "M",
              value = "48")
          @Min(6)
          @Max(384)
          int channels,
      @Param(help = "Channels of the hyperprior's latents", symbol = "Z", value = "4")
          @Min(1)
          @Max(64)
          int hyper,
      @Param(help = "Width of hyperprior and temporal prior", value = "8") @Min(1) @Max(256)
          int hidden,
      @Param(help = "Width of the spatial prior", value = "8") @Min(1) @Max(256) int spatial,
      @Param(help = "Hidden width where the priors meet", value = "16") @Min(1) @Max(1024)
          int joint,
      @Param(help = "Hidden width of a learned transform beside the cosines; 0: none", value = "0")
          @Min(0)
          @Max(64)
          int transform,
      @Param(
              help = "What stands beside the learned transform; none: it begins at random",
              value = "dct")
          Skip skip,
      @Param(help = "Gaussians of a value", symbol = "K", value = "1") @Min(1) @Max(3) int mixture,
      @Param(
              help = "Whether a frame after another is coded as the difference from it",
              value = "false")
          boolean residual,
      @Param(
              help = "Whether the model learns to code serially, too, for spatial serial",
              value = "false")
          boolean serial,
      @Param(help = "Added before the quantiser rounds down: 0.5 rounds", value = "0.46")
          @DecimalMin("0.2")
          @DecimalMax("0.5")
          double offset,
      @Param(
              help = "Added instead where the coefficients around are near 0; at most offset",
              value = "0.2")
          @DecimalMin("0")
          @DecimalMax("0.5")
          double quiet,
      @Param(help = "Step of the colours' quantiser as a share of luma's", value = "0.6")
          @DecimalMin("0.25")
          @DecimalMax("1")
          double colour,
      @Param(help = "Side of a training crop, a multiple of 16", unit = "pixels", value = "64")
          @Min(64)
          @Max(256)
          int crop,
      @Param(help = "Crops of a step", value = "4") @Min(1) @Max(64) int batch,
      @Param(
              help = "Steps of the linear parts of both entropy models",
              unit = "steps",
              value = "12")
          @Min(0)
          @Max(1_000_000)
          int fitSteps,
      @Param(
              help = "Steps of linear parts and networks together; 0: no networks",
              unit = "steps",
              value = "4")
          @Min(0)
          @Max(1_000_000)
          int steps,
      @Param(
              help = "Steps of the correction of decoded frames; 0: none",
              unit = "steps",
              value = "8")
          @Min(0)
          @Max(1_000_000)
          int correctionSteps,
      @Param(
              help = "Steps of learned transform, levels and correction together, if there is one",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(1_000_000)
          int transformSteps,
      @Param(help = "Adam's rate for the networks", value = "0.002")
          @DecimalMin("0.00001")
          @DecimalMax("0.1")
          double rate) {
    public Params {
      Frequencies.require(channels);
      if (crop % Latents.BLOCK != 0) {
        throw new IllegalArgumentException("crop must be a multiple of 16: got " + crop);
      }
      if (quiet > offset) {
        throw new IllegalArgumentException(
            "quiet must be at most offset %s: got %s".formatted(offset, quiet));
      }
      if (skip == Skip.NONE && transform == 0) {
        throw new IllegalArgumentException(
            "transform must be at least 1 where skip is NONE: got 0");
      }
    }

    /** The sizes of a model to go on from, which may get a learned transform beside its cosines. */
    Sizes grown(Sizes of) {
      return of.transform() > 0
          ? of
          : new Sizes(
              of.channels(),
              of.hyper(),
              of.hidden(),
              of.spatial(),
              of.joint(),
              transform,
              skip,
              of.mixture(),
              of.residual());
    }

    Sizes sizes() {
      return new Sizes(channels, hyper, hidden, spatial, joint, transform, skip, mixture, residual);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "train",
        "Trains a video codec on own footage or on pictures in motion; gives a model file for"
            + " encode and decode.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "channels=320",
            "hyper=8",
            "hidden=32",
            "spatial=32",
            "joint=96",
            "mixture=2",
            "crop=128",
            "batch=6",
            "fitSteps=400",
            "steps=1500",
            "correctionSteps=800",
            "rate=0.001"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    List<Bitmap> pictures =
        params.pictures.isEmpty()
            ? List.of()
            : ClipInput.pictures("pictures", params.pictures, run);
    List<YuvFrame> clip = params.clip.isEmpty() ? List.of() : clip(params, run);
    if (pictures.size() < 2 && clip.size() < 4) {
      throw new IllegalArgumentException(
          "pictures and clip must hold 2 pictures or 4 frames to learn from: got %d and %d"
              .formatted(pictures.size(), clip.size()));
    }
    Safetensors start = start(params.start, run);
    Sizes sizes = start == null ? params.sizes() : params.grown(Sizes.parse(start.metadata()));
    int kept = pictures.size() - Math.max(pictures.isEmpty() ? 0 : 1, pictures.size() / 8);
    int own = clip.size() - clip.size() / 6;
    Footage footage = footage(params, pictures.subList(0, kept), clip.subList(0, own));
    Footage held =
        footage(
            params,
            pictures.subList(kept, pictures.size()),
            clip.size() - own > 2 ? clip.subList(own, clip.size()) : clip);
    Trainer.Plan plan =
        new Trainer.Plan(
            sizes,
            new Rounding((float) params.offset, (float) params.quiet),
            params.colour,
            params.batch,
            params.fitSteps,
            params.steps,
            params.correctionSteps,
            params.transformSteps,
            params.rate,
            params.serial,
            null);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("pictures", "" + pictures.size());
    texts.put("own_frames", "" + clip.size());
    texts.put("fit_steps", "" + params.fitSteps);
    texts.put("steps", "" + params.steps);
    texts.put("correction_steps", "" + params.correctionSteps);
    texts.put("transform_steps", "" + params.transformSteps);
    Trainer.Trained trained =
        new Trainer(plan, footage, held, start, run.random(), run).train(texts);
    out.file("model.safetensors", file -> file.write(trained.file()));
    if (clip.isEmpty()) {
      out.assumed("The model saw made-up motion only; own footage makes it better on that kind.");
    }
    return report(trained, out);
  }

  private static Footage footage(Params params, List<Bitmap> pictures, List<YuvFrame> clip) {
    SyntheticMotion motion = pictures.isEmpty() ? null : SyntheticMotion.of(pictures, params.crop);
    return new Footage(motion, clip, params.share, params.crop, Footage.MANY);
  }

  private static List<YuvFrame> clip(Params params, Run run) throws IOException {
    ClipInput input = new ClipInput(params.clip, 0, 0, "25", YuvColour.LIMITED, false);
    return input.with(
        "clip",
        run,
        frames -> {
          List<YuvFrame> all = new ArrayList<>();
          int most = params.frames == 0 ? MOST_FRAMES : params.frames;
          YuvFrame frame = frames.next();
          for (int i = 0; frame != null && all.size() < most; i++) {
            if (i >= params.first) {
              all.add(frame);
            }
            frame = frames.next();
          }
          return all;
        });
  }

  static @Nullable Safetensors start(Source source, Run run) throws IOException {
    if (source.isEmpty()) {
      return null;
    }
    try (InputStream in = run.open(source)) {
      return ModelFile.open(in.readAllBytes());
    }
  }

  private static Report report(Trainer.Trained trained, Findings out) {
    Frame stages = Frame.of("stage", "before", "best", "at_step");
    List<String> changes = new ArrayList<>();
    trained
        .outcomes()
        .forEach(
            (stage, o) -> {
              stages.row(stage, o.first(), o.best(), o.bestStep());
              changes.add(
                  "%s from %s to %s"
                      .formatted(stage, Wording.number(o.first()), Wording.number(o.best())));
              String name = stage.replace(' ', '_');
              out.metric(name + "_first", o.first()).metric(name + "_best", o.best());
            });
    int bytes = trained.file().length;
    out.metric("model_bytes", bytes)
        .table(
            "Loss on held-back frames (entropy models: bits a pixel; transform: bits and priced"
                + " error a pixel; correction: squared error in squared steps of the quantiser)",
            stages)
        .text(
            "model.safetensors has the fingerprint %s: give it to encode and decode."
                .formatted(ModelFile.fingerprint(trained.file())));
    return out.answer(
        "The model of %,d bytes is trained; on held-back frames the losses went: %s."
            .formatted(bytes, Wording.list(changes)));
  }
}
