package offprint.papers.validatedinference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.inference.exact.Meaning;
import offprint.kernels.inference.exact.StateLimit;
import offprint.kernels.inference.language.Model;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Acceptance;
import offprint.kernels.inference.part.Estimate;
import offprint.kernels.inference.part.Move;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.Pipeline;
import offprint.kernels.inference.part.Population;
import offprint.kernels.inference.part.RandomChance;
import offprint.kernels.inference.part.Sampler;
import offprint.kernels.inference.program.Program;

/**
 * Runs a recipe on a model with data.
 *
 * @param repeats independent runs of a population, or chains
 */
record Inference(Bound bound, Recipe recipe, int repeats) {
  private static final int MOST_STARTS = 10_000;
  private static final int EVERY = 64;

  /**
   * What came out.
   *
   * @param steps effective size and distinct ancestors by score, of the first population
   * @param acceptance share of accepted moves of chains; NaN for populations
   */
  record Result(Posterior posterior, Frame steps, double acceptance) {}

  Result run(RandomChance chance, Part part) {
    return switch (recipe.kind()) {
      case EXACT -> exact(part);
      case MH -> chains(bound.program(), chance, part);
      case PMMH ->
          chains(
              Estimate.marginal(bound.parametersFirst(), Estimate.sampled(new Inner(recipe))),
              chance,
              part);
      case SMC2 -> {
        Program<Double, Model.Outcome> outer =
            Estimate.stepwise(
                bound.parametersFirst(),
                rest -> recipe.pipeline(rest, recipe.particles(), Particle.ALL));
        yield populations(recipe.resampleMove(outer, recipe.outer(), Particle.ALL), chance, part);
      }
      default ->
          populations(
              recipe.pipeline(bound.program(), recipe.particles(), Particle.ALL), chance, part);
    };
  }

  /** The inner pipeline over the rest of a program. */
  private record Inner(Recipe recipe) implements Estimate.PipelineOf {
    @Override
    public <W, A> Pipeline<W, A> of(Program<W, A> program) {
      return recipe.pipeline(program, recipe.particles(), Particle.ALL);
    }
  }

  private Result exact(Part part) {
    StateLimit limit =
        new StateLimit(2_000_000, () -> part.progress(0.5, "enumerating every path"));
    part.progress(0, "enumerating every path");
    Map<Model.Outcome, Rational> masses =
        Meaning.of(bound.model().program(Exact.NUMBERS, bound.data(Exact.NUMBERS)), limit).masses();
    List<Model.Outcome> outcomes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    masses.forEach(
        (outcome, mass) -> {
          outcomes.add(floating(outcome));
          weights.add(Math.log(mass.doubleValue()));
        });
    double[] logs = weights.stream().mapToDouble(w -> w).toArray();
    double evidence = Floating.NUMBERS.total(weights);
    return new Result(
        Posterior.of(bound, outcomes, logs, new double[] {evidence}, 0), steps(), Double.NaN);
  }

  private static Model.Outcome floating(Model.Outcome exact) {
    Map<String, Object> drawn = new LinkedHashMap<>();
    exact.drawn().forEach((name, value) -> drawn.put(name, floating(value)));
    return new Model.Outcome(floating(exact.value()), drawn);
  }

  private static Object floating(Object value) {
    return switch (value) {
      case Rational number -> number.doubleValue();
      case List<?> items -> items.stream().map(item -> floating((Object) item)).toList();
      default -> value;
    };
  }

  private static Frame steps() {
    return Frame.of("score", "effective_size", "ancestors");
  }

