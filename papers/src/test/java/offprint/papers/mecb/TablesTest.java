package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.engine.Outcome;
import offprint.method.Method;
import offprint.method.Note;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** compress, encode, couple, bottleneck and curve on own data, good and bad. */
class TablesTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private static double metric(Outcome outcome, String name) {
    return outcome.report().metrics().getOrDefault(name, Double.NaN);
  }

  private static String notes(Outcome outcome) {
    return outcome.report().blocks().stream()
        .filter(Note.class::isInstance)
        .map(block -> ((Note) block).text())
        .collect(Collectors.joining("\n"));
  }

  private void refuse(Method<?> method, String json, String message) {
    assertThatThrownBy(() -> bench.run(method, "quick", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aCodebookFittedToAColumnEncodesItWithTheSameEntropy() throws Exception {
    var data = bench.file("pets.csv", "pet\ncat\ncat\ndog\n\"a, b\"\ncat\ndog\n\"a, b\"\nowl\n");
    Outcome fit =
        bench.run(
            new Compress(),
            "quick",
            "{'data':'%s','column':'pet','rate':1}".formatted(data).replace('\'', '"'));
    Path book = bench.out().resolve("codebook.csv");
    assertThat(Files.readString(book)).contains("\"a, b\",2,t");
    Outcome encoded =
        bench.run(
            new Encode(),
            "quick",
            "{'codebook':'%s','data':'%s','column':'pet'}"
                .formatted(book, data)
                .replace('\'', '"'));
    assertThat(metric(encoded, "code_entropy_bits"))
        .isCloseTo(metric(fit, "code_entropy_bits"), within(1e-12));
    assertThat(Files.readAllLines(bench.out().resolve("encoded.csv"))).hasSize(9);
  }

  @Test
  void aStochasticCodeUsesTheWholeRateAndLosesLittle() throws Exception {
    Outcome outcome =
        bench.run(
            new Compress(),
            "quick",
            "{\"weights\":[0.7,0.2,0.1],\"rate\":0.5,\"stochastic\":true}");
    assertThat(metric(outcome, "code_entropy_bits")).isCloseTo(0.5, within(1e-9));
    assertThat(metric(outcome, "information_bits")).isCloseTo(0.4760657407671358, within(1e-9));
  }

  @Test
  void numbersAndBlanksAreSymbolsToo() throws Exception {
    var data = bench.file("n.csv", "k,v\na,1\nb,1\nc,\nd,2\n");
    Outcome outcome =
        bench.run(
            new Compress(),
            "quick",
            "{\"data\":\"%s\",\"column\":\"v\",\"rate\":5}".formatted(data));
    assertThat(metric(outcome, "codes")).isEqualTo(3);
    assertThat(notes(outcome)).contains("1 blank cell");
    assertThat(outcome.report().answer()).contains("Every symbol keeps a code");
  }

  @Test
  void tablesComeAsJsonLinesOrAsAGermanSpreadsheet() throws Exception {
    var lines =
        bench.file(
            "w.jsonl",
            """
            {"pet": "cat", "w": 1.5}
            {"pet": "dog", "w": 3}
            {"pet": "cat", "w": 1.5}
            """);
    var cells = bench.file("w.csv", "pet;w\ncat;1,5\ndog;3,0\ncat;1,5\n");
    for (var data : List.of(lines, cells)) {
      String json = "{\"data\":\"%s\",\"column\":\"pet\",\"weightColumn\":\"w\"}".formatted(data);
      Outcome outcome = bench.run(new Compress(), "quick", json);
      assertThat(metric(outcome, "source_entropy_bits")).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void oneSymbolHasNoEntropyAndTenThousandAreQuick() throws Exception {
    var one = bench.file("one.csv", "v\nx\nx\n");
    Outcome outcome =
        bench.run(new Compress(), "quick", "{\"data\":\"%s\",\"column\":\"\"}".formatted(one));
    assertThat(metric(outcome, "source_entropy_bits")).isZero();
    String rows =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "s" + i)
            .collect(Collectors.joining("\n", "v\n", ""));
    var many = bench.file("many.csv", rows);
    outcome =
        bench.run(new Compress(), "quick", "{\"data\":\"%s\",\"column\":\"v\"}".formatted(many));
    assertThat(metric(outcome, "gap_bits")).isBetween(-1e-9, 0.01);
  }

  @Test
  void fewCodesAreKeptToOnRequest() throws Exception {
    Outcome outcome = bench.run(new Compress(), "quick", "{\"maxCodes\":5,\"method\":\"greedy\"}");
    assertThat(metric(outcome, "codes")).isEqualTo(5);
    refuse(new Compress(), "{\"maxCodes\":1}", "maxCodes must be 0 or at least 2: got 1");
  }

  @Test
  void weightsAreNormalisedWithANotice() throws Exception {
    Outcome outcome = bench.run(new Compress(), "quick", "{\"weights\":[3,0,1],\"rate\":2}");
    assertThat(notes(outcome))
        .contains("weights sum to 4 and were divided by that")
        .contains("1 symbol of weight 0 left out");
  }

  @Test
  void wrongWeightsAndRatesAreRefusedByName() throws Exception {
    refuse(
        new Compress(),
        "{\"weights\":[1,-2]}",
        "weights, item 2 must be a finite weight of at least 0: got -2.0");
    refuse(
        new Compress(), "{\"weights\":[0,0]}", "weights must have a positive, finite sum: got 0.0");
    refuse(new Compress(), "{\"rate\":-1}", "rate must be at least 0: got -1");
    refuse(new Compress(), "{\"rate\":\"NaN\"}", "rate must be a number: got NaN");
    refuse(
        new Compress(),
        "{\"method\":\"exact\"}",
        "method exact takes at most 12 symbols (2.7e7 partitions at n = 13): got 1362");
    refuse(
        new Compress(),
        "{\"data\":\"\"}",
        "data must name a table, or weights give weights: got neither");
    var data = bench.file("w.csv", "k,w\na,1\nb,-1\n");
    refuse(
        new Compress(),
        "{\"data\":\"%s\",\"column\":\"k\",\"weightColumn\":\"w\"}".formatted(data),
        "row 3, column 'w': expected a weight of at least 0: got '-1'");
    refuse(new Compress(), "{\"column\":\"lat\"}", "column must be one of early and late: got lat");
    refuse(new Couple(), "{\"columnX\":\"lat\"}", "columnX must be one of early and late: got lat");
    refuse(new Couple(), "{\"columnY\":\"lat\"}", "columnY must be one of early and late: got lat");
    var single = bench.file("one.csv", "k\na\nb\n");
    refuse(
        new Couple(),
        "{\"data\":\"%s\",\"columnX\":\"\",\"columnY\":\"\"}".formatted(single),
        "columnY must be one of k: got a table of 1 column");
  }

  @Test
  void withoutNamesTheFirstColumnIsCoupledWithTheSecond() throws Exception {
    Outcome outcome = bench.run(new Couple(), "quick", "{\"columnX\":\"\",\"columnY\":\"\"}");
    assertThat(notes(outcome)).contains("Column early:", "Column late:");
  }

  @Test
  void unknownSymbolsAreRefusedByRowOrCounted() throws Exception {
    refuse(
        new Encode(),
        "{\"column\":\"late\"}",
        "row 2, column 'late': expected a symbol of the code book: got 'start'");
    Outcome outcome = bench.run(new Encode(), "drifted", "{}");
    assertThat(metric(outcome, "unknown_rows")).isGreaterThan(0);
  }

  @Test
  void aTargetLawWithoutSymbolsIsRefused() {
    refuse(
        new Bottleneck(),
        "{\"target\":[]}",
        "data must name a table, or target give weights: got neither");
    refuse(
        new Bottleneck(), "{\"target\":[0]}", "target must have a positive, finite sum: got 0.0");
  }

  @Test
  void bottleneckReportsTheExactInformationBesideTheBound() throws Exception {
    Outcome outcome = bench.run(new Bottleneck(), "quick", "{}");
    assertThat(metric(outcome, "information_xt_bits")).isCloseTo(1.8756864484, within(1e-9));
    assertThat(metric(outcome, "information_bits")).isCloseTo(1.3051416093, within(1e-9));
    assertThat(metric(outcome, "bound_bits")).isCloseTo(1.1808280577, within(1e-9));
    assertThat(metric(outcome, "joint_entropy_bits")).isCloseTo(2.9370973513, within(1e-9));
  }

  @Test
  void stochasticBottlenecksKeepTheirTargetAndTheirBound() throws Exception {
    Outcome outcome =
        bench.run(new Bottleneck(), "quick", "{\"rate\":1.3,\"stochastic\":true,\"mec\":\"zero\"}");
    assertThat(metric(outcome, "information_bits"))
        .isGreaterThanOrEqualTo(metric(outcome, "bound_bits") - 1e-9)
        .isLessThanOrEqualTo(metric(outcome, "information_xt_bits") + 1e-9)
        .isLessThanOrEqualTo(metric(outcome, "information_ty_bits") + 1e-9);
  }

  @Test
  void largeBottlenecksLeaveOutTheTableThatWouldBeDense() throws Exception {
    String rows =
        IntStream.range(0, 6_000)
            .mapToObj(i -> "s" + i)
            .collect(Collectors.joining("\n", "v\n", ""));
    var many = bench.file("many.csv", rows);
    Outcome outcome =
        bench.run(
            new Bottleneck(),
            "words",
            "{\"data\":\"%s\",\"columnX\":\"v\",\"columnY\":\"v\"}".formatted(many));
    assertThat(notes(outcome)).contains("conditional.csv is left out");
    assertThat(bench.out().resolve("decoder.csv")).exists();
    assertThat(metric(outcome, "information_bits")).isBetween(3.9, 4.0 + 1e-9);
  }

  @Test
  void couplingsOfOwnColumnsAreWrittenSparsely() throws Exception {
    var data = bench.file("two.csv", "a;b\nx;1\nx;1\ny;2\nz;2\n");
    Outcome outcome =
        bench.run(
            new Couple(),
            "quick",
            "{\"data\":\"%s\",\"columnX\":\"a\",\"columnY\":\"b\"}".formatted(data));
    assertThat(metric(outcome, "joint_entropy_bits")).isCloseTo(1.5, within(1e-12));
    assertThat(Files.readAllLines(bench.out().resolve("coupling.csv")))
        .containsExactlyInAnyOrder(
            "x,y,probability,probability_of_y_given_x", "x,1,0.5,1", "y,2,0.25,1", "z,2,0.25,1");
    refuse(
        new Couple(),
        "{\"mec\":\"exact\"}",
        "mec exact takes at most 4 symbols on each side: got 1362 and 1257");
  }

  @Test
  void theCurveOfManySymbolsHugsTheLimit() throws Exception {
    Outcome outcome = bench.run(new Curve(), "words", "{\"points\":12}");
    assertThat(metric(outcome, "mean_gap_envelope_bits")).isLessThan(1e-3);
    assertThat(metric(outcome, "mean_gap_envelope_bits"))
        .isLessThanOrEqualTo(metric(outcome, "mean_gap_refined_bits"));
  }
}
