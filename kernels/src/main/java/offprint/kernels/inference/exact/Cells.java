package offprint.kernels.inference.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.program.Finite;
import offprint.kernels.inference.program.Program;

/**
 * Cells of the uniform numbers of a finite program: at each depth [0, 1) is cut at all cumulative
 * probabilities that any path uses there. All numbers of a cell lead to the same draws, so a cell
 * stands for them, even where a move keeps the number while the law of the draw changes.
 */
public final class Cells {
  static final int DEEPEST = 1_000;

  private final List<List<Rational>> starts = new ArrayList<>();
  private final List<List<Rational>> masses = new ArrayList<>();

  private int scores;

  private Cells() {}

  /**
   * The cells of a program.
   *
   * @throws IllegalArgumentException if the program draws from a law that is not finite, has no end
   *     or too many paths
   */
  public static Cells of(Program<Rational, ?> program, StateLimit limit) {
    List<NavigableSet<Rational>> cuts = new ArrayList<>();
    Paths paths = new Paths(limit);
    paths.walk(program, 0, 0, cuts);
    Cells cells = new Cells();
    cells.scores = paths.mostScores;
    for (NavigableSet<Rational> cut : cuts) {
      cut.add(Rational.ZERO);
      cut.remove(Rational.ONE);
      List<Rational> from = List.copyOf(cut);
      List<Rational> mass = new ArrayList<>();
      for (int i = 0; i < from.size(); i++) {
        Rational to = i + 1 < from.size() ? from.get(i + 1) : Rational.ONE;
        mass.add(to.subtract(from.get(i)));
      }
      cells.starts.add(from);
      cells.masses.add(mass);
    }
    return cells;
  }

  static IllegalArgumentException endless() {
    return new IllegalArgumentException(
        "exact mode needs a program that ends: a path has more than %,d draws; use calibrate"
            .formatted(DEEPEST));
  }

  /** Most scores of a path. */
  public int scores() {
    return scores;
  }

  /** Most draws of a path. */
  public int depths() {
    return starts.size();
  }

  /** The least number of each cell, by which it is named, in ascending order. */
  List<Rational> starts(int depth) {
    return starts.get(depth);
  }

  List<Rational> masses(int depth) {
    return masses.get(depth);
  }

  /** The probability of the cells of a trace. */
  public Rational mass(List<Rational> trace) {
    Rational mass = Rational.ONE;
    for (int d = 0; d < trace.size(); d++) {
      mass = mass.multiply(masses.get(d).get(starts.get(d).indexOf(trace.get(d))));
    }
    return mass;
  }

  private static final class Paths {
    private final StateLimit limit;
    private long paths;
    private int mostScores;

    Paths(StateLimit limit) {
      this.limit = limit;
    }

    void walk(
        Program<Rational, ?> start, int depth, int before, List<NavigableSet<Rational>> cuts) {
      Program<Rational, ?> program = start.head();
      int passed = before;
      while (program instanceof Program.Score<Rational, ?> score) {
        passed++;
        program = score.next().get().head();
      }
      if (program instanceof Program.Sample<Rational, ?, ?> sample) {
        if (depth >= DEEPEST) {
          throw endless();
        }
        branch(sample, depth, passed, cuts);
      } else {
        paths++;
        mostScores = Math.max(mostScores, passed);
        limit.check(paths, () -> "paths of the program; use calibrate");
      }
    }

    private <X> void branch(
        Program.Sample<Rational, X, ?> sample,
        int depth,
        int passed,
        List<NavigableSet<Rational>> cuts) {
      if (cuts.size() == depth) {
        cuts.add(new TreeSet<>());
      }
      Finite<Rational, X> law = sample.law().finite();
      cuts.get(depth).addAll(law.cumulative());
      for (int i = 0; i < law.values().size(); i++) {
        if (law.probabilities().get(i).signum() > 0) {
          walk(sample.next().apply(law.values().get(i)), depth + 1, passed, cuts);
        }
      }
    }
  }
}
