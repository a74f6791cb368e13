package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Findings;
import offprint.kernels.information.InformationUnit;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** The fewest landmarks whose distances tell all nodes apart. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Landmarks implements Method<Landmarks.Params> {
  private static final int RANDOM_ORDERS = 20;

  /** The meaning of the data. */
  enum Form {
    EDGES,
    DISTANCES
  }

  public record Params(
      @Param(
              label = "Graph or distances",
              help = "Edge list, or square table of distances",
              value = "example:word-ladder",
              accepts = {Kind.GRAPH, Kind.MATRIX})
          Source data,
      @Param(label = "Meaning of the data", help = "What data holds", value = "edges") Form form,
      @Param(
              label = "Largest hop count",
              help = "Hop counts above it read as it; 0: no limit",
              unit = "hops",
              value = "0")
          @Min(0)
          @Max(65_000)
          int clip,
      @Param(
              label = "Most landmarks",
              help = "Most landmarks; 0: until all nodes are told apart",
              unit = "landmarks",
              value = "0")
          @Min(0)
          @Max(25_000)
          int budget,
      @Param(label = "Unit of entropies", help = "Unit of reported entropies", value = "bit")
          InformationUnit unit) {}

  @Override
  public Card card() {
    return new Card(
        "landmarks",
        "Choose few nodes of a graph whose hop counts tell all nodes apart; with lower bounds.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    Readings readings =
        params.form == Form.EDGES
            ? GraphReadings.of(params.data, params.clip, out)
            : TableReadings.of(params.data, out);
    int n = readings.nodes();
    int most = params.budget == 0 ? n : params.budget;
    Selection greedy =
        Selection.greedy(
            readings, most, done -> run.progress(0.2 + 0.5 * done / (done + 8.0 * n), "greedy"));
    List<Integer> byDegree = readings.byDegree();
    Selection degree =
        Selection.inOrder(
            readings,
            k -> byDegree.isEmpty() ? k : byDegree.get(k),
            most,
            _ -> run.progress(0.72, "highest degree first"));
    List<Selection> random = new ArrayList<>();
    for (int r = 0; r < RANDOM_ORDERS; r++) {
      double fraction = 0.75 + 0.2 * r / RANDOM_ORDERS;
      int[] order = RandomLattice.permutation(n, run.random());
      random.add(
          Selection.inOrder(
              readings, k -> order[k], most, _ -> run.progress(fraction, "random landmarks")));
    }
    return LandmarkReport.of(readings, params.unit, greedy, degree, random, out);
  }
}
