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
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.statistics.RankCorrelation;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Claim;
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
      @Param(help = "Questions about five records in 96 tokens") @Min(5) @Max(10_000) int questions,
      @Param(help = "Steps to train the model that recalls; 0: the shipped one")
          @Min(0)
          @Max(100_000)
          int steps,
      @Param(help = "Tokens of the prompt that is timed, at least 512; 0: none", unit = "tokens")
          @Min(0)
          @Max(16_384)
          int prompt) {
    public Params {
      if (prompt > 0 && prompt < 512) {
        throw new IllegalArgumentException("prompt must be 0 or at least 512: got " + prompt);
      }
    }
  }

  private static final String RECALL =
      "two layers of width 64 trained to recall, 98 tokens; paper: Llama-3-8B, LongBench";
  private static final String VOTES = "the authors' votes of five models of 7B to 13B";

  @Override
  public Card card() {
    return Citation.card(
        "reproduce",
        "Judges the paper's claims on the authors' votes of real models, and on a small model"
            + " trained to recall, against SnapKV, H2O, StreamingLLM, random and the full cache.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(20, 0, 0)),
        new Preset<>("full", new Params(100, 1000, 2048)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        Claim.atLeast(
            "C1-least",
            "little loss from a small cache: accuracy at every budget of 16 tokens (16 %) or more",
            "abstract",
            "1.41 % loss at 4.74 % of the cache",
            "full",
            "uncomp_least",
            0.93,
            RECALL),
        Claim.atLeast(
            "C2-time",
            "fewer hidden states make the prompt faster: share of time saved over share of tokens",
            "abstract",
            "1.6 times (first version), 6 % (second), 60 % (its digest)",
            "full",
            "prefill_saving",
            0.9,
            "eight layers of width 256, 2,048 tokens, four stages down to .4 of them"),
        Claim.atLeast(
            "C2-accuracy",
            "and lose little: first value right with 60 of 98 tokens in the second layer",
            "abstract",
            "1.41 % loss",
            "full",
            "first_value_60",
            0.93,
            "two layers: what the first drops, the second never sees"),
        Claim.atLeast(
            "C3-memory",
            "texts in the bytes of one full cache, at 4.74 %",
            "digest of the throughput table",
            "batch 6 to 32",
            "full",
            "bytes_ratio",
            20,
            "eight layers of width 256, prompt 2,048"),
        Claim.atLeast(
            "C3-speed",
            "decoding at 4.74 % of the cache is faster: time of a token, full over compressed",
            "digest of the throughput table",
            "6.4 times, by larger batches",
            "full",
            "decode_ratio",
            1,
            "one text at a time, prompt 2,048, CPU"),
        Claim.atLeast(
            "C5-uniform",
            "beats equal budgets: at how many of five budgets a paired bootstrap says so",
            "table 1",
            "40.21 against 38.88 (PyramidKV)",
            "full",
            "budgets_better",
            1,
            RECALL),
        Claim.atLeast(
            "C5-snapkv",
            "our check: no worse than SnapKV by more than .03 from 16 tokens on",
            "table 1",
            "",
            "full",
            "over_snapkv",
            -0.03,
            RECALL),
        Claim.atLeast(
            "C5-naive",
            "ahead of H2O, StreamingLLM and random choice by .4 from 16 tokens on",
            "table 1",
            "",
            "full",
            "over_naive",
            0.4,
            RECALL),
        Claim.atLeast(
            "C6-extreme",
            "robust when extreme: accuracy less SnapKV's at 12 tokens a head",
            "table 2",
            "26.08 at 12 tokens, SnapKV 20.38 at 64",
            "full",
            "over_snapkv_12",
            0,
            RECALL + "; 12 tokens are three windows"),
        Claim.atLeast(
            "C8-direction",
            "heads of high entropy need more tokens: lower end of accuracy less that of reversed"
                + " groups, 12 tokens",
            "method",
            "none given",
            "full",
            "over_reversed_low_12",
            1e-9,
            RECALL),
        Claim.atLeast(
            "C8-retrieval",
            "high entropy marks retrieval heads: rank correlation in the last layer",
            "analysis",
            "none given",
            "full",
            "retrieval_correlation",
            0.5,
            "four heads of the second layer"),
        new Claim(
            "bytes",
            "our check: bytes held are the budgets, exactly",
            "not in the paper",
            "",
            "full",
            "bytes_error",
            0,
            0,
            RECALL),
        Claim.atLeast(
            "C7-votes",
            "types of heads belong to the model: votes of single texts that agree, worst set",
            "digest",
            "none given",
            "quick",
            "agree",
            0.93,
            VOTES),
        Claim.atLeast(
            "C7-halves",
            "heads of the same type in both halves of the texts, worst set",
            "digest",
            "none given",
            "quick",
            "same",
            0.98,
            VOTES),
        Claim.atLeast(
            "C7b",
            "the four query heads of a key head are of one type (chance .101)",
            "implied by shared caches",
            "none given",
            "quick",
            "alike",
            0.9,
            "votes of Llama-3-8B"),
        Claim.atMost(
            "C9",
            "entropy of queries falls with depth: rank correlation of score and layer",
            "digest",
            "figure only",
            "quick",
            "depth_correlation",
            -0.5,
            "32 layer scores in the authors' code, whose state is not named"));
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
    return new Report(blocks, metrics);
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
