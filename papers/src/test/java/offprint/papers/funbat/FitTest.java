package offprint.papers.funbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.engine.Json;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class FitTest {
  private static final String PLAIN =
      "'modes':[],'value':'','testColumn':'','kernel':'matern32','lengthscale':[0.3]";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  /** A product of a wave in depth and a trend in time, with holes. */
  private String lake(boolean german, double unit, int holes) throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder text = new StringBuilder(german ? "Tiefe;Datum;Wert\n" : "depth,date,oxygen\n");
    for (int n = 0; n < 300; n++) {
      double depth = random.nextInt(0, 40) / 4.0;
      int day = random.nextInt(0, 60);
      double value =
          unit * (5 + Math.sin(depth / 2) * Math.exp(-day / 40.0) + 0.02 * random.nextGaussian());
      LocalDate date = LocalDate.of(2024, 3, 1).plusDays(day);
      String cell = n < holes ? "" : String.valueOf(value);
      String row =
          german
              ? "%s;%02d.%02d.%d;%s"
                  .formatted(
                      depth, date.getDayOfMonth(), date.getMonthValue(), date.getYear(), cell)
                  .replace("0.0;", "0,0;")
              : depth + "," + date + "," + cell;
      text.append(german ? decimalComma(row) : row).append('\n');
    }
    return bench.file("lake%s%s%d.csv".formatted(german, unit, holes), text.toString());
  }

  /** Numbers with a comma; dates keep their dots. */
  private static String decimalComma(String row) {
    String[] cells = row.split(";", -1);
    cells[0] = cells[0].replace('.', ',');
    cells[2] = cells[2].replace('.', ',');
    return String.join(";", cells);
  }

  private Outcome fit(String data, String more) throws Exception {
    ObjectNode given = Json.MAPPER.createObjectNode().put("data", data);
    for (String some : List.of(PLAIN, more.replaceFirst("^,", ""))) {
      given.setAll((ObjectNode) Json.MAPPER.readTree("{" + some.replace('\'', '"') + "}"));
    }
    return bench.run(new Fit(), given.toString());
  }

  @Test
  void aSurfaceWithHolesIsLearnedAndFilled() throws Exception {
    Outcome outcome = fit(lake(false, 1, 10), "");
    Map<String, Double> metrics = outcome.report().metrics();
    assertThat(metrics.get("rmse")).isLessThan(0.04);
    assertThat(metrics.get("rmse_training_mean")).isGreaterThan(0.3);
    assertThat(metrics.get("coverage90")).isBetween(0.75, 1.0);
    assertThat(metrics.get("noise")).isCloseTo(0.02, within(0.007));
    assertThat(outcome.report().answer()).contains("10 rows without a value were filled");
    List<String> lines = Files.readAllLines(bench.newest("predictions.csv"));
    assertThat(lines.getFirst())
        .isEqualTo("depth,date,oxygen measured,predicted,sd,low 90 %,high 90 %");
    assertThat(lines.getLast()).matches("[0-9.]+,2024-[0-9-]+,,[45].*");
    assertThat(Files.readAllLines(bench.newest("core.csv"))).hasSize(3);
  }

  @Test
  void germanNumbersAndDatesAreTheSame() throws Exception {
    double english = fit(lake(false, 1, 0), ",'baselines':false").report().metrics().get("rmse");
    double german = fit(lake(true, 1, 0), ",'baselines':false").report().metrics().get("rmse");
    assertThat(german).isCloseTo(english, within(1e-12));
  }

  @Test
  void otherUnitsScaleTheResults() throws Exception {
    Map<String, Double> one = fit(lake(false, 1, 0), ",'baselines':false").report().metrics();
    Map<String, Double> big = fit(lake(false, 1000, 0), ",'baselines':false").report().metrics();
    assertThat(big.get("rmse") / one.get("rmse")).isCloseTo(1000, within(1e-4));
    assertThat(big.get("bound")).isCloseTo(one.get("bound"), within(1e-5));
  }

  @Test
  void tuningAndTuckerAndStartsRun() throws Exception {
    String data = lake(false, 1, 0);
    Outcome tucker = fit(data, ",'form':'tucker','tune':true,'baselines':false");
    assertThat(tucker.report().metrics().get("rmse")).isLessThan(0.04);
    assertThat(tucker.report().blocks().toString()).contains("Length scales chosen by the bound");
    Outcome starts = fit(data, ",'start':'random','starts':2,'baselines':false,'rank':1");
    assertThat(starts.report().metrics().get("rmse")).isLessThan(0.5);
  }

  /** Fine dust over Beijing, 15 sweeps of CP 3; the training mean errs .969. */
  @Test
  void theBeijingAirIsLearned() throws Exception {
    Outcome outcome = bench.run(new Fit(), "{'rank':3,'sweeps':15,'baselines':false}");
    assertThat(outcome.report().metrics().get("rmse")).isLessThan(0.45);
    assertThat(outcome.report().blocks().toString())
        .contains("in the last of 15 sweeps: more sweeps may fit better")
        .contains("3,544 training rows have the indices of an earlier one");
  }

  @Test
  void oneAndSixModesRun() throws Exception {
    StringBuilder text = new StringBuilder("a,b,c,d,e,f,y\n");
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < 80; n++) {
      for (int k = 0; k < 6; k++) {
        text.append(random.nextInt(5)).append(',');
      }
      text.append(random.nextGaussian()).append('\n');
    }
    String data = bench.file("six.csv", text.toString());
    for (String more : List.of("", ",'form':'tucker'", ",'modes':['c'],'value':'y'")) {
      assertThat(fit(data, more).report().metrics()).containsKey("rmse");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x,z,y;1,2,3;2,3,4     | ,'modes':['x','t']            | modes must be one of x, z and y: got t
          x,z,y;1,2,3;2,3,4     | ,'modes':['x','x']            | modes must name different columns: got x and x
          x,z,y;1,2,3;2,b,4     |                               | row 3, column 'z': expected a number: got 'b'
          x,z,y;1,2,3;2,,4      |                               | row 3, column 'z': expected a number: got a blank cell
          x,z,y;1,2,3;1,3,4     | ,'testShare':0                | mode x must have at least 2 different indices in the training rows: got 1
          x,z,y;1,2,3;2,3,3     | ,'testShare':0                | value must differ between training rows: got 3.0 in all of them
          x,z,y;1,2,3;2,3,4     | ,'lengthscale':[0]            | lengthscale must be positive: got 0.0
          x,z,y;1,2,3;2,3,4     | ,'lengthscale':[1,1,1]        | lengthscale must be one number or one for each of the 2 modes: got 3
          x,z,y;1,2,3;2,3,4     | ,'variance':[-1]              | variance must be positive: got -1.0
          x,z,y,w;1,2,3,4;2,3,4,5 | ,'form':'tucker','rank':11  | rank must be at most 10
          x,z,v,y;1,2,3,4;2,3,4,5 | ,'form':'tucker','rank':10,'modes':['x','z','v','y'],'value':'v' | modes must differ from the value: got v
          a,b,c,d,y;1,2,3,4,5;2,3,4,5,6 | ,'form':'tucker','rank':6,'testShare':0 | rank must give a core of at most 1,000 numbers: got 6 to the power of 4 modes, 1,296
          x,z,y,s;1,2,3,train;2,3,4,tset | ,'testColumn':'s'    | row 3, column 's': expected train or test: got 'tset'
          x,z,y,s;1,2,3,test;2,3,4,test  | ,'testColumn':'s'    | data: there are no training rows: got 2 rows for testing and 0 rows without a value
          x,z,y;1,2,;2,3,       | ,'value':'y'                  | data: there are no training rows
          x,z,y;1,2,3;2,3,4     | ,'starts':2                   | starts must be 1 with start cos
          x;1;2                 |                               | modes must name 1 to 6 columns beside the value: got 0
          """)
  void wrongInputIsNamed(String rows, String more, String message) throws Exception {
    String data = bench.file("wrong.csv", rows.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> fit(data, more == null ? "" : more)).hasMessageContaining(message);
  }
}
