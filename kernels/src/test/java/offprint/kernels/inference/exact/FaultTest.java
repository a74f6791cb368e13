package offprint.kernels.inference.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Resample;
import offprint.kernels.inference.part.Resampling;
import offprint.kernels.inference.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right parts are valid on every program of the suite; faulty ones are found on the named ones. */
class FaultTest {
  private static final StateLimit LIMIT = StateLimit.DEFAULT;

  private record Case(Suite suite, Program<Rational, Object> program, Cells cells) {
    static Stream<Case> all() {
      return Suite.PROGRAMS.stream()
          .map(
              suite -> {
                Program<Rational, Object> program = suite.program();
                return new Case(suite, program, Cells.of(program, LIMIT));
              });
    }

    boolean isValid(Resample resample, double threshold, Acceptance acceptance, int moves) {
      Pipeline<Rational, Object> pipeline =
          Pipeline.resampleMove(program, 2, resample, threshold, acceptance, moves, cells.scores());
      return PopulationLaw.of(pipeline, cells, LIMIT)
              .measure()
              .distance(Meaning.of(program, LIMIT))
              .signum()
          == 0;
    }

    MoveKernel<Object> kernel(Acceptance acceptance) {
      return new MoveKernel<>(new Move<>(program, acceptance), cells, LIMIT);
    }
  }

  @Test
  void resamplersAreValid() {
    for (Resampling resampling : Resampling.values()) {
      for (double threshold : new double[] {2, 0.9}) {
        assertThat(Case.all())
            .as("%s, %s", resampling, threshold)
            .allMatch(c -> c.isValid(Resample.by(resampling), threshold, Acceptance.METROPOLIS, 0));
      }
    }
  }

  @Test
  void resampleMoveIsValid() {
    assertThat(Case.all())
        .allMatch(c -> c.isValid(Resample.by(Resampling.SYSTEMATIC), 2, Acceptance.METROPOLIS, 1))
        .allMatch(
            c ->
                c.suite().name().equals("hmm") // many populations
                    || c.isValid(Resample.by(Resampling.MULTINOMIAL), 2, Acceptance.BARKER, 2));
  }

  @Test
  void movesAreValid() {
    for (Acceptance acceptance : List.of(Acceptance.METROPOLIS, Acceptance.BARKER)) {
      assertThat(Case.all())
          .allSatisfy(
              c -> {
                MoveKernel<Object> kernel = c.kernel(acceptance);
                assertThat(kernel.rowsSumToOne()).isTrue();
                assertThat(kernel.gap()).isEqualTo(Rational.ZERO);
                assertThat(kernel.isReversible()).isTrue();
              });
    }
  }

  @Test
  void faultySelectionsAreFound() {
    for (Fault.Selection fault : Fault.Selection.values()) {
      List<String> found =
          fault == Fault.Selection.MEAN_OVER_SURVIVORS
              ? List.of("hard", "dice")
              : List.of("soft", "hard", "dice", "hmm", "varlen");
      assertThat(
              Case.all()
                  .filter(c -> !c.isValid(fault.resample(), 2, Acceptance.METROPOLIS, 0))
                  .map(c -> c.suite().name()))
          .as(fault.title())
          .isEqualTo(found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO_LENGTHS, varlen",
    "INVERTED_LENGTHS, varlen",
    "INVERTED, soft hard dice hmm varlen",
    "ALWAYS, soft hard dice hmm varlen",
    "PRIOR_TWICE, soft hard hmm varlen",
    "LAST_SCORE_ONLY, soft hmm varlen"
  })
  void faultyMovesAreFound(Fault.Accepting fault, String found) {
    assertThat(
            Case.all()
                .filter(c -> c.kernel(fault.acceptance(c.program(), c.cells())).gap().signum() != 0)
                .map(c -> c.suite().name()))
        .isEqualTo(List.of(found.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"NO_LENGTHS", "INVERTED_LENGTHS"})
  void wrongLengthsInsideResampleMoveAreFoundOnPartialTraces(Fault.Accepting fault) {
    assertThat(
            Case.all()
                .filter(
                    c ->
                        !c.isValid(
                            Resample.by(Resampling.MULTINOMIAL),
                            2,
                            fault.acceptance(c.program(), c.cells()),
                            1))
                .map(c -> c.suite().name()))
        .isEqualTo(List.of("soft", "varlen"));
  }
}
