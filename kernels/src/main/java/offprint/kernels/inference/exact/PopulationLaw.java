package offprint.kernels.inference.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * floating point. Populations that differ in the order of their particles alone are one.
 */
public final class PopulationLaw<A> {
  private static final Exact NUMBERS = Exact.NUMBERS;

  private final Cells cells;
  private final StateLimit limit;
  private Map<List<Key>, State<A>> states = new LinkedHashMap<>();

  /** What tells particles of one stage apart. */
  private record Key(List<Rational> trace, Rational weight) implements Comparable<Key> {
    static Key of(Particle<Rational, ?> particle) {
      return new Key(Trace.numbers(particle.trace()), particle.weight());
    }

    @Override
    public int compareTo(Key other) {
      int shared = Math.min(trace.size(), other.trace.size());
      for (int d = 0; d < shared; d++) {
        int order = trace.get(d).compareTo(other.trace.get(d));
        if (order != 0) {
          return order;
        }
      }
      int order = Integer.compare(trace.size(), other.trace.size());
      return order != 0 ? order : weight.compareTo(other.weight);
    }
  }

  private record Keyed<A>(Key key, Particle<Rational, A> particle) {}

  private record State<A>(Population<Rational, A> population, Rational mass) {}

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
    law.add(law.states, traced.spawn(NUMBERS), Rational.ONE);
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
    for (State<A> state : states.values()) {
      for (Particle<Rational, A> particle : state.population.particles()) {
        measure.add(particle.value(), state.mass.multiply(particle.weight()));
      }
    }
    return measure;
  }

  /** The law of the estimate of the evidence, the sum of the weights. */
  public Measure<Rational> evidence() {
    Measure<Rational> law = new Measure<>();
    states.values().forEach(s -> law.add(s.population.total(NUMBERS), s.mass));
    return law;
  }

  Measure<Population<Rational, A>> populationLaw() {
    Measure<Population<Rational, A>> law = new Measure<>();
    states.values().forEach(s -> law.add(s.population, s.mass));
    return law;
  }

  public int populations() {
    return states.size();
  }

  private void add(
      Map<List<Key>, State<A>> into, Population<Rational, A> population, Rational mass) {
    List<Keyed<A>> ordered =
        population.particles().stream()
            .map(particle -> new Keyed<>(Key.of(particle), particle))
            .sorted(Comparator.comparing(Keyed::key))
            .toList();
    into.merge(
        ordered.stream().map(Keyed::key).toList(),
        new State<>(new Population<>(ordered.stream().map(Keyed::particle).toList()), mass),
        (old, more) -> new State<>(old.population, old.mass.add(more.mass)));
    limit.check(
        into.size(),
        () ->
            "populations of %d particles; use fewer particles"
                .formatted(population.particles().size()));
  }

  private void apply(Stage<Rational, A> stage) {
    states =
        switch (stage) {
          case Stage.Advance<Rational, A>(int scores) ->
              each(states, (particle, chance) -> particle.advance(scores, NUMBERS, chance));
          case Stage.Moves<Rational, A>(var move) ->
              each(states, (particle, chance) -> move.apply(particle, NUMBERS, chance));
          case Stage.Select<Rational, A>(var resample) ->
              whole(
                  states,
                  population ->
                      EveryChoice.law(
                          cells,
                          chance ->
                              new Population<>(
                                  resample.apply(population.particles(), NUMBERS, chance))));
          case Stage.WhenDegenerate<Rational, A> conditional -> conditional(conditional);
        };
  }

  private Map<List<Key>, State<A>> conditional(Stage.WhenDegenerate<Rational, A> stage) {
    Map<List<Key>, State<A>> kept = new LinkedHashMap<>();
    Map<List<Key>, State<A>> chosen = new LinkedHashMap<>();
    states.forEach(
        (key, state) ->
            (state.population.isDegenerate(stage.share(), NUMBERS) ? chosen : kept)
                .put(key, state));
    states = chosen;
    stage.stages().forEach(this::apply);
    states.values().forEach(s -> add(kept, s.population, s.mass));
    return kept;
  }

  private Map<List<Key>, State<A>> whole(
      Map<List<Key>, State<A>> before,
      Function<Population<Rational, A>, Measure<Population<Rational, A>>> law) {
    Map<List<Key>, State<A>> after = new LinkedHashMap<>();
    for (State<A> state : before.values()) {
      law.apply(state.population)
          .masses()
          .forEach((next, mass) -> add(after, next, state.mass.multiply(mass)));
    }
    return after;
  }

  private interface Mutation<A> {
    Particle<Rational, A> apply(Particle<Rational, A> particle, Chance<Rational> chance);
  }

  /** Particles change independently, so the law of a population is the product of theirs. */
  private Map<List<Key>, State<A>> each(Map<List<Key>, State<A>> before, Mutation<A> mutation) {
    Map<Key, Measure<Particle<Rational, A>>> known = new HashMap<>();
    Map<List<Key>, State<A>> after = new LinkedHashMap<>();
    for (State<A> state : before.values()) {
      List<Measure<Particle<Rational, A>>> laws = new ArrayList<>();
      for (Particle<Rational, A> particle : state.population.particles()) {
        laws.add(
            known.computeIfAbsent(
                Key.of(particle),
                _ -> EveryChoice.law(cells, chance -> mutation.apply(particle, chance))));
      }
      product(after, laws, new ArrayList<>(), state.mass);
    }
    return after;
  }

  private void product(
      Map<List<Key>, State<A>> into,
      List<Measure<Particle<Rational, A>>> laws,
      List<Particle<Rational, A>> chosen,
      Rational mass) {
    if (chosen.size() == laws.size()) {
      add(into, new Population<>(List.copyOf(chosen)), mass);
      return;
    }
    laws.get(chosen.size())
        .masses()
        .forEach(
            (particle, probability) -> {
              chosen.add(particle);
              product(into, laws, chosen, mass.multiply(probability));
              chosen.removeLast();
            });
  }
}