  private Result populations(
      Pipeline<Double, Model.Outcome> pipeline, RandomChance chance, Part part) {
    Frame steps = steps();
    List<Model.Outcome> outcomes = new ArrayList<>();
    List<Double> logWeights = new ArrayList<>();
    double[] evidence = new double[repeats];
    for (int r = 0; r < repeats; r++) {
      int run = r;
      Part own = part.step(r, repeats, "run %d of %d".formatted(r + 1, repeats));
      own.progress(0, "starting");
      Sampler.Listener listener =
          new Sampler.Listener() {
            @Override
            public void advanced(int step, Population<Double, ?> population) {
              own.progress(0.5, step == Particle.ALL ? "finishing" : "score " + step);
              if (run == 0) {
                record(steps, population);
              }
            }

            @Override
            public void worked() {
              own.repeat();
            }
          };
      Population<Double, Model.Outcome> end = new Sampler(listener).run(pipeline, chance.stream(r));
      evidence[r] = end.total(Floating.NUMBERS);
      for (Particle<Double, Model.Outcome> particle : end.particles()) {
        outcomes.add(particle.value());
        logWeights.add(particle.weight());
      }
    }
    double[] logs = logWeights.stream().mapToDouble(w -> w).toArray();
    return new Result(Posterior.of(bound, outcomes, logs, evidence, 0), steps, Double.NaN);
  }

  private static void record(Frame steps, Population<Double, ?> population) {
    double total = population.total(Floating.NUMBERS);
    double squares = population.weights().mapToDouble(w -> Math.exp(2 * (w - total))).sum();
    steps.row(
        steps.rows() + 1,
        total == Double.NEGATIVE_INFINITY ? 0 : 1 / squares,
        population.particles().stream().mapToInt(Particle::origin).distinct().count());
  }

  private record Chain(List<Model.Outcome> kept, double acceptance) {}

  private Result chains(Program<Double, Model.Outcome> program, RandomChance chance, Part part) {
    Move<Double, Model.Outcome> move = new Move<>(program, Acceptance.METROPOLIS);
    Part.Counter counter = part.counter((double) repeats * recipe.steps(), "moving");
    List<Chain> chains =
        offprint.kernels.markov.Replicas.run(
            repeats,
            chance,
            (_, random) -> chain(move, new RandomChance(random.nextLong()), counter));
    List<Model.Outcome> outcomes = chains.stream().flatMap(c -> c.kept.stream()).toList();
    double acceptance = chains.stream().mapToDouble(Chain::acceptance).average().orElseThrow();
    double[] weights = new double[outcomes.size()];
    Posterior posterior = Posterior.of(bound, outcomes, weights, new double[0], repeats);
    return new Result(posterior, steps(), acceptance);
  }

  @SuppressWarnings("ReferenceEquality") // a move that is not made returns the run itself
  private Chain chain(Move<Double, Model.Outcome> move, RandomChance chance, Part.Counter counter) {
    Particle<Double, Model.Outcome> at = start(move.program(), chance.stream(0));
    List<Model.Outcome> kept = new ArrayList<>();
    long accepted = 0;
    for (int step = 1; step <= recipe.steps(); step++) {
      Particle<Double, Model.Outcome> next = move.apply(at, Floating.NUMBERS, chance.stream(step));
      accepted += next == at ? 0 : 1;
      at = next;
      if (step > recipe.burn() && (step - recipe.burn()) % recipe.thin() == 0) {
        kept.add(at.value());
      }
      if (step % EVERY == 0) {
        counter.add(EVERY);
      }
    }
    return new Chain(kept, (double) accepted / recipe.steps());
  }

  /** A run of the prior with weight. */
  private static Particle<Double, Model.Outcome> start(
      Program<Double, Model.Outcome> program, RandomChance chance) {
    Particle<Double, Model.Outcome> fresh = Particle.start(program, true, 0.0, Floating.NUMBERS, 0);
    return IntStream.range(0, MOST_STARTS)
        .mapToObj(i -> fresh.advance(Particle.ALL, Floating.NUMBERS, chance.stream(i)))
        .filter(p -> p.density() > Double.NEGATIVE_INFINITY)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model: none of %,d runs of the prior met every condition and observation"
                        .formatted(MOST_STARTS)));
  }
}
