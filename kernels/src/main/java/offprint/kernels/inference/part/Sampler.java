package offprint.kernels.inference.part;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import offprint.kernels.inference.number.Floating;
import org.jspecify.annotations.Nullable;

/** Carries out a pipeline in floating point, on all cores. Equal keys give equal results. */
public final class Sampler {
  private static final int PARALLEL_FROM = 64;

  private final Listener listener;

  /** Watches a pipeline. */
  public interface Listener {
    Listener SILENT = (_, _) -> {};

    /**
     * Called after each advance.
     *
     * @param step number of scores passed; {@link Particle#ALL} at the end
     */
    void advanced(int step, Population<Double, ?> population);

    /** Called now and then, from any thread; it may throw to stop the work. */
    default void worked() {}
  }

  public Sampler(Listener listener) {
    this.listener = listener;
  }

  /**
   * The population at the end; the sum of its weights estimates the evidence.
   *
   * @throws ArithmeticException if a weight is negative or not a number
   */
  public <A> Population<Double, A> run(Pipeline<Double, A> pipeline, RandomChance chance) {
    Population<Double, A> population = pipeline.spawn(Floating.NUMBERS);
    int step = 0;
    if (!pipeline.cycle().isEmpty()) {
      population = apply(new Stage.Advance<>(1), population, chance.stream(step++));
      for (int c = 0; c < pipeline.cycles() && !population.isFinished(); c++) {
        listener.advanced(c + 1, population);
        for (Stage<Double, A> stage : pipeline.cycle()) {
          population = apply(stage, population, chance.stream(step++));
        }
      }
    }
    population = apply(new Stage.Advance<>(Particle.ALL), population, chance.stream(step));
    listener.advanced(Particle.ALL, population);
    return population;
  }

  /** One stage. */
  public <A> Population<Double, A> apply(
      Stage<Double, A> stage, Population<Double, A> population, RandomChance chance) {
    return switch (stage) {
      case Stage.Advance<Double, A>(int scores) ->
          each(
              population,
              (particle, own) -> particle.advance(scores, Floating.NUMBERS, own),
              chance);
      case Stage.Moves<Double, A>(Move<Double, A> move) ->
          each(population, (particle, own) -> move.apply(particle, Floating.NUMBERS, own), chance);
      case Stage.Select<Double, A>(Resample resample) ->
          new Population<>(resample.apply(population.particles(), Floating.NUMBERS, chance));
      case Stage.WhenDegenerate<Double, A>(double share, List<Stage<Double, A>> stages) -> {
        Population<Double, A> next = population;
        if (population.isDegenerate(share, Floating.NUMBERS)) {
          for (int s = 0; s < stages.size(); s++) {
            next = apply(stages.get(s), next, chance.stream(s));
          }
        }
        yield next;
      }
    };
  }

  private interface Mutation<A> {
    Particle<Double, A> apply(Particle<Double, A> particle, RandomChance own);
  }

  private <A> Population<Double, A> each(
      Population<Double, A> population, Mutation<A> mutation, RandomChance chance) {
    List<Particle<Double, A>> particles = population.particles();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    IntStream numbers = IntStream.range(0, particles.size());
    List<Particle<Double, A>> moved =
        (particles.size() < PARALLEL_FROM ? numbers : numbers.parallel())
            .mapToObj(
                i -> {
                  try {
                    if (i % PARALLEL_FROM == 0) {
                      listener.worked();
                    }
                    return failure.get() == null
                        ? mutation.apply(particles.get(i), chance.stream(i))
                        : particles.get(i);
                  } catch (RuntimeException e) { // the stream would not keep its message
                    failure.compareAndSet(null, e);
                    return particles.get(i);
                  }
                })
            .toList();
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
    return new Population<>(moved);
  }
}
