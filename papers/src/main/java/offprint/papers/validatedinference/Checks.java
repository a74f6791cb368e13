package offprint.papers.validatedinference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import offprint.harness.Frame;
import offprint.harness.Wording;
import offprint.kernels.inference.exact.Cells;
import offprint.kernels.inference.exact.ExactEstimator;
import offprint.kernels.inference.exact.Fault;
import offprint.kernels.inference.exact.Meaning;
import offprint.kernels.inference.exact.Measure;
import offprint.kernels.inference.exact.MoveKernel;
import offprint.kernels.inference.exact.PopulationLaw;
import offprint.kernels.inference.exact.StateLimit;
import offprint.kernels.inference.exact.Suite;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Estimate;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Resample;
import offprint.kernels.inference.part.Resampling;
import offprint.kernels.inference.program.Program;

/**
 * Exact checks of parts of inference on programs.
 *
 * @param particles N of populations
 */
record Checks(int particles, StateLimit limit) {
  static final double ALWAYS = 2;

  /** A finite program with what checks need of it. */
  record Subject(
      String name,
      Program<Rational, Object> program,
      Program<Rational, Program<Rational, Object>> parametersFirst,
      Cells cells,
      int scores) {

    static Subject of(Suite suite, StateLimit limit) {
      Program<Rational, Object> program = suite.program();
      Cells cells = Cells.of(program, limit);
      return new Subject(suite.name(), program, suite.parametersFirst(), cells, cells.scores());
    }

    static List<Subject> suite(StateLimit limit) {
      return Suite.PROGRAMS.stream().map(suite -> of(suite, limit)).toList();
    }
  }

  /**
   * One check.
   *
   * @param gap total variation between what the part returns and what it must return
   * @param difference the first outcome that differs, with both masses; "" if none does
   * @param states visited
   * @param spread relative standard deviation of the evidence; NaN for moves
   */
  record Line(
      String part, String program, double gap, String difference, int states, double spread) {
    boolean valid() {
      return difference.isEmpty();
    }
  }

  /** Lines as a frame. */
  static Frame frame(List<Line> lines) {
    Frame frame =
        Frame.of(
            "part", "program", "result", "gap", "first_difference", "states", "evidence_spread");
    for (Line line : lines) {
      frame.row(
          line.part,
          line.program,
          line.valid() ? "equal" : "differs",
          line.gap,
          line.difference,
          line.states,
          line.spread);
    }
    return frame;
  }

  private static <X> Line line(
      String part,
      Subject subject,
      Measure<X> expected,
      Measure<X> actual,
      int states,
      double spread) {
    Optional<X> first =
        Stream.concat(expected.masses().keySet().stream(), actual.masses().keySet().stream())
            .filter(outcome -> !expected.mass(outcome).equals(actual.mass(outcome)))
            .findFirst();
    String difference =
        first
            .map(
                outcome ->
                    "%s: %s instead of %s"
                        .formatted(outcome, actual.mass(outcome), expected.mass(outcome)))
            .orElse("");
    double gap = expected.distance(actual).doubleValue();
    return new Line(part, subject.name, gap, difference, states, spread);
  }

  Line population(String part, Subject subject, Pipeline<Rational, Object> pipeline) {
    PopulationLaw<Object> law = PopulationLaw.of(pipeline, subject.cells, limit);
    Rational mean = law.evidence().integral(z -> z);
    double spread = Double.NaN;
    if (mean.signum() > 0) {
      Rational square = law.evidence().integral(z -> z.multiply(z));
      double relative = square.divide(mean.multiply(mean)).subtract(Rational.ONE).doubleValue();
      spread = Math.sqrt(Math.max(0, relative));
    }
    return line(
        part,
        subject,
        Meaning.of(subject.program, limit),
        law.measure(),
        law.populations(),
        spread);
  }

  Line resampling(String part, Subject subject, Resample resample, double threshold) {
    return population(
        part,
        subject,
        Pipeline.smc(subject.program, particles, resample, threshold, subject.scores));
  }

  Line resampleMove(String part, Subject subject, Acceptance acceptance, int moves) {
    return population(
        part,
        subject,
        Pipeline.resampleMove(
            subject.program,
            particles,
            Resample.by(Resampling.MULTINOMIAL),
            ALWAYS,
            acceptance,
            moves,
            subject.scores));
  }

