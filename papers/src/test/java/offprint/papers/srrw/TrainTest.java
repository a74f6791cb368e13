package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.engine.Outcome;
import offprint.method.Note;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainTest {
  private static final String EDGES = "0 1\n1 2\n2 0\n2 3\n3 4\n";
  private static final String NODES =
      "id,x,c,y\n0,.1,7,0\n1,.4,7,1\n2,-1,7,0\n2,2,7,1\n3,1.5,7,1\n4,-.3,7,0\n";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Outcome run(String nodes, String rest) throws Exception {
    return bench.run(
        new Train(),
        1,
        "'edges': '%s', 'nodes': '%s', 'label': 'y', 'hops': 20000, 'runs': 4"
            .formatted(bench.file("edges.txt", EDGES), bench.file("nodes.csv", nodes)),
        rest);
  }

  /** The token comes to the batch minimum, which needs all data in one place. */
  @ParameterizedTest
  @CsvSource({"logistic", "softmax", "squares", "quantile", "mean"})
  void everyLossIsLearnt(String loss) throws Exception {
    Map<String, Double> metrics = run(NODES, "'loss': '%s'".formatted(loss)).report().metrics();
    assertThat(metrics.get("mse_repellent")).isLessThan(0.01);
    assertThat(metrics.get("mse_plain")).isLessThan(0.05);
    assertThat(Files.readString(bench.out().resolve("theta.json"))).contains("offprint-srrw-theta");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "'momentum': true"
          "'batch': 1"
          "'average': true"
          "'radius': 5"
          "'chain': 'srw'"
          "'chain': 'lazy', 'target': 'degree'"
          "'betaExp': 1, 'betaScale': 2"
          "'alphaSchedule': 'log', 'alpha': 1"
          "'largestComponent': true"
          """)
  void everyOptionStillComesToTheMinimum(String option) throws Exception {
    Map<String, Double> metrics = run(NODES, option).report().metrics();
    assertThat(metrics.get("mse_repellent")).isLessThan(0.01);
  }

  @Test
  void repellenceLowersTheErrorOfTheta() throws Exception {
    Outcome outcome = bench.run(new Train(), 2);
    assertThat(outcome.report().metrics().get("gain")).isGreaterThan(8);
    assertThat(outcome.report().metrics().get("error_over_predicted_repellent"))
        .isBetween(0.5, 1.8);
  }

  @Test
  void constantColumnsAreDroppedAndTold() throws Exception {
    assertThat(
            run(NODES, "").report().blocks().stream()
                .filter(Note.class::isInstance)
                .map(b -> ((Note) b).text()))
        .contains("Constant columns were dropped: c.");
  }

  @Test
  void firstStepsThatOvershootAreWarnedOf() throws Exception {
    assertThat(
            run(NODES, "'betaScale': 5").report().blocks().stream()
                .filter(Note.class::isInstance)
                .map(b -> ((Note) b).text()))
        .anyMatch(text -> text.contains("above 2: theta overshoots"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          4,-.3,7,2 |                       | row 7, column 'y': expected 0 or 1: got '2'
          4,-.3,7,  |                       | row 7, column 'y': expected a number: got a blank cell
          4,-.3,7,0 | "'label': 'z'"        | label must be one of id, x, c and y: got z
          4,-.3,7,0 | "'features': ['y']"   | features must not hold the label: got 'y'
          4,-.3,7,0 | "'features': ['c']"   | features: all columns are constant: got c
          4,-.3,7,0 | "'features': ['q']"   | features must be one of id, x, c and y: got q
          4,-.3,7,0 | "'betaExp': 0.5"      | betaExp must be above 0.5
          4,-.3,7,0 | "'betaScale': 1000, 'loss': 'squares'" | lower betaScale
          """)
  void wrongInputIsNamed(String row, String rest, String message) {
    String nodes = NODES.substring(0, NODES.indexOf("4,-.3")) + row + "\n";
    assertThatThrownBy(() -> run(nodes, rest == null ? "" : rest)).hasMessageContaining(message);
  }

  @Test
  void whatTrainWritesPredictReads() throws Exception {
    run(NODES, "'kappa': 0.001, 'loss': 'softmax'");
    Path model = folder.resolve("theta.json");
    Files.copy(bench.out().resolve("theta.json"), model);
    String rows = bench.file("rows.csv", "x,c,y\n2.5,7,1\n-2,7,0\n");
    Outcome outcome =
        bench.run(new Predict(), 1, "'model': '%s', 'rows': '%s'".formatted(model, rows));
    assertThat(outcome.report().metrics().get("accuracy")).isEqualTo(1);
    assertThat(Files.readAllLines(bench.out().resolve("predictions.csv")))
        .hasSize(3)
        .first()
        .isEqualTo("row,0,1,class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          not json at all         | model must be the theta.json of srrw/train
          {'format': 'other'}     | model must be the theta.json of srrw/train
          {'format': 'offprint-srrw-theta-1', 'loss': 'LOGISTIC'} | model: the file has no entry 'label'
          {'format': 'offprint-srrw-theta-1', 'loss': 'LOGISTIC', 'label': 'y', 'classes': [], 'columns': ['x'], 'mean': [1, 2], 'sd': [1], 'theta': [1, 1]} | entry 'mean' must have 1 finite numbers: got [1.0, 2.0]
          """)
  void modelsThatAreNoneAreRefused(String text, String message) throws Exception {
    String model = bench.file("theta.json", text.replace('\'', '"'));
    assertThatThrownBy(() -> bench.run(new Predict(), 1, "'model': '%s'".formatted(model)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
