package offprint.kernels.inference.exact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.Trace;

/**
 * The exact transition probabilities of a move between all complete traces of a finite program,
 * those of weight 0 included.
 */
public final class MoveKernel<A> {
  private final Map<List<Rational>, Particle<Rational, A>> runs = new LinkedHashMap<>();
  private final Map<List<Rational>, Measure<List<Rational>>> rows = new LinkedHashMap<>();
  private final Measure<List<Rational>> target = new Measure<>();
  private final Measure<List<Rational>> prior = new Measure<>();

  /**
   * @throws IllegalArgumentException if there are more transitions than allowed
   */
  public MoveKernel(Move<Rational, A> move, Cells cells, StateLimit limit) {
    for (Particle<Rational, A> run : Meaning.runs(move.program(), cells, limit)) {
      runs.put(Trace.numbers(run.trace()), run);
    }
    long[] transitions = {0};
    runs.forEach(
        (trace, run) -> {
          Rational mass = cells.mass(trace);
          prior.add(trace, mass);
          target.add(trace, mass.multiply(run.density()));
          rows.put(
              trace,
              EveryChoice.law(
                  cells,
                  chance -> {
                    limit.check(++transitions[0], () -> "transitions; use a smaller program");
                    Particle<Rational, A> moved = move.apply(run, Exact.NUMBERS, chance);
                    return Trace.numbers(moved.trace());
                  }));
        });
  }

  /** Traces and where the move leads from each. */
  public Map<List<Rational>, Measure<List<Rational>>> rows() {
    return rows;
  }

  public int traces() {
    return runs.size();
  }

  /** The unnormalised measure of traces that the move is to leave as it is. */
  public Measure<List<Rational>> target() {
    return target;
  }

  private Measure<List<Rational>> after(Measure<List<Rational>> before) {
    Measure<List<Rational>> after = new Measure<>();
    before
        .masses()
        .forEach(
            (from, mass) ->
                row(from)
                    .masses()
                    .forEach((to, probability) -> after.add(to, mass.multiply(probability))));
    return after;
  }

  private Measure<List<Rational>> row(List<Rational> trace) {
    return java.util.Objects.requireNonNull(rows.get(trace));
  }

  /** What the move makes of the target. */
  public Measure<List<Rational>> after() {
    return after(target);
  }

  /** Half of |μK - μ|: 0 if and only if the move leaves the target as it is. */
  public Rational gap() {
    return after(target).distance(target);
  }

  /** True if μ(s) K(s, t) = μ(t) K(t, s) for all s and t. */
  public boolean isReversible() {
    return target.masses().entrySet().stream()
        .allMatch(
            from ->
                row(from.getKey()).masses().entrySet().stream()
                    .allMatch(
                        to ->
                            from.getValue()
                                .multiply(to.getValue())
                                .equals(
                                    target
                                        .mass(to.getKey())
                                        .multiply(row(to.getKey()).mass(from.getKey())))));
  }

  public boolean rowsSumToOne() {
    return rows.values().stream().allMatch(row -> row.total().equals(Rational.ONE));
  }

  /** True if every trace of the target can be reached from one of them. */
  public boolean isIrreducible() {
    Set<List<Rational>> reached = new HashSet<>();
    Deque<List<Rational>> open = new ArrayDeque<>();
    target.masses().keySet().stream().limit(1).forEach(open::add);
    while (!open.isEmpty()) {
      List<Rational> at = open.pop();
      if (reached.add(at)) {
        open.addAll(row(at).masses().keySet());
      }
    }
    return reached.containsAll(target.masses().keySet());
  }

  /**
   * Total variation between the law of results after some moves from a run of the prior, and the
   * posterior.
   */
  public Rational distanceAfter(int moves) {
    Measure<List<Rational>> law = prior;
    for (int m = 0; m < moves; m++) {
      law = after(law);
    }
    return results(law).distance(results(target.normalised()));
  }

  private Measure<A> results(Measure<List<Rational>> traces) {
    return traces.map(trace -> java.util.Objects.requireNonNull(runs.get(trace)).value());
  }
}
