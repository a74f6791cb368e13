package offprint.kernels.inference.exact;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.program.Finite;
import offprint.kernels.inference.program.Program;

/** What a finite program denotes, from its definition and by no part of inference. */
public final class Meaning {
  private Meaning() {}

  /** The unnormalised measure on results: a draw sums over its law, a score multiplies. */
  public static <A> Measure<A> of(Program<Rational, A> program, StateLimit limit) {
    Measure<A> measure = new Measure<>();
    new Walk<>(measure, limit).add(program, Rational.ONE, 0);
    return measure;
  }

  private static final class Walk<A> {
    private final Measure<A> measure;
    private final StateLimit limit;
    private long paths;

    Walk(Measure<A> measure, StateLimit limit) {
      this.measure = measure;
      this.limit = limit;
    }

    void add(Program<Rational, A> start, Rational before, int depth) {
      Program<Rational, A> program = start.head();
      Rational mass = before;
      while (program instanceof Program.Score<Rational, A> score) {
        mass = mass.multiply(score.weight());
        if (mass.signum() == 0) {
          return;
        }
        program = score.next().get().head();
      }
      if (program instanceof Program.Sample<Rational, ?, A> sample) {
        if (depth >= Cells.DEEPEST) {
          throw Cells.endless();
        }
        branch(sample, mass, depth);
      } else if (program instanceof Program.Pure<Rational, A>(A value)) {
        limit.check(++paths, () -> "paths of the program; use calibrate");
        measure.add(value, mass);
      }
    }

    private <X> void branch(Program.Sample<Rational, X, A> sample, Rational mass, int depth) {
      Finite<Rational, X> law = sample.law().finite();
      for (int i = 0; i < law.values().size(); i++) {
        Rational probability = law.probabilities().get(i);
        if (probability.signum() > 0) {
          add(sample.next().apply(law.values().get(i)), mass.multiply(probability), depth + 1);
        }
      }
    }
  }

  /** Every complete run of a program, by cells, weight 0 included. */
  public static <A> List<Particle<Rational, A>> runs(
      Program<Rational, A> program, Cells cells, StateLimit limit) {
    Particle<Rational, A> start = Particle.start(program, true, Rational.ONE, Exact.NUMBERS, 0);
    long[] count = {0};
    Measure<Particle<Rational, A>> law =
        EveryChoice.law(
            cells,
            chance -> {
              limit.check(++count[0], () -> "traces of the program; use calibrate");
              return start.advance(Particle.ALL, Exact.NUMBERS, chance);
            });
    return new ArrayList<>(law.masses().keySet());
  }
}
