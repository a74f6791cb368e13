package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** The paper's claims on votes of real models and on a small model that recalls. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "Questions about five records in 96 tokens", value = "20") @Min(5) @Max(10_000)
          int questions,
      @Param(
              label = "Training steps",
              help = "Steps to train the model that recalls; 0: the shipped one",
              value = "0")
          @Min(0)
          @Max(100_000)
          int steps,
      @Param(
              label = "Timed prompt length",
              help = "Tokens of the prompt that is timed, at least 512; 0: none",
              unit = "tokens",
              value = "0")
          @Min(0)
          @Max(16_384)
          int prompt) {
    public Params {
      if (prompt > 0 && prompt < 512) {
        throw new IllegalArgumentException("prompt must be 0 or at least 512: got " + prompt);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Judges the paper's claims on the authors' votes of real models, and on a small model"
            + " trained to recall, against SnapKV, H2O, StreamingLLM, random and the full cache.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("full", "questions=100", "steps=1000", "prompt=2048"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    new VoteStudy(Votes.read(new Inputs(out).table("votes", Source.example("uncomp-head-votes"))))
        .tell(out);
    double[] layers = Plot.positions(Published.LAYER_SCORES.length);
    out.metric("depth_correlation", RankCorrelation.of(layers, Published.LAYER_SCORES));
    out.chart(
        Plot.of("Scores of 32 layers in the authors' code")
            .x("layer")
            .y("score, summed over heads")
            .line("score", layers, Published.LAYER_SCORES)
            .chart(
                "A layer whose score falls by more than 1 begins a new stage: at 2, 15, 26, 31."));
    SplittableRandom random = new SplittableRandom(run.random().nextLong());
    List<RecallTask.Question> questions =
        new RecallTask(random).questions(p.questions, RecallStudy.LENGTH, RecallStudy.RECORDS);
    String answer;
    try (Session session = Session.open()) {
      try (LanguageModel model = model(session, p, run)) {
        double all = (double) RecallStudy.passes(p.questions) * model.config().layers();
        Part.Counter counter = Part.of(run, 0, 1, "").counter(all, "reading");
        answer = new RecallStudy(model, questions, random.nextLong(), counter).tell(out);
      }
      if (p.prompt > 0) {
        new SpeedStudy(p.prompt, run).tell(session, out);
      }
    }
    out.text(
        "A model of two layers does not speak for C1 to C4 of the paper: give a checkpoint of your"
            + " own to uncomp/evaluate.");
    return out.answer(answer);
  }

  private static LanguageModel model(Session session, Params p, Run run) throws IOException {
    if (p.steps == 0) {
      return LanguageModel.open(
          session, Checkpoint.open(run.local(Source.example("recall-llama"))));
    }
    ModelConfig config = RecallTraining.config(64, 2, 4, 4);
    RecallTraining training =
        RecallTraining.start(session, config, p.steps, 3e-3, RecallStudy.LENGTH, run.random());
    training.run(p.steps, Part.of(run, 0, 0.6, ""));
    return training.training().model();
  }
}
