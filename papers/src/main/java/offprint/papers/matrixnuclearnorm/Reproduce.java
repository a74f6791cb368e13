package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's claims on small models trained here, each beside what shape alone gives. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "Models, of widths 16, 32, 64, 128", value = "2") @Min(2) @Max(4) int models,
      @Param(label = "Training steps", help = "Training steps of each", value = "100")
          @Min(10)
          @Max(10_000)
          int steps,
      @Param(
              label = "Test windows",
              help = "Windows of the last tenth of Moby-Dick for each number",
              value = "20")
          @Min(2)
          @Max(1000)
          int windows,
      @Param(
              label = "Largest timed matrix",
              help = "Largest matrix to time, 256 to 2048 (C1, C2); 0: none",
              value = "0")
          @Min(0)
          @Max(2048)
          int largest) {
    public Params {
      if (largest > 0 && largest < 512) {
        throw new IllegalArgumentException("largest must be 0 or at least 512: got " + largest);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Trains models of four widths, and judges the paper's claims on speed, size, length, order"
            + " and sampling beside what the shape of the matrix alone gives.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("full", "models=4", "steps=500", "windows=40", "largest=2048"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Corpus corpus = Corpus.read(new Inputs(out));
    List<Integer> widths = List.of(16, 32, 64, 128).subList(0, params.models);
    String answer;
    try (Session session = Session.open()) {
      answer =
          new WidthStudy(corpus, widths, params.steps, params.windows, out)
              .run(session, Part.of(run, 0, 0.7, ""));
      if (params.largest > 0) {
        new TimeStudy(params.largest).run(session, Part.of(run, 0.7, 1, ""), out);
      }
    }
    published(out);
    return out.text(Summary.READING).answer(answer);
  }

  private static void published(Findings out) {
    int[] widths = {768, 1088, 1536, 2048, 2560, 4096, 5120};
    double[] reported = {.9132, .8787, .7802, .6953, .6351, .5383, .5028};
    Frame frame = Frame.of("d", "MNN/N of the paper", "isotropic", "ratio");
    for (int i = 0; i < widths.length; i++) {
      double isotropic = Measures.isotropic(1024, widths[i], Math.min(1024, widths[i]));
      frame.row(widths[i], reported[i], isotropic, reported[i] / isotropic);
    }
    out.table("Published: Cerebras-GPT 111M to 13B at 1024 tokens, beside shape alone", frame);
  }
}
