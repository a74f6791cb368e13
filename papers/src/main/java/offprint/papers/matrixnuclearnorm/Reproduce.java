package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The paper's claims on small models trained here, each beside what shape alone gives. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "Models, of widths 16, 32, 64, 128") @Min(2) @Max(4) int models,
      @Param(help = "Training steps of each") @Min(10) @Max(10_000) int steps,
      @Param(help = "Windows of the last tenth of Moby-Dick for each number") @Min(2) @Max(1000)
          int windows,
      @Param(help = "Largest matrix to time, 256 to 2048 (C1, C2); 0: none") @Min(0) @Max(2048)
          int largest) {
    public Params {
      if (largest > 0 && largest < 512) {
        throw new IllegalArgumentException("largest must be 0 or at least 512: got " + largest);
      }
    }
  }

  private static final String SCALE =
      "GPT-2s of widths 16 to 128 on characters of Moby-Dick; paper: 111M to 13B, four corpora";

  @Override
  public Card card() {
    return Citation.card(
        "reproduce",
        "Trains models of four widths, and judges the paper's claims on speed, size, length, order"
            + " and sampling beside what the shape of the matrix alone gives.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(2, 100, 20, 0)),
        new Preset<>("full", new Params(4, 500, 40, 2048)));
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        Claim.atLeast(
            "C1",
            "at least 100 times as fast as the authors' decomposition, N = 512, d = 1024",
            "tables of times",
            "8.6 to 24 (Cerebras), 2.4 to 41 (Pythia), with loading and forward pass in both",
            "full",
            "speed_ratio",
            100,
            "the measures alone, random matrices, LAPACK on 2 cores; paper: GPU, end to end"),
        Claim.atMost(
            "C2-mnn",
            "MNN costs O(n²): exponent of time in n = N = d",
            "complexity analysis",
            "2",
            "full",
            "exponent_mnn",
            2.3,
            "n = 256 to 2048"),
        Claim.atLeast(
            "C2-entropy",
            "matrix entropy by decomposition costs O(n³): exponent of time",
            "complexity analysis",
            "3",
            "full",
            "exponent_decomposition",
            2.5,
            "n = 256 to 2048"),
        new Claim(
            "C3",
            "MNN/N falls with every step to a larger model, N = 128",
            "tables of model sizes",
            ".6207 .5565 .5063 .4553 .4639 .3904 .4859 (Dolly-15k, Cerebras)",
            "full",
            "falls_long",
            3,
            3,
            SCALE),
        Claim.atLeast(
            "C3-shape",
            "our reading: the isotropic value D/N √(N/d) explains the order (rank correlation)",
            "not in the paper",
            "",
            "full",
            "spearman_isotropic",
            0.95,
            SCALE),
        Claim.atMost(
            "C5",
            "our reading: growth with length is that of the isotropic value (spread of the ratio)",
            "table of lengths",
            ".4574 .5293 .7883 .9132 at 64, 128, 512, 1024 tokens",
            "full",
            "length_spread",
            0.05,
            "d = 16, N = 32 to 128; paper: 111M, N = 64 to 1024"),
        Claim.atLeast(
            "C6",
            "shuffling the tokens raises MNN/N, by 2 % or more",
            "figure of orders",
            "figure only",
            "full",
            "change_shuffled",
            0.02,
            SCALE),
        Claim.atMost(
            "C7",
            "stable under sampling: standard deviation over five samples",
            "table of samples",
            ".0005 with 10,000 to 20,000 texts",
            "full",
            "sampling_sd",
            0.01,
            "samples of 40 windows"),
        Claim.atMost(
            "C9",
            "MNN approximates the nuclear norm within 10 %, widest model",
            "title and method",
            "none given",
            "full",
            "gap",
            0.1,
            SCALE),
        Claim.atLeast(
            "C3-shape-quick",
            "our reading: the isotropic value explains the order (rank correlation)",
            "not in the paper",
            "",
            "quick",
            "spearman_isotropic",
            0.95,
            "widths 16 and 32, 100 steps"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Corpus corpus = Corpus.read(run);
    List<Integer> widths = List.of(16, 32, 64, 128).subList(0, params.models);
    List<Report.Block> blocks = new ArrayList<>();
    Map<String, Double> metrics = new LinkedHashMap<>();
    try (Session session = Session.open()) {
      new WidthStudy(corpus, widths, params.steps, params.windows)
          .run(session, run, blocks, metrics);
      if (params.largest > 0) {
        new TimeStudy(params.largest).run(session, run, blocks, metrics);
      }
    }
    blocks.add(published());
    blocks.add(Remarks.reading());
    return new Report(blocks, metrics);
  }

  private static Table published() {
    int[] widths = {768, 1088, 1536, 2048, 2560, 4096, 5120};
    double[] reported = {.9132, .8787, .7802, .6953, .6351, .5383, .5028};
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      double isotropic = Measures.isotropic(1024, widths[i], Math.min(1024, widths[i]));
      rows.add(List.of(widths[i], reported[i], isotropic, reported[i] / isotropic));
    }
    return new Table(
        "Published: Cerebras-GPT 111M to 13B at 1024 tokens, beside shape alone",
        List.of("d", "MNN/N of the paper", "isotropic", "ratio"),
        rows);
  }
}
