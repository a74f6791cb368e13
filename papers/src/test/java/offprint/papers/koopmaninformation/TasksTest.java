package offprint.papers.koopmaninformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  /** A spiral of period 20 and decay time 50 rows, with a constant column and a clock. */
  private String spiral(String name, int runs, int rows) throws Exception {
    StringBuilder text = new StringBuilder("run;time;x;y;still\n");
    for (int run = 1; run <= runs; run++) {
      for (int t = 0; t < rows; t++) {
        double size = run * Math.exp(-t / 50.0);
        double angle = 2 * Math.PI * t / 20 + run;
        text.append(
            String.format(
                Locale.GERMANY,
                "%d;%.1f;%.6f;%.6f;7%n",
                run,
                0.5 * t,
                size * Math.cos(angle),
                size * Math.sin(angle)));
      }
    }
    return bench.file(name, text.toString());
  }

  private Map<String, Double> train(String data, String more) throws Exception {
    return bench
        .run(
            new Train(),
            "{'data':'%s','steps':60,'latent':4,'hidden':16,'horizon':20%s}".formatted(data, more))
        .report()
        .metrics();
  }

  @Test
  void modesOfALinearSystemAreItsOwn() throws Exception {
    Outcome outcome =
        bench.run(new Modes(), "{'data':'%s','degree':1}".formatted(spiral("a.csv", 3, 60)));
    assertThat(outcome.report().answer()).contains("period of 10");
    assertThat(outcome.report().metrics().get("spectral_radius"))
        .isCloseTo(1, within(1e-6)); // of the constant
    assertThat(outcome.report().blocks().toString())
        .contains("column time tells the time")
        .contains("25.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""
          ",'variational':true"
          ",'operator':'ridge'"
          ",'rollout':false"
          ",'delay':3"
          ",'entropySign':'released'"
          """)
  void everyOptionTrainsAndItsModelForetells(String option) throws Exception {
    String data = spiral("b.csv", 4, 60);
    Map<String, Double> metrics = train(data, option);
    assertThat(metrics).containsKeys("nrmse_20", "nrmse_20_dmd", "effective_dimension");
    assertThat(metrics.get("nrmse_20_dmd")).isLessThan(1e-4);
    Path model = bench.newest("model.safetensors");
    Outcome outcome =
        bench.run(new Forecast(), "{'model':'%s','data':'%s','horizon':5}".formatted(model, data));
    assertThat(outcome.report().answer()).startsWith("The next 5 rows of 4 runs are foretold.");
    assertThat(outcome.report().metrics().get("spectral_radius")).isLessThan(1 + 1e-6);
    Outcome modes = bench.run(new Modes(), "{'model':'%s','data':'%s'}".formatted(model, data));
    assertThat(modes.report().metrics()).containsKeys("spectral_radius_dmd", "slow");
  }

  @Test
  void oneRunIsSplitByTime() throws Exception {
    assertThat(train(spiral("c.csv", 1, 200), "")).containsKey("nrmse_19");
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    String data = spiral("d.csv", 3, 10);
    assertThatThrownBy(() -> train(data, ""))
        .hasMessage("data: run 1 must have at least 17 rows for this window and delay: got 10");
    String once = spiral("e.csv", 1, 20);
    assertThatThrownBy(() -> train(once, ""))
        .hasMessageStartingWith("data: run 1 must have at least 43 rows for this window and delay");
    String good = spiral("f.csv", 3, 40);
    assertThatThrownBy(() -> train(good, ",'neighbours':8"))
        .hasMessageContaining("neighbours must be below half the window: got 8 with window 16");
    assertThatThrownBy(() -> train(good, ",'pod':100"))
        .hasMessageContaining("pod must be at most the rows and columns to train on: got 100");
    String hole = bench.file("g.csv", "x,y\n1,2\n3,abc\n4,5\n1,2\n2,2\n");
    assertThatThrownBy(() -> bench.run(new Modes(), "{'data':'%s'}".formatted(hole)))
        .hasMessageContaining("row 3, column 'y'");
    train(good, "");
    Path model = bench.newest("model.safetensors");
    String other = bench.file("h.csv", "u,v\n1,2\n3,4\n4,5\n");
    assertThatThrownBy(
            () -> bench.run(new Forecast(), "{'model':'%s','data':'%s'}".formatted(model, other)))
        .hasMessage("data must have the 3 columns of the model (x, y and still): got 2 (u and v)");
  }

  @Test
  void informationOfTheReferenceSystem() {
    double[] operator = {.9, .2, 0, -.2, .9, .1, 0, 0, .5};
    double[] noise = {.1, 0, 0, 0, .05, 0, 0, 0, .2};
    LatentSpace space = LatentSpace.of(operator, List.<double[][]>of(Latents.rows()), 1);
    GaussianInformation information =
        new GaussianInformation(operator, noise, space.covariance(), 3, true);
    assertThat(information.nats(1)).isCloseTo(1.4505336643208833, within(1e-9));
    assertThat(information.nats(2)).isCloseTo(.9109381653283493, within(1e-9));
    assertThat(information.nats(5)).isCloseTo(.3870674189070609, within(1e-9));
    assertThat(space.effectiveDimension()).isCloseTo(1.718797703570505, within(1e-9));
  }
}
