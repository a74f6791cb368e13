package offprint.papers.mecb;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
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
      @Param(label = "Pairs of laws", help = "Pairs of random laws for table 1 (C1)", value = "100")
          @Min(1)
          @Max(10_000)
          int pairs,
      @Param(label = "Random laws", help = "Random laws for theorem 2 (C2)", value = "2000")
          @Min(1)
          @Max(1_000_000)
          int cases,
      @Param(
              label = "Rates of the curves",
              help = "Rates of the curves of theorem 3 and figure 9 (C3, C4)",
              value = "7")
          @Min(7)
          @Max(1_000)
          int rates,
      @Param(help = "Episodes for each setting of the coding game (C5)", value = "60")
          @Min(1)
          @Max(100_000)
          int episodes,
      @Param(
              label = "All settings of the game",
              help = "Every temperature, rate and compressor of the coding game",
              value = "false")
          boolean allSettings,
      @Param(
              label = "Text blocks",
              help = "Blocks over the text channel; 0: leave it out",
              value = "0")
          @Min(0)
          @Max(10_000)
          int textBlocks) {}

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
            "textBlocks=15"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "C1");
    double max = CouplingClaims.table1(params.pairs, out);
    int violations = EncoderClaims.theorem2(params.cases, out);
    double gap = EncoderClaims.theorem3(params.rates, out);
    EncoderClaims.figure9(Math.max(40, params.rates), out);
    CouplingClaims.figure10(out);
    double lead = GameClaims.figures4to8(params.episodes, params.allSettings, out);
    if (params.textBlocks > 0) {
      TextClaims.text(params.textBlocks, out);
    }
    return out.answer(
        ("Greedy couplings average %.3f nats (paper: 2.946), greedy encoders break theorem 2 in %d"
                + " of %d cases, theorem 3 meets brute force within %.1g bits. At R = 1 the paper's"
                + " compressor decodes %.0f points %s than equal bins.")
            .formatted(
                max,
                violations,
                params.cases,
                gap,
                Math.abs(100 * lead),
                lead < 0 ? "less" : "more"));
  }
}
