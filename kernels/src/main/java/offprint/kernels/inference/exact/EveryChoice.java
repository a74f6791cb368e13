package offprint.kernels.inference.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Chance;

/**
 * Follows every choice that a part can make: the part is run again and again, each time with the
 * next sequence of choices, and the result is the exact law of what it returns.
 *
 * <p>A uniform number that is compared is an interval, cut in two where a threshold lies inside.
 */
final class EveryChoice implements Chance<Rational> {

  private final Cells cells;
  private final List<Choice> path = new ArrayList<>();
  private int at;

  private EveryChoice(Cells cells) {
    this.cells = cells;
  }

  private static final class Choice {
    private final List<Rational> probabilities;
    private int taken;

    Choice(List<Rational> probabilities) {
      this.probabilities = probabilities;
    }

    Rational probability() {
      return probabilities.get(taken);
    }
  }

  /**
   * The law of what a part returns; parts must depend on nothing but the choices they are given.
   */
  static <X> Measure<X> law(Cells cells, Function<Chance<Rational>, X> part) {
    EveryChoice chance = new EveryChoice(cells);
    Measure<X> law = new Measure<>();
    do {
      chance.at = 0;
      X result = part.apply(chance);
      Rational mass = Rational.ONE;
      for (Choice choice : chance.path) {
        mass = mass.multiply(choice.probability());
      }
      law.add(result, mass);
    } while (chance.next());
    return law;
  }

  /** Goes to the next sequence of choices; false after the last. */
  private boolean next() {
    while (!path.isEmpty()) {
      Choice last = path.getLast();
      if (last.taken + 1 < last.probabilities.size()) {
        last.taken++;
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  private int choose(List<Rational> probabilities) {
    if (at == path.size()) {
      path.add(new Choice(probabilities));
    }
    return path.get(at++).taken;
  }

  @Override
  public Rational coordinate(int depth) {
    return cells.starts(depth).get(choose(cells.masses(depth)));
  }

  @Override
  public int index(int count) {
    return choose(java.util.Collections.nCopies(count, Rational.of(1, count)));
  }

  @Override
  public Point<Rational> point() {
    return new Interval();
  }

  @Override
  public Chance<Rational> stream(long number) {
    return this;
  }

  private final class Interval implements Point<Rational> {
    private Rational low = Rational.ZERO;
    private Rational high = Rational.ONE;

    @Override
    public boolean below(Rational threshold) {
      if (threshold.compareTo(low) <= 0 || threshold.compareTo(high) >= 0) {
        return threshold.compareTo(high) >= 0;
      }
      Rational share = threshold.subtract(low).divide(high.subtract(low));
      boolean below = choose(List.of(share, Rational.ONE.subtract(share))) == 0;
      if (below) {
        high = threshold;
      } else {
        low = threshold;
      }
      return below;
    }
  }
}
