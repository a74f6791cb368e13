package offprint.papers.funbat;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** The claims: the smoother, the synthetic surface, the Beijing air. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  private static final double NOISE = 0.02;
  private static final String DAY_MEAN = "mean of the same day";

  public record Params(
      @Param(label = "Pollutants", help = "Of pm25, pm10 and so2", value = "pm25")
          List<@Pattern(regexp = "pm25|pm10|so2") String> pollutants,
      @Param(label = "Ranks", help = "Of CP, and of Tucker where it is fitted", value = "2")
          List<@Min(1) @Max(5) Integer> ranks,
      @Param(label = "Tucker", help = "Fit the Tucker form, too", value = "false") boolean tucker,
      @Param(label = "Sweeps", help = "On the Beijing air", value = "15") @Min(1) @Max(1000)
          int sweeps,
      @Param(label = "Random starts", help = "Of CP; the best bound wins", value = "1")
          @Min(1)
          @Max(20)
          int starts,
      @Param(label = "Synthetic sweeps", help = "On the synthetic surface", value = "60")
          @Min(1)
          @Max(1000)
          int surfaceSweeps,
      @Param(
              label = "Rows of the Gaussian process",
              help = "Its time grows with their third power",
              value = "500",
              advanced = true)
          @Min(10)
          @Max(4000)
          int gpRows,
      @Param(label = "Time the smoother", help = "By places, 2,000 to 32,000", value = "false")
          boolean cost) {}

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Judges the claims: smoothing at linear cost, a surface recovered from scattered entries,"
            + " and the Beijing air against decompositions, Gaussian processes and daily means.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "pollutants=pm25,pm10,so2",
            "ranks=2,3,5",
            "tucker=true",
            "sweeps=50",
            "starts=3",
            "gpRows=2000",
            "cost=true"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "smoothing");
    Findings out = new Findings(run);
    out.metric("smoother_difference", SmootherStudy.difference(run.random()));
    if (p.cost) {
      Frame cost = SmootherStudy.cost(5, run.random());
      out.chart(
          Plot.of("Time of a smoothing")
              .logX("places")
              .logY("milliseconds, processor time")
              .line("three components", cost.numbers("places"), cost.numbers("milliseconds"))
              .chart("A straight line of slope 1 is a cost linear in the places."));
      out.metric("smoother_exponent", SmootherStudy.exponent(cost))
          .metric("smoother_ms_4000", cost.numbers("milliseconds")[1]);
    }
    int falls = surface(p, out, Part.of(run, 0.05, 0.15, "surface"));
    List<String> verdicts = new ArrayList<>();
    for (int i = 0; i < p.pollutants.size(); i++) {
      String pollutant = p.pollutants.get(i);
      Part part = Part.of(run, 0.15, 1, "").step(i, p.pollutants.size(), pollutant);
      Study.Found found =
          Study.read(out, pollutant)
              .compare(p.ranks, p.tucker, p.sweeps, p.starts, p.gpRows, run, part);
      tell(out, pollutant, found);
      falls += found.falls();
      verdicts.add(found.race().sentence());
    }
    out.metric("bound_falls", falls);
    return out.answer(
        verdicts.isEmpty() ? "The surface was fitted, no pollutant." : String.join(" ", verdicts));
  }

  /** Fits the synthetic surface without and with noise; gives the sweeps whose bound fell. */
  private static int surface(Params p, Findings out, Part part) {
    int falls = 0;
    for (double noise : new double[] {0, NOISE}) {
      Synthetic synthetic = new Synthetic(noise, out.run().random());
      List<Synthetic.Result> models = synthetic.models(p.surfaceSweeps, out.run().random(), part);
      List<Synthetic.Result> processes = synthetic.gaussianProcesses(out.run().random(), part);
      List<Synthetic.Result> all = new ArrayList<>(processes);
      all.addAll(models);
      out.table(
          "Synthetic surface, noise %s: error against the surface without noise".formatted(noise),
          Synthetic.frame(all));
      double best = processes.stream().mapToDouble(Synthetic.Result::rmse).min().orElseThrow();
      falls += models.stream().mapToInt(Synthetic.Result::falls).sum();
      Synthetic.Result first = models.getFirst();
      if (noise == 0) {
        out.metric("surface_rmse_exact", first.rmse()).metric("surface_rmse_exact_gp", best);
      } else {
        out.metric("surface_rmse", first.rmse())
            .metric("surface_rmse_tucker", models.get(1).rmse())
            .metric("surface_rmse_gp", best)
            .metric("surface_over_gp", first.rmse() / best)
            .metric("surface_coverage", first.coverage())
            .metric("surface_noise", first.noise());
      }
    }
    return falls;
  }

  private static void tell(Findings out, String pollutant, Study.Found found) {
    String title = pollutant.toUpperCase(Locale.ROOT) + ": test error";
    out.chart(found.race().chart(title)).table(found.race().table(title));
    out.table(pollutant.toUpperCase(Locale.ROOT) + ": the models", found.models());
    Frame models = found.models();
    List<String> forms = models.texts("form");
    List<String> ranks = models.texts("rank");
    for (int i = 0; i < models.rows(); i++) {
      String name =
          "%s_%s%s".formatted(pollutant, forms.get(i).toLowerCase(Locale.ROOT), ranks.get(i));
      out.metric(name + "_rmse", models.numbers("rmse")[i])
          .metric(name + "_mae", models.numbers("mae")[i])
          .metric(name + "_coverage", models.numbers("coverage")[i]);
    }
    double day = Study.best(found.race(), DAY_MEAN);
    double als = Study.best(found.race(), "CP-ALS");
    double gp = Study.best(found.race(), "a Gaussian process");
    out.metric(pollutant + "_day_mean_rmse", day)
        .metric(pollutant + "_cp_als_rmse", als)
        .metric(pollutant + "_gp_rmse", gp);
    if (ranks.contains("3")) {
      double rank3 = found.rmse(Design.Form.CP, 3);
      out.metric(pollutant + "_over_day_mean", rank3 / day)
          .metric(pollutant + "_over_cp_als", rank3 / als)
          .metric(pollutant + "_over_gp", rank3 / gp);
    }
  }
}
