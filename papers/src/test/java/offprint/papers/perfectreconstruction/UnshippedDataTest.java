package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offprint.kernels.information.InformationUnit;
import offprint.method.Report;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known figures of data that are not shipped: skipped unless {@code -Dentries=FILE} names a month
 * of Daily Papers as JSON lines (2026-03) and {@code -Dgraphs=FOLDER} the folder with
 * soc-wiki-Vote.mtx and facebook_combined.txt.gz.
 */
class UnshippedDataTest {
  @TempDir Path folder;

  private static Source given(String property, String file) {
    String path = System.getProperty(property, "");
    assumeTrue(!path.isEmpty(), "needs -D" + property);
    return new Source(file.isEmpty() ? path : Path.of(path, file).toString());
  }

  @Test
  void entriesOfAMonthHaveThirteenKeys() throws Exception {
    String columns =
        "date, rank, upvotes, authors:count, publishedAt:10, title:words, summary:chars";
    Report report =
        new Workbench(folder)
            .run(new Keys(), Workbench.keys(given("entries", ""), "", columns, 7))
            .report();
    assertThat(report.metrics())
        .containsEntry("keys", 13.0)
        .containsEntry("smallest_key", 2.0)
        .containsEntry("sets", 127.0)
        .containsEntry("sets_counted", 41.0)
        .containsEntry("agrees_with_brute_force", 1.0);
    assertThat(report.metrics().get("target_entropy_bits"))
        .isCloseTo(8.854868383260236, within(1e-12));
    double[] entropies = {
      4.3861211067558115,
      4.814283082455473,
      4.744403804145407,
      4.192666034287696,
      4.808453970194642,
      3.507383395736718,
      8.402550504205026
    };
    List<List<Object>> alone = Workbench.table(report, "Each column alone");
    for (int c = 0; c < entropies.length; c++) {
      String name = columns.split(", ")[c];
      Object bits =
          alone.stream().filter(r -> r.getFirst().equals(name)).findFirst().orElseThrow().get(2);
      assertThat((Double) bits).as(name).isCloseTo(entropies[c], within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "soc-wiki-Vote.mtx, 889, 2.542011461748, 4, 39, 78, 2",
    "facebook_combined.txt.gz, 4039, 2.353504097031, 6, 170, 717, 20"
  })
  void landmarksOfGraphs(
      String file,
      double nodes,
      double single,
      double bound,
      double twins,
      double greedy,
      double ties)
      throws Exception {
    Landmarks.Params params =
        new Landmarks.Params(
            given("graphs", file), Landmarks.Form.EDGES, 0, 0, InformationUnit.BIT);
    Map<String, Double> metrics =
        new Workbench(folder).run(new Landmarks(), params).report().metrics();
    assertThat(metrics)
        .containsEntry("nodes", nodes)
        .containsEntry("bound", bound)
        .containsEntry("twin_bound", twins)
        .containsEntry("greedy_deficit_bits", 0.0);
    assertThat(metrics.get("node_entropy_bits"))
        .isCloseTo(Math.log(nodes) / Math.log(2), within(1e-12));
    assertThat(metrics.get("best_single_bits")).isCloseTo(single, within(1e-9));
    assertThat(metrics.get("greedy_landmarks")).isCloseTo(greedy, within(ties));
    assertThat(metrics.get("random_best_landmarks")).isGreaterThan(greedy);
    assertThat(metrics.get("degree_landmarks")).isGreaterThan(greedy);
  }
}
