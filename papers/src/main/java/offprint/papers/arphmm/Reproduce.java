package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/**
 * The paper's claims on made series and on a fleet: the shipped one, or NASA's C-MAPSS FD001, which
 * may not be shipped; the preset {@code fd001} finds its files in the folder where it is started.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {

  public record Params(
      @Param(
              label = "Units to failure",
              help = "Run-to-failure units, e.g. train_FD001.txt.gz",
              value = "example:wear-train",
              accepts = Kind.TABLE)
          Source train,
      @Param(
              label = "Cut units",
              help = "Cut units, e.g. test_FD001.txt.gz",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source test,
      @Param(
              label = "Remaining lives",
              help = "Their remaining lives, e.g. RUL_FD001.txt",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(
              label = "Authors' health index",
              help = "The authors' table unit, cycle, hi, prior_states; empty: its row is left out",
              accepts = Kind.TABLE)
          Source healthIndex,
      @Param(label = "Made series", help = "Made series in the study of labels", value = "1")
          @Min(1)
          @Max(50)
          int seeds,
      @Param(
              label = "Variants",
              help = "Also fit the variants of order, regimes, labels and emissions",
              value = "false")
          boolean variants) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Judges the paper's claims: what labels are worth on made series, what regimes and"
            + " autoregression are worth on a fleet.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "fd001",
            "train=train_FD001.txt.gz",
            "test=test_FD001.txt.gz",
            "truth=RUL_FD001.txt",
            "variants=true"),
        Preset.of("full", "seeds=5", "variants=true"));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    FleetReader reader = new FleetReader("unit", "cycle");
    Fleet train = reader.read(out, params.train, "train");
    Fleet test = reader.read(out, params.test, "test");
    double[] truth = TruthReader.read(out, params.truth, "unit", test.units());
    LabelStudy labels = LabelStudy.of(params.seeds, run);
    FleetStudy fleet = new FleetStudy(train, test, truth, run);
    out.chart(labels.chart()).table(labels.table());
    Assessment assessment = fleet.run(params.variants, out);
    labels.metrics(out);
    out.metric("smallest_gain", Math.min(labels.smallestGain(), fleet.smallestGain()));
    if (!params.healthIndex.isEmpty()) {
      AuthorsRecipe recipe =
          AuthorsRecipe.of(
              new Inputs(out).table("healthIndex", params.healthIndex, List.of("unit", "cycle")));
      out.metric("authors_ndei", recipe.ndei())
          .table(
              "Authors: training error, regimes known",
              Frame.of("mean square", "NDEI").row(recipe.meanSquare(), recipe.ndei()))
          .warning(
              "The authors' figure is an error on training units whose regimes are given and whose"
                  + " windows look ahead; it is not comparable with a prediction.");
    }
    out.text(
        "Whether labels help the RMSE of remaining life is in the table of variants; on made"
            + " series they plainly help to find the regimes.");
    return out.answer(assessment.race().sentence());
  }
}
