package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Method;
import offprint.method.Note;
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
      @Param(help = "Steps to train the model that recalls; 0: the shipped one", value = "0")
          @Min(0)
          @Max(100_000)
          int steps,
      @Param(
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
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    List<Report.Block> blocks = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    new VoteStudy(HeadVotes.read(run, Source.example("uncomp-head-votes"))).add(blocks, metrics);
    blocks.add(depth(metrics));
    SplittableRandom random = new SplittableRandom(run.random().nextLong());
    List<RecallTask.Question> questions =
        new RecallTask(random).questions(params.questions, RecallStudy.LENGTH, RecallStudy.RECORDS);
    try (Session session = Session.open()) {
      try (LanguageModel model = model(session, params, run)) {
        Beat beat = new Beat(run, model.config().layers(), RecallStudy.passes(params.questions));
        new RecallStudy(model, questions, random.nextLong(), beat).add(blocks, metrics);
      }
      if (params.prompt > 0) {
        new SpeedStudy(params.prompt, run).add(session, blocks, metrics);
      }
    }
    blocks.add(
        Note.text(
            "A model of two layers does not speak for C1 to C4 of the paper: give a checkpoint of"
                + " your own to uncomp/evaluate."));
    return new Report(
        "Votes of real models agree in %s of cases; on the small model UNComp answers %s right at 12 tokens a head, SnapKV %s."
            .formatted(
                Wording.percent(metrics.getOrDefault("agree", Double.NaN)),
                Wording.percent(metrics.getOrDefault("accuracy_uncomp_12", Double.NaN)),
                Wording.percent(metrics.getOrDefault("accuracy_snapkv_12", Double.NaN))),
        blocks,
        metrics);
  }

  private static LanguageModel model(Session session, Params params, Run run) throws IOException {
    if (params.steps == 0) {
      return LanguageModel.open(
          session, Checkpoint.open(run.local(Source.example("recall-llama"))));
    }
    RecallTraining training =
        RecallTraining.start(
            session,
            RecallTraining.config(64, 2, 4, 4),
            params.steps,
            3e-3,
            RecallStudy.LENGTH,
            run.random());
    training.run(params.steps, new Stage(run, 0, 0.6));
    return training.training().model();
  }

  private static Chart depth(Map<String, Double> metrics) {
    double[] layers = IntStream.range(0, Published.LAYER_SCORES.length).asDoubleStream().toArray();
    metrics.put("depth_correlation", RankCorrelation.of(layers, Published.LAYER_SCORES));
    return new Chart(
        "Scores of 32 layers in the authors' code",
        Chart.Axis.linear("layer"),
        Chart.Axis.linear("score, summed over heads"),
        List.of(Chart.Series.line("score", layers, Published.LAYER_SCORES)),
        "A layer whose score falls by more than 1 begins a new stage: at 2, 15, 26 and 31.");
  }
}
