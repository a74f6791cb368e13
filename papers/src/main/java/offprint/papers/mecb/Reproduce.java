package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The paper's claims on our settings; what cannot be run here is in {@code paper.md}. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  public record Params(
      @Param(help = "Pairs of random laws for table 1 (C1)", value = "100") @Min(1) @Max(10_000)
          int pairs,
      @Param(help = "Random laws for theorem 2 (C2)", value = "2000") @Min(1) @Max(1_000_000)
          int cases,
      @Param(help = "Rates of the curves of theorem 3 and figure 9 (C3, C4)", value = "7")
          @Min(7)
          @Max(1_000)
          int rates,
      @Param(help = "Episodes for each setting of the coding game (C5)", value = "60")
          @Min(1)
          @Max(100_000)
          int episodes,
      @Param(help = "Every temperature, rate and compressor of the coding game", value = "false")
          boolean allSettings,
      @Param(help = "Blocks over the text channel; 0: leave it out", value = "0")
          @Min(0)
          @Max(10_000)
          int textBlocks,
      @Param(help = "Compare encoders on a column of words", value = "false") boolean words) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce", "Run the paper's claims C1 to C6 with their baselines and judge them.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "cases=10000",
            "rates=60",
            "episodes=200",
            "allSettings=true",
            "textBlocks=15",
            "words=true"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings findings = new Findings();
    run.progress(0, "C1");
    CouplingClaims.table1(params.pairs, run, findings);
    EncoderClaims.theorem2(params.cases, run, findings);
    EncoderClaims.theorem3(params.rates, run, findings);
    EncoderClaims.figure9(Math.max(40, params.rates), run, findings);
    CouplingClaims.figure10(run, findings);
    GameClaims.figures4to8(params.episodes, params.allSettings, run, findings);
    if (params.textBlocks > 0) {
      RealData.text(params.textBlocks, run, findings);
    }
    if (params.words) {
      RealData.words(run, findings);
    }
    run.progress(1, "done");
    return findings.report();
  }
}
