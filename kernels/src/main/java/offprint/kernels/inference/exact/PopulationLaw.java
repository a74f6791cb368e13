package offprint.kernels.inference.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Chance;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Population;
import offprint.kernels.inference.part.Stage;
import offprint.kernels.inference.part.Trace;

/**
 * The exact law of a pipeline's population, stage by stage, by the very parts that sample in
 * floating point. Particles are told apart by trace and weight and numbered as they appear;
 * populations that differ in the order of their particles alone are one.
 */
public final class PopulationLaw<A> {
  private static final Exact NUMBERS = Exact.NUMBERS;

  private final Cells cells;
  private final StateLimit limit;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<Particle<Rational, A>> particles = new ArrayList<>();
  private Map<Members, Rational> masses = new LinkedHashMap<>();

  private record Key(List<Rational> trace, Rational weight, int stops) {}

  /**
   * The particles of a population by number.
   *
   * @param changed those that a stage has been applied to, ascending
   * @param waiting those that it is yet to be applied to
   */
  private record Members(int[] changed, int[] waiting) {
    private static final int[] NONE = {};

    static Members of(int[] changed) {
      Arrays.sort(changed);
      return new Members(changed, NONE);
    }

    Members next(int particle) {
      int[] more = Arrays.copyOf(changed, changed.length + 1);
      more[changed.length] = particle;
      Arrays.sort(more);
      return new Members(more, Arrays.copyOf(waiting, waiting.length - 1));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Members(int[] theirs, int[] rest)
          && Arrays.equals(changed, theirs)
          && Arrays.equals(waiting, rest);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(changed) + Arrays.hashCode(waiting);
    }
  }

  private PopulationLaw(Cells cells, StateLimit limit) {
    this.cells = cells;
    this.limit = limit;
  }

  /**
   * The law at the end of a pipeline.
   *
   * @throws IllegalArgumentException if there are more populations than allowed
   */
  public static <A> PopulationLaw<A> of(
      Pipeline<Rational, A> pipeline, Cells cells, StateLimit limit) {
    Pipeline<Rational, A> traced = pipeline.asTraced();
    PopulationLaw<A> law = new PopulationLaw<>(cells, limit);
    law.masses.put(law.members(traced.spawn(NUMBERS)), Rational.ONE);
    if (!traced.cycle().isEmpty()) {
      law.apply(new Stage.Advance<>(1));
      for (int c = 0; c < traced.cycles(); c++) {
        traced.cycle().forEach(law::apply);
      }
    }
    law.apply(new Stage.Advance<>(Particle.ALL));
    return law;
  }

  /** The measure on results that the population stands for: E[Σ w f(value)]. */
  public Measure<A> measure() {
    Measure<A> measure = new Measure<>();
    masses.forEach(
        (members, mass) -> {
          for (int number : members.changed) {
            Particle<Rational, A> particle = particles.get(number);
            measure.add(particle.value(), mass.multiply(particle.weight()));
          }
        });
    return measure;
  }

  /** The law of the estimate of the evidence, the sum of the weights. */
  public Measure<Rational> evidence() {
    Measure<Rational> law = new Measure<>();
    masses.forEach((members, mass) -> law.add(population(members).total(NUMBERS), mass));
    return law;
  }

  Measure<Population<Rational, A>> populationLaw() {
    Measure<Population<Rational, A>> law = new Measure<>();
    masses.forEach((members, mass) -> law.add(population(members), mass));
    return law;
  }

  public int populations() {
    return masses.size();
  }

  private int number(Particle<Rational, A> particle) {
    Key key = new Key(Trace.numbers(particle.trace()), particle.weight(), particle.stops());
    return numbers.computeIfAbsent(
        key,
        _ -> {
          particles.add(particle);
          return particles.size() - 1;
        });
  }

  private Members members(Population<Rational, A> population) {
    return Members.of(population.particles().stream().mapToInt(this::number).toArray());
  }

  private Population<Rational, A> population(Members members) {
    return new Population<>(Arrays.stream(members.changed).mapToObj(particles::get).toList());
  }

  private void add(Map<Members, Rational> into, Members members, Rational mass) {
    into.merge(members, mass, Rational::add);
    limit.check(
        into.size(),
        () ->
            "populations of %d particles; use fewer particles"
                .formatted(members.changed.length + members.waiting.length));
  }

  private void apply(Stage<Rational, A> stage) {
    switch (stage) {
      case Stage.Advance<Rational, A>(int scores) ->
          each((particle, chance) -> particle.advance(scores, NUMBERS, chance));
      case Stage.Moves<Rational, A>(var move) ->
          each((particle, chance) -> move.apply(particle, NUMBERS, chance));
      case Stage.Select<Rational, A>(var resample) -> {
        Map<Members, Rational> after = new LinkedHashMap<>();
        masses.forEach(
            (members, mass) ->
                EveryChoice.law(
                        cells,
                        chance ->
                            members(
                                new Population<>(
                                    resample.apply(
                                        population(members).particles(), NUMBERS, chance))))
                    .masses()
                    .forEach((next, share) -> add(after, next, mass.multiply(share))));
        masses = after;
      }
      case Stage.WhenDegenerate<Rational, A>(double share, List<Stage<Rational, A>> stages) -> {
        Map<Members, Rational> kept = new LinkedHashMap<>();
        Map<Members, Rational> chosen = new LinkedHashMap<>();
        masses.forEach(
            (members, mass) ->
                (population(members).isDegenerate(share, NUMBERS) ? chosen : kept)
                    .put(members, mass));
        masses = chosen;
        stages.forEach(this::apply);
        masses.forEach((members, mass) -> add(kept, members, mass));
        masses = kept;
      }
    }
  }

  private interface Mutation<A> {
    Particle<Rational, A> apply(Particle<Rational, A> particle, Chance<Rational> chance);
  }

  /** Particles change independently: one after the other, so that equal populations meet early. */
  private void each(Mutation<A> mutation) {
    Map<Integer, Measure<Integer>> laws = new HashMap<>();
    Map<Members, Rational> states = new LinkedHashMap<>();
    masses.forEach((members, mass) -> states.put(new Members(Members.NONE, members.changed), mass));
    while (!states.isEmpty() && states.keySet().iterator().next().waiting.length > 0) {
      Map<Members, Rational> after = new LinkedHashMap<>();
      states.forEach(
          (members, mass) -> {
            int next = members.waiting[members.waiting.length - 1];
            if (!laws.containsKey(next)) {
              Particle<Rational, A> particle = particles.get(next);
              laws.put(
                  next, EveryChoice.law(cells, chance -> number(mutation.apply(particle, chance))));
            }
            Objects.requireNonNull(laws.get(next))
                .masses()
                .forEach((to, share) -> add(after, members.next(to), mass.multiply(share)));
          });
      states.clear();
      states.putAll(after);
    }
    masses = new LinkedHashMap<>(states);
  }
}
