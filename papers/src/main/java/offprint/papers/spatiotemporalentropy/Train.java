package offprint.papers.spatiotemporalentropy;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.YuvFrame;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Trains a video codec on still pictures in synthetic motion and on own clips. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  static final int MOST_FRAMES = 600;

  /** The fixed part beside the learned transform, in analysis and synthesis. */
  public enum Skip {
    /** The fixed cosine transform, so that nothing learned is a cosine codec. */
    DCT,
    /** Nothing: the networks begin at random and must learn all. */
    NONE
  }

  public record Params(
      @Param(
              label = "Pictures",
              help = "Zip of still pictures, moved about by the training; empty: own clip only",
              value = "example:kodak-train",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(
              label = "Own clip",
              help = "Own clip (Y4M) to learn from, too; may be empty",
              accepts = Kind.CLIP)
          Source clip,
      @Param(
              label = "Share of own clip",
              help = "Share of own clip among the pairs of frames",
              value = "0.5")
          @DecimalMin("0")
          @DecimalMax("1")
          double share,
      @Param(label = "First frame", help = "First frame of the clip", value = "0")
          @Min(0)
          @Max(1_000_000)
          int first,
      @Param(
              label = "Frames at most",
              help = "Frames of the clip, at most; 0: up to 600",
              value = "0")
          @Min(0)
          @Max(600)
          int frames,
      @Param(
              label = "Model to go on from",
              help =
                  "Model to go on from; empty: begin anew. Its sizes then replace channels, hyper,"
                      + " hidden, spatial, joint, mixture and residual, and transform and skip"
                      + " where it has them",
              accepts = Kind.MODEL)
          Source start,
      @Param(label = "Sizes", help = "Sizes of a model that begins anew") Sizes sizes,
      @Param(label = "Quantiser", help = "How coefficients become whole numbers")
          Quantiser quantiser,
      @Param(label = "Training", help = "How long it is trained on what") Schedule schedule) {}

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
            : ClipInput.pictures("pictures", params.pictures, out);
    List<YuvFrame> clip = params.clip.isEmpty() ? List.of() : clip(params, out);
    if (pictures.size() < 2 && clip.size() < 4) {
      throw new IllegalArgumentException(
          "pictures and clip must hold 2 pictures or 4 frames to learn from: got %d and %d"
              .formatted(pictures.size(), clip.size()));
    }
    ModelTensors start =
        params.start.isEmpty() ? null : ModelTensors.read("start", params.start, new Inputs(out));
    Sizes sizes = start == null ? params.sizes : start.sizes().grown(params.sizes);
    int kept = pictures.size() - Math.max(pictures.isEmpty() ? 0 : 1, pictures.size() / 8);
    int own = clip.size() - clip.size() / 6;
    Footage footage = footage(params, pictures.subList(0, kept), clip.subList(0, own));
    Footage held =
        footage(
            params,
            pictures.subList(kept, pictures.size()),
            clip.size() - own > 2 ? clip.subList(own, clip.size()) : clip);
    Trainer.Plan plan = new Trainer.Plan(sizes, params.quantiser, params.schedule, null);
    Trainer.Trained trained =
        new Trainer(plan, footage, held, start, run.random(), run)
            .train(pictures.size(), clip.size());
    out.file("model.safetensors", file -> file.write(trained.file()));
    if (clip.isEmpty()) {
      out.assumed("The model saw made-up motion only; own footage makes it better on that kind.");
    }
    return report(trained, out);
  }

  private static Footage footage(Params params, List<Bitmap> pictures, List<YuvFrame> clip) {
    int crop = params.schedule.crop();
    SyntheticMotion motion = pictures.isEmpty() ? null : SyntheticMotion.of(pictures, crop);
    return new Footage(motion, clip, params.share, crop, Footage.MANY);
  }

  private static List<YuvFrame> clip(Params params, Findings out) throws IOException {
    ClipInput input = new ClipInput(params.clip, RawPlanes.UNKNOWN, false);
    return input.with(
        "clip",
        out,
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

  private static Report report(Trainer.Trained trained, Findings out) throws IOException {
    Frame stages = Frame.of("stage", "before", "best", "at_step");
    List<String> changes = new ArrayList<>();
    trained
        .outcomes()
        .forEach(
            (stage, o) -> {
              stages.row(stage, o.first(), o.best(), o.bestStep());
              changes.add(change(stage, Wording.number(o.first()), Wording.number(o.best())));
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
                .formatted(ModelTensors.of(trained.file()).fingerprint()));
    return out.answer(
        changes.isEmpty()
            ? "The model of %,d bytes was not trained: all steps are 0.".formatted(bytes)
            : "The model of %,d bytes is trained. Losses on held-back frames: %s."
                .formatted(bytes, Wording.list(changes)));
  }

  /** A best loss is never above the one before, but may round to it. */
  private static String change(String stage, String before, String best) {
    return before.equals(best)
        ? "%s stayed at %s".formatted(stage, best)
        : "%s fell from %s to %s".formatted(stage, before, best);
  }
}
