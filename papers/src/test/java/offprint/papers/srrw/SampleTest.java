package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import offprint.engine.Outcome;
import offprint.engine.ParameterSchema;
import offprint.method.Note;
import offprint.method.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  private static final String T = "0 1\n1 2\n2 0\n2 3\n3 4\n";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Outcome run(String edges, String nodes, String rest) throws Exception {
    String table = nodes.isEmpty() ? "" : bench.file("nodes.csv", nodes);
    return bench.run(
        new Sample(),
        1,
        "'edges': '%s', 'nodes': '%s', 'values': [], 'hops': 2000, 'runs': 4"
            .formatted(bench.file("edges.txt", edges), table),
        rest);
  }

  private static String notes(Report report) {
    return report.blocks().stream()
        .filter(Note.class::isInstance)
        .map(b -> ((Note) b).text())
        .reduce("", (a, b) -> a + b + "\n");
  }

  @ParameterizedTest
  @CsvSource({"mhrw, uniform", "srw, uniform", "lazy, degree", "mhrw, column", "srw, column"})
  void everyChainAndTargetFindsTheAverage(String chain, String target) throws Exception {
    String nodes = "id,weight,v\n0,1,1\n1,2,-2\n2,3,3\n3,4,.5\n4,5,4\n";
    double truth =
        switch (target) {
          case "uniform" -> 1.3;
          case "degree" -> (2 * 1 - 2 * 2 + 3 * 3 + 2 * .5 + 4) / 10;
          default -> (1 - 4 + 9 + 2 + 20) / 15.0;
        };
    Outcome outcome =
        run(T, nodes, "'hops': 20000, 'chain': '%s', 'target': '%s'".formatted(chain, target));
    assertThat(outcome.report().blocks().toString()).contains("rows=[[v, all nodes, " + truth);
    Map<String, Double> metrics = outcome.report().metrics();
    assertThat(metrics.get("rmse_repellent")).isLessThan(0.05);
    assertThat(metrics.get("rmse_plain")).isLessThan(0.15);
    assertThat(metrics.get("error_over_predicted_plain")).isBetween(0.02, 6.0);
    assertThat(Files.readAllLines(bench.out().resolve("visits.csv"))).hasSize(6);
  }

  @Test
  void aMatrixOfOnesOwnIsWalked() throws Exception {
    String matrix = bench.file("p.csv", "a,b,c\n.5,.5,0\n.25,.5,.25\n0,.5,.5\n");
    Outcome outcome =
        bench.run(
            new Sample(),
            1,
            "'nodes': '', 'values': [], 'chain': 'matrix', 'matrix': '%s', 'hops': 20000, 'start': 'b'"
                .formatted(matrix));
    assertThat(outcome.report().metrics().get("nodes")).isEqualTo(3);
    assertThat(outcome.report().metrics().get("rmse_repellent")).isLessThan(0.02);
  }

  @Test
  void mergedLinesAndShortWalksAreTold() throws Exception {
    Outcome outcome = run(T + "1 0\n3 3\n", "", "'hops': 20");
    assertThat(notes(outcome.report()))
        .contains("1 repeated edge and 1 self-loop were merged")
        .contains("hops below 10 N = 50");
  }

  @Test
  void twentyColumnsAreAveragedAndMoreAreTold() throws Exception {
    StringBuilder nodes = new StringBuilder("id");
    for (int c = 0; c < 23; c++) {
      nodes.append(",v").append(c);
    }
    for (int i = 0; i < 5; i++) {
      nodes.append('\n').append(i).append((",1." + i).repeat(23));
    }
    Outcome outcome = run(T, nodes.append('\n').toString(), "'hops': 100");
    assertThat(notes(outcome.report())).contains("The first 20 of 23 columns of numbers");
    assertThat(outcome.report().blocks().get(1).toString()).contains("v19, all nodes");
  }

  @Test
  void theLargestComponentIsWalkedOnRequest() throws Exception {
    assertThatThrownBy(() -> run(T + "8 9\n", "", ""))
        .hasMessage("graph has 2 components; largest has 5 of 7 nodes; use largestComponent");
    assertThatThrownBy(() -> run("# friends\nPerson;Friend\nAnn;Bea\nBea;Cid\n", "", ""))
        .hasMessage(
            "graph has 2 components; largest has 3 of 5 nodes; use largestComponent, or remove line"
                + " 2, 'Person, Friend', if it is a header");
    String nodes = "id,v\n0,1\n1,2\n2,3\n3,4\n4,5\n8,6\n9,7\n";
    Outcome outcome = run(T + "8 9\n", nodes, "'largestComponent': true");
    assertThat(outcome.report().metrics().get("nodes")).isEqualTo(5);
    assertThat(notes(outcome.report())).contains("5 of 7 nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          0 1,1 2,7 7 |                              |                       | node '7' is isolated
          0 1,1 2     | id,v;0,1;1,2                 |                       | node '2' of the graph has no row
          0 1,1 2     | id,v;0,1;1,2;2,3;5,1         |                       | row 5, column 'id': expected a node of the graph: got '5'
          0 1,1 2     | id,v;0,1;1,2;2,3;2,1         |                       | row 5, column 'id': expected a node that no row before has: got '2'
          0 1,1 2     | id,v;0,1;1,x;2,3             |                       | row 3, column 'v': expected a number: got 'x'
          0 1,1 2     | id,weight,v;0,1,1;1,0,1;2,3,1 | "'target': 'column'" | row 3, column 'weight': expected a positive number: got '0'
          0 1,1 2     | id,weight,v;0,1,1;1,,1;2,3,1 | "'target': 'column'"  | row 3, column 'weight': expected a number: got a blank cell
          0 1,1 2     | id,v;0,1;1,2;2,3             | "'target': 'column'"  | target column needs nodes, a table with a column 'weight'
          0 1,1 2     | id,v;0,1;1,2;2,3             | "'values': ['w']"     | values must be one of id and v: got w
          0 1,1 2     |                              | "'values': ['w']"     | values need nodes
          0 1,1 2     |                              | "'start': 'x'"        | start must be 'random' or a node of the graph: got 'x'
          0 1,1 2     |                              | "'chain': 'matrix'"   | matrix must be given with chain matrix
          0 1,1       |                              |                       | line 2: expected two node ids
          """)
  void wrongInputIsNamed(String edges, String nodes, String rest, String message) {
    String table = nodes == null ? "" : nodes.replace(';', '\n');
    assertThatThrownBy(() -> run(edges.replace(',', '\n'), table, rest == null ? "" : rest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'gammaExp': 0.5} | gammaExp must be above 0.5 and at most 1
          {'alpha': -1}     | alpha must be at least 0
          {'hops': 5}       | hops must be at least 10
          """)
  void parametersOutsideTheirBoundsAreNamed(String given, String message) throws IOException {
    var schema = new ParameterSchema<>(new Sample());
    var node =
        (tools.jackson.databind.node.ObjectNode)
            offprint.engine.Json.MAPPER.readTree(given.replace('\'', '"'));
    assertThatThrownBy(() -> schema.read("quick", node)).hasMessageContaining(message);
  }

  /** A matrix that is not stochastic, not reversible, not square. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          .5,.5;.5,.4             | matrix row 2 must sum to 1
          0,.9,.1;.1,0,.9;.9,.1,0 | matrix must be reversible
          .5,.5                   | matrix must be square
          """)
  void aMatrixThatIsNoChainIsRefused(String rows, String message) throws IOException {
    String matrix = bench.file("p.csv", rows.replace(';', '\n') + "\n");
    assertThatThrownBy(
            () ->
                bench.run(
                    new Sample(),
                    1,
                    "'chain': 'matrix', 'matrix': '%s', 'nodes': '', 'values': []"
                        .formatted(matrix)))
        .hasMessageContaining(message);
  }

  @Test
  void growingRepellenceIsWalkedAndNotPredicted() throws Exception {
    Outcome outcome = run(T, "", "'alphaSchedule': 'log', 'alpha': 1, 'hops': 20000");
    assertThat(outcome.report().metrics())
        .containsKey("error_over_predicted_plain")
        .doesNotContainKey("error_over_predicted_repellent");
    assertThat(outcome.report().metrics().get("rmse_repellent")).isLessThan(0.02);
  }

  /** The reader with a million edges: read as a stream, walked, with the variance beside it. */
  @Test
  void aMillionEdgesAreWalked() throws Exception {
    long seed = 17;
    Random random = new Random(seed);
    Path file = folder.resolve("million.txt");
    int nodes = 100_000;
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 1; i < nodes; i++) {
        out.write(i + " " + random.nextInt(i) + "\n");
      }
      for (int e = nodes; e <= 1_000_000; e++) {
        out.write(random.nextInt(nodes) + " " + random.nextInt(nodes) + "\n");
      }
    }
    Outcome outcome =
        bench.run(
            new Sample(),
            1,
            "'edges': '%s', 'nodes': '', 'values': [], 'hops': 50000, 'runs': 2".formatted(file));
    Map<String, Double> metrics = outcome.report().metrics();
    assertThat(metrics.get("nodes")).as("seed %d", seed).isEqualTo(nodes);
    assertThat(metrics.get("edges")).isBetween(990_000.0, 1_000_000.0);
    assertThat(metrics.get("rmse_plain")).isBetween(1e-5, 0.5);
    assertThat(List.copyOf(metrics.keySet())).contains("error_over_predicted_plain");
    assertThat(metrics.get("rmse_repellent")).isCloseTo(metrics.get("rmse_plain"), within(0.5));
  }
}