  /** A move leaves the target as it is, on all traces; rows sum to 1 and detailed balance holds. */
  Line move(String part, Subject subject, Acceptance acceptance) {
    MoveKernel<Object> kernel =
        new MoveKernel<>(new Move<>(subject.program, acceptance), subject.cells, limit);
    Line line = line(part, subject, kernel.target(), kernel.after(), kernel.traces(), Double.NaN);
    boolean sound = kernel.rowsSumToOne() && kernel.isReversible();
    return line.valid() && !sound
        ? new Line(part, subject.name, 0, "detailed balance is broken", kernel.traces(), Double.NaN)
        : line;
  }

  private record Inner(Resample resample, int particles, int scores)
      implements Estimate.PipelineOf {
    @Override
    public <W, A> Pipeline<W, A> of(Program<W, A> program) {
      return Pipeline.smc(program, particles, resample, ALWAYS, Math.max(0, scores - 1));
    }
  }

  /** Particle marginal inference has the meaning of the program. */
  Line marginal(String part, Subject subject, Resample resample, ExactEstimator.Evidence evidence) {
    Inner inner = new Inner(resample, particles, subject.scores);
    Program<Rational, Object> program =
        Estimate.marginal(subject.parametersFirst, new ExactEstimator(inner, evidence, limit));
    return line(
        part,
        subject,
        Meaning.of(subject.program, limit),
        Meaning.of(program, limit),
        0,
        Double.NaN);
  }

  /** The recipe that a reader runs, on one program. */
  Line recipe(Recipe recipe, Subject subject) {
    return switch (recipe.kind()) {
      case MH -> move("mh", subject, Acceptance.METROPOLIS);
      case PMMH, SMC2 ->
          marginal(
              recipe.kind().title(),
              subject,
              Resample.by(recipe.resampler()),
              Exact.NUMBERS::total);
      default ->
          population(
              recipe.kind().title(),
              subject,
              recipe.pipeline(subject.program, particles, subject.scores));
    };
  }

  /** Every right part on one program. */
  List<Line> right(Subject subject, int moves) {
    List<Line> lines = new ArrayList<>();
    for (Resampling resampling : Resampling.values()) {
      String name = resampling.name().toLowerCase(java.util.Locale.ROOT);
      lines.add(resampling(name, subject, Resample.by(resampling), ALWAYS));
    }
    lines.add(
        resampling("adaptive, ESS < 0.9 N", subject, Resample.by(Resampling.SYSTEMATIC), 0.9));
    for (int m = 1; m <= moves; m++) {
      lines.add(
          resampleMove(
              "resample-move, " + Wording.count(m, "move"), subject, Acceptance.METROPOLIS, m));
    }
    lines.add(move("trace Metropolis-Hastings", subject, Acceptance.METROPOLIS));
    lines.add(move("trace Barker", subject, Acceptance.BARKER));
    return lines;
  }

  /** Every planted fault on one program. */
  List<Line> faulty(Subject subject) {
    List<Line> lines = new ArrayList<>();
    for (Fault.Selection fault : Fault.Selection.values()) {
      lines.add(resampling(fault.title(), subject, fault.resample(), ALWAYS));
    }
    for (Fault.Accepting fault : Fault.Accepting.values()) {
      if (fault != Fault.Accepting.TEMPERED) {
        lines.add(move(fault.title(), subject, fault.acceptance(subject.program, subject.cells)));
      }
    }
    return lines;
  }

  /** Particle marginal inference on the suite's program with a parameter, right and faulty. */
  List<Line> marginals() {
    Subject subject = Subject.of(Suite.PARAMETER, limit);
    return List.of(
        marginal(
            "particle marginal",
            subject,
            Resample.by(Resampling.MULTINOMIAL),
            Exact.NUMBERS::total),
        marginal(LARGEST, subject, Fault.LARGEST_KEPT, Fault::largestAsEvidence));
  }

  static final String LARGEST = "largest weight instead of the mean as evidence";

  /** By part, then program: the lines that differ. */
  static Map<String, List<Line>> byPart(List<Line> lines) {
    return lines.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Line::part, java.util.LinkedHashMap::new, java.util.stream.Collectors.toList()));
  }
}
