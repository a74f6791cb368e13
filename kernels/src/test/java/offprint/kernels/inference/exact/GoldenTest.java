package offprint.kernels.inference.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Estimate;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Resample;
import offprint.kernels.inference.part.Resampling;
import offprint.kernels.inference.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that were computed by hand or by independent enumeration in Python fractions. */
class GoldenTest {
  private static final StateLimit LIMIT = StateLimit.DEFAULT;

  private static Suite suite(String name) {
    return Suite.PROGRAMS.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Rational fraction(String text) {
    String[] parts = text.split("/");
    return Rational.of(Long.parseLong(parts[0]), parts.length == 1 ? 1 : Long.parseLong(parts[1]));
  }

  private static Object value(String text) {
    return text.contains(" ")
        ? List.of(text.split(" ")).stream().map(GoldenTest::fraction).toList()
        : fraction(text);
  }

  @ParameterizedTest
  @CsvSource({
    "soft, 2513/5000",
    "hard, 2513/5000",
    "dice, 5/6",
    "hmm, 324341/3456000",
    "varlen, 13/36",
    "smaller, 1"
  })
  void evidenceOfThePrograms(String name, String evidence) {
    assertThat(Meaning.of(suite(name).program(), LIMIT).total()).isEqualTo(fraction(evidence));
  }

  @ParameterizedTest
  @CsvSource({
    "soft, 1, 39/359",
    "hard, 1, 39/359",
    "dice, 7, 1/5",
    "dice, 12, 1/30",
    "hmm, 0 1 1, 179712/324341",
    "hmm, 1 1 1, 90112/324341",
    "varlen, 1 3 1, 1/13"
  })
  void posteriorsOfThePrograms(String name, String result, String probability) {
    assertThat(Meaning.of(suite(name).program(), LIMIT).normalised().mass(value(result)))
        .isEqualTo(fraction(probability));
  }

  @Test
  void posteriorOfTheShortPath() {
    assertThat(
            Meaning.of(suite("varlen").program(), LIMIT).normalised().mass(List.of(Rational.ZERO)))
        .isEqualTo(fraction("9/13"));
  }

  private static MoveKernel<Object> kernel(String name, Acceptance acceptance) {
    Program<Rational, Object> program = suite(name).program();
    return new MoveKernel<>(new Move<>(program, acceptance), Cells.of(program, LIMIT), LIMIT);
  }

  @ParameterizedTest
  @CsvSource({"soft, 6", "hard, 24", "dice, 36", "hmm, 54", "varlen, 7", "smaller, 8"})
  void tracesByCells(String name, int traces) {
    assertThat(kernel(name, Acceptance.METROPOLIS).traces()).isEqualTo(traces);
  }

  @ParameterizedTest
  @CsvSource({
    "soft, 0.1913649, 0.1483149, 0.1163949, 0.09096128",
    "varlen, 0.21367521, 0.15503324, 0.1121663, 0.08417186"
  })
  void distanceToThePosteriorAfterMoves(
      String name, double none, double one, double two, double three) {
    MoveKernel<Object> kernel = kernel(name, Acceptance.METROPOLIS);
    double[] golden = {none, one, two, three};
    for (int moves = 0; moves < golden.length; moves++) {
      assertThat(kernel.distanceAfter(moves).doubleValue()).isCloseTo(golden[moves], within(5e-8));
    }
  }

  @Test
  void rowsOfTheMoveOnVaryingLengths() {
    MoveKernel<Object> kernel = kernel("varlen", Acceptance.METROPOLIS);
    List<Rational> shortTrace =
        kernel.rows().keySet().stream().filter(t -> t.size() == 1).findFirst().orElseThrow();
    Measure<List<Rational>> row = kernel.rows().get(shortTrace);
    assertThat(row.mass(shortTrace)).isEqualTo(fraction("25/27"));
    Map<Rational, Rational> toY =
        Map.of(
            Rational.ZERO,
            fraction("1/162"),
            Rational.of(1, 3),
            fraction("1/81"),
            Rational.of(2, 3),
            fraction("1/54"));
    row.masses()
        .forEach(
            (trace, probability) -> {
              if (trace.size() == 3) {
                assertThat(probability).isEqualTo(toY.get(trace.get(1)));
              }
            });
    List<Rational> longTrace = List.of(Rational.ZERO, Rational.ZERO, Rational.of(1, 3));
    Measure<List<Rational>> other = kernel.rows().get(longTrace);
    assertThat(other.mass(shortTrace)).isEqualTo(fraction("1/6"));
    assertThat(other.mass(longTrace)).isEqualTo(fraction("1/2"));
    assertThat(other.size()).isEqualTo(5);
    other
        .masses()
        .forEach(
            (trace, probability) -> {
              if (trace.size() == 3 && !trace.equals(longTrace)) {
                assertThat(probability).isEqualTo(fraction("1/9"));
              }
            });
  }

  @Test
  void lengthsLeftOutLeaveAGap() {
    Program<Rational, Object> program = suite("varlen").program();
    Cells cells = Cells.of(program, LIMIT);
    Acceptance faulty = Fault.Accepting.NO_LENGTHS.acceptance(program, cells);
    MoveKernel<Object> kernel = new MoveKernel<>(new Move<>(program, faulty), cells, LIMIT);
    assertThat(kernel.gap().doubleValue() / kernel.target().total().doubleValue())
        .isCloseTo(0.10256410256410256, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "soft, MULTINOMIAL, 2, 34350061/100000000",
    "soft, SYSTEMATIC, 2, 343488703/1000000000",
    "varlen, SYSTEMATIC, 2, 9019/62208",
    "hmm, MULTINOMIAL, 3, 1871086956769/95551488000000",
    "dice, MULTINOMIAL, 1, 55/72"
  })
  void secondMomentOfTheEvidence(String name, Resampling resampling, int cycles, String golden) {
    Program<Rational, Object> program = suite(name).program();
    PopulationLaw<Object> law =
        PopulationLaw.of(
            Pipeline.smc(program, 2, Resample.by(resampling), 2, cycles),
            Cells.of(program, LIMIT),
            LIMIT);
    assertThat(law.evidence().integral(z -> z.multiply(z))).isEqualTo(fraction(golden));
  }

  private record Smc(Resample resample) implements Estimate.PipelineOf {
    @Override
    public <W, A> Pipeline<W, A> of(Program<W, A> program) {
      return Pipeline.smc(program, 2, resample, 2, 1);
    }
  }

  @Test
  void particleMarginalInferenceKeepsTheMeasure() {
    Program<Rational, Object> marginal =
        Estimate.marginal(
            Suite.PARAMETER.parametersFirst(),
            new ExactEstimator(
                new Smc(Resample.by(Resampling.MULTINOMIAL)), Exact.NUMBERS::total, LIMIT));
    for (Program<Rational, Object> program : List.of(marginal, Suite.PARAMETER.program())) {
      Measure<Object> measure = Meaning.of(program, LIMIT);
      assertThat(measure.mass(Rational.ZERO)).isEqualTo(fraction("347/2400"));
      assertThat(measure.mass(Rational.ONE)).isEqualTo(fraction("23/300"));
    }
  }

  @Test
  void largestWeightInsteadOfTheMeanDoesNot() {
    Program<Rational, Object> faulty =
        Estimate.marginal(
            Suite.PARAMETER.parametersFirst(),
            new ExactEstimator(new Smc(Fault.LARGEST_KEPT), Fault::largestAsEvidence, LIMIT));
    Measure<Object> measure = Meaning.of(faulty, LIMIT);
    assertThat(measure.mass(Rational.ZERO)).isEqualTo(fraction("1184801/4646400"));
    assertThat(measure.mass(Rational.ONE)).isEqualTo(fraction("44731/326700"));
  }
}
