package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Trains a codec on pictures: one model file for all qualities. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Train implements Method<Train.Params> {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int VALIDATIONS = 10;

  public record Params(
      @Param(
              help = "Pictures to learn from: a zip of PNG, JPEG, PPM or PGM files, or one picture",
              value = "example:kodak-train",
              accepts = Kind.PICTURE)
          Source pictures,
      @Param(
              label = "Model to go on from",
              help =
                  "Model to go on from; empty: begin anew. Its sizes then replace stride, latent,"
                      + " slices, channel, local, transform, channels, init and wiring; what it has"
                      + " of the other references stays, and those asked for are added without"
                      + " changing it at first",
              accepts = Kind.MODEL)
          Source start,
      @Param(label = "Sizes", help = "Sizes of a model that begins anew") Architecture architecture,
      @Param(label = "Training", help = "How long it is trained on what") Plan plan) {
    public Params {
      plan.requireFit(architecture);
    }
  }

  /** What model.json says. */
  private record Summary(Model.Header header, long weights, double bitsBefore, double bitsAfter) {}

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
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    PictureSet set = PictureSet.read("pictures", p.pictures, out);
    if (set.size() < 4) {
      out.warning(
          "Only %s: none is held back, and the model will know %s by heart."
              .formatted(Wording.count(set.size(), "picture"), set.size() == 1 ? "it" : "them"));
    }
    Model start = p.start.isEmpty() ? null : Model.read("start", p.start, new Inputs(out));
    Architecture a =
        start == null ? p.architecture : start.architecture().with(p.architecture.references());
    p.plan.requireFit(a);
    Trainer.Trained trained =
        new Trainer(a, p.plan, VALIDATIONS, set.split(), start)
            .train(run.random(), Part.of(run, 0, 1, ""));
    out.file("model.safetensors", file -> file.write(trained.file()));
    long weights = Model.of(trained.file()).size();
    double[] before = trained.before();
    double[] after = trained.after();
    out.metric("cost_before", before[0])
        .metric("cost_after", after[0])
        .metric("bits_before", before[1])
        .metric("bits_after", after[1])
        .metric("bits_ratio", after[1] / before[1])
        .metric("first_slice_bits_after", after[2])
        .metric("weights", (double) weights)
        .metric("model_bytes", trained.file().length);
    parts(p.plan, trained, out);
    out.text(
        "The model has %,d weights in %,d bytes and codes at every quality from 1 to 6."
            .formatted(weights, trained.file().length));
    Model.Header header = new Model.Header(a, p.plan, set.size());
    out.file("model.json", JSON.toJson(new Summary(header, weights, before[1], after[1])) + "\n");
    return out.answer(
        "Pictures held back take %s bits a pixel after training, %s before."
            .formatted(Wording.number(after[1]), Wording.number(before[1])));
  }

  private static void parts(Plan plan, Trainer.Trained trained, Findings out) {
    Frame rows = Frame.of("part", "before", "best", "after_step", "steps");
    String entropy = "entropy model, J = bits a pixel + λ · squared error";
    part(entropy, trained.entropy(), plan.steps(), rows, out);
    Descent.Outcome joint = trained.joint();
    if (joint != null) {
      part("all together, J of decoded pictures", joint, plan.jointSteps(), rows, out);
      out.metric("joint_cost_before", joint.first()).metric("joint_cost_after", joint.best());
    }
    ratio(
        "choice of what is coded, cross-entropy",
        trained.skipping(),
        plan.gscSteps(),
        "skipping_cost_ratio",
        rows,
        out);
    ratio(
        "correction, squared error in squared steps",
        trained.enhancement(),
        plan.enhanceSteps(),
        "error_ratio",
        rows,
        out);
    out.table("On pictures held back", rows);
  }

  private static void ratio(
      String part,
      Descent.@Nullable Outcome outcome,
      int steps,
      String metric,
      Frame rows,
      Findings out) {
    if (outcome != null) {
      part(part, outcome, steps, rows, out);
      out.metric(metric, outcome.best() / outcome.first());
    }
  }

  private static void part(
      String part, Descent.Outcome outcome, int steps, Frame rows, Findings out) {
    rows.row(part, outcome.first(), outcome.best(), outcome.bestStep(), steps);
    if (outcome.broken() != null) {
      out.warning("Training ended early, the best weights so far were kept: " + outcome.broken());
    }
  }
}
