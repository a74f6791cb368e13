package offprint.papers.arphmm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/**
 * The paper's claims on made series and on a fleet: the shipped one, or NASA's C-MAPSS FD001, which
 * may not be shipped; the preset {@code fd001} finds its files in the folder where it is started.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {

  public record Params(
      @Param(
              help = "Run-to-failure units, e.g. train_FD001.txt.gz",
              value = "example:wear-train",
              accepts = Kind.TABLE)
          Source train,
      @Param(
              help = "Cut units, e.g. test_FD001.txt.gz",
              value = "example:wear-test",
              accepts = Kind.TABLE)
          Source test,
      @Param(
              help = "Their remaining lives, e.g. RUL_FD001.txt",
              value = "example:wear-truth",
              accepts = Kind.TABLE)
          Source truth,
      @Param(
              help = "The authors' table unit, cycle, hi, prior_states; empty: its row is left out",
              accepts = Kind.TABLE)
          Source healthIndex,
      @Param(help = "Made series in the study of labels", value = "1") @Min(1) @Max(50) int seeds,
      @Param(
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
    FleetReader reader = new FleetReader("unit", "cycle");
    Fleet train = reader.read(run, params.train, "train");
    Fleet test = reader.read(run, params.test, "test");
    double[] truth = TruthReader.read(run, params.truth, "unit", test.units());
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Report.Block> blocks = new ArrayList<>();
    LabelStudy labels = LabelStudy.of(params.seeds, run);
    FleetStudy fleet = new FleetStudy(train, test, truth, run);
    blocks.add(labels.chart());
    blocks.add(labels.table());
    fleet.run(params.variants, blocks, metrics);
    labels.metrics(metrics);
    metrics.put("smallest_gain", Math.min(labels.smallestGain(), fleet.smallestGain()));
    if (!params.healthIndex.isEmpty()) {
      AuthorsRecipe recipe =
          AuthorsRecipe.of(FleetReader.csv(FleetReader.text(run, params.healthIndex)));
      metrics.put("authors_ndei", recipe.ndei());
      blocks.add(
          new Table(
              "Authors: training error, regimes known",
              List.of("mean square", "NDEI"),
              List.of(List.of(recipe.meanSquare(), recipe.ndei()))));
      blocks.add(
          Note.warning(
              "The authors' figure is an error on training units whose regimes are given and whose"
                  + " windows look ahead; it is not comparable with a prediction."));
    }
    blocks.add(
        Note.text(
            "Whether labels help the RMSE of remaining life is in the table of variants; on made"
                + " series they plainly help to find the regimes."));
    double ratio = metrics.getOrDefault("rmse_ratio_best_baseline", Double.NaN);
    return new Report(
        "Remaining life is missed by %s cycles (root mean square), %s %s than by the best baseline."
            .formatted(
                Wording.number(metrics.getOrDefault("rmse", Double.NaN)),
                Wording.percent(Math.abs(ratio - 1)),
                ratio < 1 ? "less" : "more"),
        blocks,
        metrics);
  }
}
