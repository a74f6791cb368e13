package offprint.kernels.inference.part;

import java.util.List;
import java.util.function.Supplier;
import offprint.kernels.inference.number.Floating;
import offprint.kernels.inference.number.Weights;
import offprint.kernels.inference.program.Law;
import offprint.kernels.inference.program.Program;

/**
 * What an inner population came to: its evidence and one of its results, chosen by weight.
 *
 * @param evidence unbiased for the evidence of the inner program
 */
public record Estimate<W, A>(W evidence, A value) {
  /**
   * The law of the estimate that an inner pipeline makes of the rest of a program.
   *
   * @param <W> numbers and weights
   */
  public interface Estimator<W> {
    <A> Law<W, Estimate<W, A>> law(Program<W, A> rest);
  }

  /**
   * Particle marginal inference: parameters are drawn, the rest is estimated by particles, and the
   * estimate of its evidence is the score.
   *
   * @param parameters a program whose result is the rest of it
   */
  public static <W, A> Program<W, A> marginal(
      Program<W, Program<W, A>> parameters, Estimator<W> estimator) {
    return parameters
        .then(rest -> Program.draw(estimator.<A>law(rest)))
        .then(
            estimate -> Program.score(estimate.evidence()).then(_ -> Program.of(estimate.value())));
  }

  /**
   * SMC²: parameters are drawn, and each score of the outer program is the growth of the inner
   * evidence as the inner population passes one more score. Inner populations are drawn with one
   * uniform number a step, the key of their stream.
   */
  public static <A> Program<Double, A> stepwise(
      Program<Double, Program<Double, A>> parameters,
      java.util.function.Function<Program<Double, A>, Pipeline<Double, A>> inner) {
    return parameters.then(
        rest -> {
          Pipeline<Double, A> pipeline = inner.apply(rest);
          Population<Double, A> spawned = pipeline.spawn(Floating.NUMBERS);
          return grow(pipeline, spawned, List.of(new Stage.Advance<>(1)));
        });
  }

  private static <A> Program<Double, A> grow(
      Pipeline<Double, A> pipeline,
      Population<Double, A> population,
      List<Stage<Double, A>> stages) {
    Weights<Double> weights = Floating.NUMBERS;
    double before = population.total(weights);
    Law<Double, Population<Double, A>> next =
        new Keyed<>(
            chance -> {
              Sampler sampler = new Sampler(Sampler.Listener.SILENT);
              Population<Double, A> grown = population;
              for (int s = 0; s < stages.size(); s++) {
                grown = sampler.apply(stages.get(s), grown, chance.stream(s));
              }
              return grown;
            });
    return Program.draw(next)
        .then(
            grown -> {
              double after = grown.total(weights);
              boolean dead = after == Double.NEGATIVE_INFINITY;
              return Program.score(dead ? after : after - before)
                  .then(
                      _ ->
                          dead || grown.isFinished()
                              ? Program.draw(
                                  new Keyed<>(chance -> choose(finished(grown, chance), chance)))
                              : grow(pipeline, grown, pipeline.cycle()));
            });
  }

  private static <A> Population<Double, A> finished(
      Population<Double, A> population, RandomChance chance) {
    return new Sampler(Sampler.Listener.SILENT)
        .apply(new Stage.Advance<>(Particle.ALL), population, chance);
  }

  /** The estimates of a pipeline in floating point, keyed by one uniform number. */
  public static Estimator<Double> sampled(PipelineOf inner) {
    return new Estimator<>() {
      @Override
      public <A> Law<Double, Estimate<Double, A>> law(Program<Double, A> rest) {
        return new Keyed<>(
            chance -> {
              Population<Double, A> end =
                  new Sampler(Sampler.Listener.SILENT)
                      .run(inner.<Double, A>of(rest), chance.stream(0));
              return new Estimate<>(end.total(Floating.NUMBERS), choose(end, chance.stream(1)));
            });
      }
    };
  }

  /** Makes a pipeline for any program. */
  public interface PipelineOf {
    <W, A> Pipeline<W, A> of(Program<W, A> program);
  }

  /** One result, each as likely as its share of the weights. */
  private static <A> A choose(Population<Double, A> population, RandomChance chance) {
    double total = population.total(Floating.NUMBERS);
    double u = chance.coordinate(0);
    double sum = 0;
    for (Particle<Double, A> particle : population.particles()) {
      sum += total == Double.NEGATIVE_INFINITY ? 1 : Math.exp(particle.weight() - total);
      if (u < sum) {
        return particle.value();
      }
    }
    return population.particles().getLast().value();
  }

  /** What is done with a stream of chance whose key is one uniform number. */
  private record Keyed<X>(java.util.function.Function<RandomChance, X> draw)
      implements Law<Double, X> {
    @Override
    public X draw(Supplier<Double> uniforms) {
      return draw.apply(new RandomChance(Double.doubleToLongBits(uniforms.get())));
    }

    @Override
    public Double density(X value) {
      throw new IllegalStateException("the law of a population has no density");
    }
  }
}
