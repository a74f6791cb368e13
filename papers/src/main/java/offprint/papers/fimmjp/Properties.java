package offprint.papers.fimmjp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.io.IOException;
import java.util.Arrays;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Tells what follows from a table of rates. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Properties implements Method<Properties.Params> {
  public record Params(
      @Param(
              label = "Rates",
              help =
                  "Table with columns from, to and rate, or a square matrix with a first column of"
                      + " names",
              value = "example:ratchet-rates",
              accepts = Kind.TABLE)
          Source rates,
      @Param(
              label = "First state",
              help =
                  "stationary, the name of a state, or probabilities of all states such as 0.5,0.5",
              value = "on 0")
          String initial,
      @Param(label = "Unit", help = "Unit of time for the texts, such as ms") String unit,
      @Param(
              label = "Horizon",
              help = "The law is shown up to this time; 0: five relaxation times",
              value = "0")
          @DecimalMin("0")
          @DecimalMax("1e12")
          double horizon) {}

  @Override
  public Card card() {
    return new Card(
        "properties",
        "Tells what follows from a table of rates: stationary law, relaxation and first-passage"
            + " times, entropy production, the law over time.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    RateTable table = RateTable.read(new Inputs(out), p.rates);
    RateMatrix chain = table.chain();
    ProcessTables tables = new ProcessTables(chain, table.labels(), p.unit);
    double[] initial = table.initial("initial", p.initial);
    double[] places = ProcessTables.places(p.horizon > 0 ? p.horizon : tables.usualHorizon());
    Plot plot = tables.plot();
    double[][] all = tables.laws(initial, places);
    for (int i = 0; i < all.length; i++) {
      plot.line(table.labels().get(i), places, all[i]);
    }
    out.chart(plot.chart()).chart(tables.heatMap("Rates of the jumps"));
    double[] law = tables.show(initial, out);
    String production = tables.production(law, out);
    if (law.length == 0) {
      return out.answer(
          "There is no single stationary law: %s are never left once entered."
              .formatted(Wording.list(tables.closedClasses())));
    }
    int most = 0;
    for (int i = 1; i < law.length; i++) {
      most = law[i] > law[most] ? i : most;
    }
    double[] times = chain.relaxationTimes();
    return out.answer(
        "In the long run the process is in state %s most, %s of the time; deviations from this decay in %s%s. %s"
            .formatted(
                table.labels().get(most),
                Wording.percent(law[most]),
                Wording.number(Arrays.stream(times).max().orElse(0)),
                p.unit.isEmpty() ? "" : " " + p.unit,
                production));
  }
}
