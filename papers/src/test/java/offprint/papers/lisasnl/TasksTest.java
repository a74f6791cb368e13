package offprint.papers.lisasnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksTest {
  private static final String SMALL =
      "'simulations': 60, 'rounds': 1, 'walkers': 20, 'steps': 40, 'hidden': 4, 'blocks': 1";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  /** What waveform writes is data for infer. */
  @Test
  void aWaveformIsReadBackAsData() throws Exception {
    bench.run(new Waveform(), "{'fmax': 0.002}");
    String data = bench.newest("waveform.csv").toString();
    Outcome read = bench.run(new Infer(), "{'data': '%s', %s}".formatted(data, SMALL));
    Outcome simulated =
        bench.run(new Infer(), "{'noiseless': true, 'fmax': 0.002, %s}".formatted(SMALL));
    assertThat(read.report().metrics().get("snr"))
        .isCloseTo(simulated.report().metrics().get("snr"), within(1e-6));
    assertThat(Files.readAllLines(bench.newest("posterior.csv"))).hasSize(1 + 20 * 20);
  }

  @Test
  void aGermanTableOfSimulationsIsLearnt() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder csv = new StringBuilder("Druck;Anzeige\n");
    for (int i = 0; i < 400; i++) {
      double t = 8 * random.nextDouble() - 4;
      csv.append(
          String.format(Locale.GERMAN, "%.4f;%.4f%n", t, 2 * t + .5 * random.nextGaussian()));
    }
    csv.append(";3,0\n");
    Outcome outcome =
        bench.run(
            new Fit(),
            "{'table': '%s', 'parameters': ['Druck'], 'prior': [], 'coverage': 0}"
                .formatted(bench.file("lauf.csv", csv.toString())));
    String blocks = outcome.report().blocks().toString();
    assertThat(blocks).contains("decimal comma").contains("as simulated");
    List<String> rows = Files.readAllLines(bench.newest("posterior.csv"));
    double mean =
        rows.stream()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row.split(",")[0]))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(1.5, within(.15));
    assertThat(Files.readAllLines(bench.newest("next.csv"))).hasSize(201);
  }

  @Test
  void anotherPriorNarrowsTheLearntPosterior() throws Exception {
    Outcome outcome = bench.run(new Posterior(), "{}");
    assertThat(outcome.report().metrics().get("sd_t1")).isBetween(.1, .2);
    assertThat(outcome.report().metrics().get("mean_t1")).isBetween(.7, 1.0);
  }

  private String program(String script) throws Exception {
    Path program = folder.resolve("simulator.sh");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program.toString();
  }

  @Test
  void aReadersProgramIsRunInRounds() throws Exception {
    String program =
        program("awk -F, 'NR == 1 {print \"y\"; next} {print 2 * $1 + (NR % 7 - 3) / 9}'");
    Outcome outcome =
        bench.run(
            new Loop(),
            "{'command': '%s', 'prior': ['t=-4:4'], 'observed': [3], 'simulations': 200, 'rounds': 2}"
                .formatted(program));
    assertThat(outcome.report().metrics().get("mean_t")).isCloseTo(1.5, within(.2));
    assertThat(outcome.report().metrics().get("simulations")).isEqualTo(400);
  }

  @Test
  void programsThatFailAreTold() throws Exception {
    String loop = "{'command': '%s', 'prior': ['t=-4:4'], 'observed': [3], 'simulations': 60}";
    assertThatThrownBy(() -> bench.run(new Loop(), loop.formatted(program("cat | head -5"))))
        .hasMessage("command must write a row for each it reads: got 4 for 60");
    assertThatThrownBy(() -> bench.run(new Loop(), loop.formatted(program("cat; exit 3"))))
        .hasMessageContaining("command must end with status 0")
        .hasMessageContaining("ended with 3");
    assertThatThrownBy(() -> bench.run(new Loop(), loop.formatted("example:linear-simulations")))
        .hasMessage(
            "command must be a program on the machine of the command line: got"
                + " example:linear-simulations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'ratio': 0.5                   | ratio must lie in [1, 20]: got 0.5
          'chi': 1                       | spin must lie in (-1, 1): got 1.0
          'mass': -1                     | mass must be above 0: got -1.0
          'latitude': 2                  | latitude must lie in [-pi/2, pi/2]: got 2.0
          'fmin': 0.1, 'fmax': 0.2       | fmin must be below the end of this binary's signal at f3 = 0.0113 Hz: got 0.1, no signal in the band
          'fmin': 0.01                   | fmax must be above fmin: got 0.009 and 0.01
          'free': ['spin']               | free must name some of mass, ratio, chi
          'frequencies': [0.002, 0.001]  | frequencies must be above 0 and ascending: got 0.001 at place 2
          """)
  void wrongEventsAreRefusedByName(String given, String message) {
    assertThatThrownBy(() -> bench.run(new Waveform(), "{%s}".formatted(given)))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          f,A_re,A_im,E_re,E_im;.001,1,1,1,1;.003,1,1,1,1;.004,1,1,1,1   | row 4, column 'f'
          f,A_re,A_im,E_re,E_im,S;.001,1,1,1,1,1;.002,1,1,1,1,-1         | row 3, column 'S'
          f,A_re,A_im,E_re,E_im;.001,1,1,1,1;.002,1,,1,1                 | row 3, column 'A_im'
          f,A_re,A_im,E_re;.001,1,1,1;.002,1,1,1                         | must be one of
          """)
  void wrongDataAreRefusedByRowAndColumn(String table, String message) throws Exception {
    String data = bench.file("data.csv", table.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> bench.run(new Infer(), "{'data': '%s'}".formatted(data)))
        .hasMessageContaining(message);
  }

  @Test
  void wrongTablesOfSimulationsAreRefused() throws Exception {
    String few = bench.file("few.csv", "t,x\n" + "1,2\n3,4\n".repeat(10));
    assertThatThrownBy(
            () ->
                bench.run(
                    new Fit(), "{'table': '%s', 'parameters': ['t'], 'prior': []}".formatted(few)))
        .hasMessageContaining("table must have at least 50 simulations: got 20");
    String still = bench.file("still.csv", "t,x\n" + "1,2\n3,2\n".repeat(40));
    assertThatThrownBy(
            () ->
                bench.run(
                    new Fit(),
                    "{'table': '%s', 'parameters': ['t'], 'prior': []}".formatted(still)))
        .hasMessageContaining("summaries must vary: x is 2 in every row");
  }
}
