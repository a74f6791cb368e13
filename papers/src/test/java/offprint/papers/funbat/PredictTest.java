package offprint.papers.funbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  private String table(String last) throws Exception {
    StringBuilder text = new StringBuilder("x,date,y\n");
    for (int n = 0; n < 60; n++) {
      int x = n * 7 % 11;
      text.append("%d,2024-01-%02d,%s%n".formatted(x, 1 + n * 5 % 28, Math.sin(x) + n * 5 % 28));
    }
    return bench.file("table.csv", text + last);
  }

  private Path model(String form, String last) throws Exception {
    bench.run(
        new Fit(),
        "{'data':'%s','modes':[],'value':'','testColumn':'','testShare':0,'form':'%s'}"
            .formatted(table(last), form));
    return bench.newest("model.safetensors");
  }

  private Outcome predict(Object model, String rows) throws Exception {
    String file = bench.file("rows.csv", rows);
    return bench.run(new Predict(), "{'model':'%s','rows':'%s'}".formatted(model, file));
  }

  /** A blank cell filled by the fit is the same as its prediction from the file. */
  @ParameterizedTest
  @ValueSource(strings = {"cp", "tucker"})
  void repeatsThePredictionsOfTheFit(String form) throws Exception {
    Path model = model(form, "4.5,2024-01-09,\n");
    String[] fitted = Files.readAllLines(bench.newest("predictions.csv")).getLast().split(",");
    predict(model, "date,x\n2024-01-09,4.5\n");
    String[] predicted = Files.readAllLines(bench.newest("predictions.csv")).getLast().split(",");
    assertThat(predicted[1]).isEqualTo("2024-01-09");
    for (int c = 3; c < 7; c++) {
      assertThat(Double.parseDouble(predicted[c]))
          .isCloseTo(Double.parseDouble(fitted[c]), within(1e-9));
    }
  }

  @Test
  void outsideTheRangeTheBandIsWideAndTold() throws Exception {
    Path model = model("cp", "");
    Outcome outcome = predict(model, "x,date\n5,2024-01-10\n500,2024-01-10\n");
    assertThat(outcome.report().blocks().toString()).contains("1 row lies outside the x");
    List<String> lines = Files.readAllLines(bench.newest("predictions.csv"));
    double inside = Double.parseDouble(lines.get(1).split(",")[4]);
    double outside = Double.parseDouble(lines.get(2).split(",")[4]);
    assertThat(outside).isGreaterThan(3 * inside);
  }

  @Test
  void knownValuesAreJudged() throws Exception {
    Outcome outcome = predict(model("cp", ""), "x,date,y\n5,2024-01-10,9\n6,2024-01-11,9.7\n");
    assertThat(outcome.report().metrics()).containsKeys("rmse", "mae", "coverage90");
    assertThat(outcome.report().answer()).contains("On the 2 rows with a value");
  }

  @Test
  void wrongRowsAndModelsAreNamed() throws Exception {
    Path model = model("cp", "");
    assertThatThrownBy(() -> predict(model, "x,day\n5,2\n"))
        .hasMessage("rows must have the model's index columns x and date: got x and day");
    assertThatThrownBy(() -> predict(model, "x,date\n5,2\n"))
        .hasMessage("rows: column 'date' must hold dates, as in the model's training rows");
    assertThatThrownBy(() -> predict(table(""), "x,date\n5,2024-01-01\n"))
        .hasMessageStartingWith("model must be a model of funbat/fit");
  }
}
