package offprint.papers.mcmcbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private Outcome run(String given) throws Exception {
    return bench.run(new Sample(), given);
  }

  /** Flat priors: b has the least squares estimate as its mean. Decimal commas are read. */
  @Test
  void aRegressionOnOwnDataFindsLeastSquares() throws Exception {
    String data = bench.file("own.csv", "t;v\n1,0;2,1\n2,0;3,9\n3,0;6,2\n4,0;7,8\n5,5;11,1\n");
    Outcome outcome =
        run(
            "{'density': '-sum((v - a - b*t)^2)/(2*0.3^2)', 'variables': '', 'data': '%s', 'start': 'a=0; b=0..3'}"
                .formatted(data));
    double[] t = {1, 2, 3, 4, 5.5};
    double[] v = {2.1, 3.9, 6.2, 7.8, 11.1};
    double slope = 0;
    double spread = 0;
    for (int i = 0; i < 5; i++) {
      slope += (t[i] - 3.1) * (v[i] - 6.22);
      spread += (t[i] - 3.1) * (t[i] - 3.1);
    }
    Map<String, Double> metrics = outcome.report().metrics();
    double deviation = .3 / Math.sqrt(spread);
    assertThat(metrics.get("mean_b")).isCloseTo(slope / spread, within(deviation / 20));
    assertThat(metrics.get("sd_b") / deviation).isCloseTo(1, within(.04));
    assertThat(metrics.get("r_hat")).isLessThan(1.01);
    assertThat(metrics.get("divergences")).isZero();
    assertThat(metrics.get("worst_gap_sd")).isLessThan(.05);
    List<String> rows = Files.readAllLines(bench.newest("draws.csv"));
    assertThat(rows.getFirst()).isEqualTo("chain,draw,v,a,b,t".replace("v,", "").replace(",t", ""));
    assertThat(rows).hasSize(16_001);
  }

  @ParameterizedTest
  @CsvSource({"hmc", "mala", "rwmh", "tempered", "mixture"})
  void everySamplerAgreesWithQuadrature(String sampler) throws Exception {
    Outcome outcome =
        run(
            "{'density': '3*log(s) - s - (x - 1)^2/(2*s)', 'variables': 's > 0, x', 'data': '', 'draws': 4000, 'start': 's=0.3..9; x=-4..6', 'sampler': '%s'}"
                .formatted(sampler));
    assertThat(outcome.report().metrics().get("worst_gap_sd")).isLessThan(.12);
    assertThat(outcome.report().metrics().get("mean_x")).isCloseTo(1, within(.25));
  }

  @Test
  void pointsGiveValueAndGradientInsteadOfDraws() throws Exception {
    String points = bench.file("at.csv", "x,y\n1,2\n-4,4.5\n");
    Outcome outcome =
        run(
            "{'density': '%s', 'variables': '', 'data': '', 'at': '%s'}"
                .formatted(FourModes.FORMULA, points));
    assertThat(outcome.report().metrics().get("l_1")).isCloseTo(-7.53014023005, within(1e-11));
    List<String> rows = Files.readAllLines(bench.newest("gradient.csv"));
    assertThat(rows.getFirst()).isEqualTo("x,y,l,dl/dx,dl/dy");
    String[] second = rows.get(2).split(",");
    assertThat(Double.parseDouble(second[2])).isCloseTo(-3.51382928594, within(1e-11));
    assertThat(Double.parseDouble(second[3])).isCloseTo(-1.5625, within(1e-9));
    assertThat(Double.parseDouble(second[4])).isCloseTo(.3125, within(1e-9));
  }

  @Test
  void chainsFromOneModeAgreeAndChainsApartDoNot() throws Exception {
    String modes =
        "{'density': '%s', 'variables': '', 'data': '', 'sampler': 'mala', 'step': '0.8', 'draws':"
            + " 500, 'start': '%s'}";
    Outcome one = run(modes.formatted(FourModes.FORMULA, "x=0; y=0"));
    assertThat(one.report().metrics().get("r_hat")).isLessThan(1.02);
    Outcome apart = run(modes.formatted(FourModes.FORMULA, "x=-8..8; y=-8..8"));
    assertThat(apart.report().metrics().get("r_hat")).isGreaterThan(1.5);
    assertThat(apart.report().answer()).contains("do not use these draws");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'density': '-x^2 +', 'data': ''                         | density: column 7: expected a number, a name or '(': got the end
          'density': '-gauss(x)', 'data': ''                      | density: column 2: there is no function gauss
          'density': '-x^2*q', 'variables': 'x', 'data': ''       | variables must name what density has and data do not, or be empty for all such names: got x without q
          'density': '-x^2', 'variables': 'x, z', 'data': ''      | variables must name what density has and data do not, or be empty for all such names: got z in vain
          'density': '3', 'data': ''                              | density must have a variable
          'density': '-x^2', 'variables': 'x > > 3', 'data': ''   | variables: a variable must be written as s, s > 0
          'density': '-x^2', 'data': 'DATA'                       | density must name a column of data, which has t and v
          'density': '-(v-x)^2', 'data': 'DATA'                   | density: the formula must give one number, not one a row
          'density': '-sum((w-x)^2)', 'data': 'TEXT'              | row 3, column 'w': expected a number: got 'no'
          'density': 'log(x) - x', 'data': '', 'sampler': 'rwmh'  | density, by sampler rwmh: the log density is NaN at x = -
          'density': '-1/0 + x', 'data': ''                       | start must have a positive density: none of 100 points
          'density': '-x^2', 'data': '', 'start': 'z=3'           | start must name one of x: got z
          'density': '-x^2', 'data': '', 'start': 'x=a'           | start must be written x=-8..8; y=3: got 'x=a'
          'density': '-x^2', 'data': '', 'start': 'x=3..1'        | start of x must go upwards: got x=3..1
          'density': '-s', 'variables': 's > 0', 'data': '', 'start': 's=-1' | start of s must lie inside (0.0, Infinity): got -1.0
          'density': '-x^2', 'data': '', 'step': 'big'            | step must be a positive number or adapt: got big
          'density': '-x^2', 'data': '', 'sampler': 'mixture'     | sampler mixture needs start
          'density': '-x^2', 'data': '', 'chains': 64, 'draws': 1000000 | draws: chains times draws times variables must be at most 20,000,000
          """)
  void wrongInputIsNamed(String given, String message) throws Exception {
    String data = bench.file("data.csv", "t,v\n1,2\n2,3\n");
    String text = bench.file("text.csv", "w\n1\nno\n");
    String all = "'variables': '', " + given.replace("DATA", data).replace("TEXT", text);
    String json = given.contains("'variables'") ? all.substring("'variables': '', ".length()) : all;
    assertThatThrownBy(() -> run("{" + json + "}")).hasMessageContaining(message);
  }

  @Test
  void drawsOfAnotherProgramAreJudged() throws Exception {
    StringBuilder text = new StringBuilder("chain;n;v\n");
    for (int c = 0; c < 4; c++) {
      for (int t = 1; t <= 100; t++) {
        double u = .6180339887498949 * t * (c + 1);
        double v = Math.sin(.7 * t) + .3 * Math.cos(.05 * t * (c + 1)) + .1 * c + u - Math.floor(u);
        text.append((char) ('a' + c)).append(";7;").append(v).append('\n');
      }
    }
    String draws = bench.file("draws.csv", text.toString().replace('.', ','));
    Outcome outcome = bench.run(new Diagnose(), "{'draws': '%s'}".formatted(draws));
    Map<String, Double> metrics = outcome.report().metrics();
    assertThat(metrics.get("r_hat")).isCloseTo(1.01927615718, within(1e-11));
    assertThat(metrics.get("ess")).isCloseTo(163.845571973, within(1e-9));
    assertThat(outcome.report().blocks().toString()).contains("R-hat of n is undefined");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chain,x;1,1;1,2;2,3                     | draws: chains must be equally long: 2 has 1 draws, another 2
          chain,x;1,1;1,2;2,3;2,4                 | draws: each chain must have at least 8, 4 a half: got 2
          chain,x;1,a;1,b                         | draws must have a column of numbers beside the chain
          """)
  void drawsThatCannotBeJudgedAreNamed(String rows, String message) throws Exception {
    String draws = bench.file("few.csv", rows.strip().replace(';', '\n') + "\n");
    assertThatThrownBy(() -> bench.run(new Diagnose(), "{'draws': '%s'}".formatted(draws)))
        .hasMessageContaining(message);
  }
}
