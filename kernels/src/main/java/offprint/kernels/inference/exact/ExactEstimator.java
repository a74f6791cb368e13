package offprint.kernels.inference.exact;

import java.util.List;
import java.util.Map;
import offprint.kernels.inference.number.Exact;
import offprint.kernels.inference.number.Rational;
import offprint.kernels.inference.part.Estimate;
import offprint.kernels.inference.part.Particle;
import offprint.kernels.inference.part.Population;
import offprint.kernels.inference.program.Finite;
import offprint.kernels.inference.program.Law;
import offprint.kernels.inference.program.Program;

/**
 * The exact law of the estimate that a pipeline makes.
 *
 * @param inner makes the pipeline of a program
 * @param evidence of the population at the end; the sum of its weights, unless a fault is planted
 */
public record ExactEstimator(Estimate.PipelineOf inner, Evidence evidence, StateLimit limit)
    implements Estimate.Estimator<Rational> {

  /** What is taken for the evidence of weighted particles. */
  @FunctionalInterface
  public interface Evidence {
    Rational of(List<Rational> weights);
  }

  @Override
  public <A> Law<Rational, Estimate<Rational, A>> law(Program<Rational, A> rest) {
    Cells cells = Cells.of(rest, limit);
    Measure<Population<Rational, A>> populations =
        PopulationLaw.of(inner.<Rational, A>of(rest), cells, limit).populationLaw();
    Measure<Estimate<Rational, A>> law = new Measure<>();
    for (Map.Entry<Population<Rational, A>, Rational> entry : populations.masses().entrySet()) {
      add(law, entry.getKey(), entry.getValue());
    }
    List<Estimate<Rational, A>> values = List.copyOf(law.masses().keySet());
    return new Finite<>(Exact.NUMBERS, values, values.stream().map(law::mass).toList());
  }

  private <A> void add(
      Measure<Estimate<Rational, A>> law, Population<Rational, A> population, Rational mass) {
    List<Rational> weights = population.weights().toList();
    Rational estimate = evidence.of(weights);
    Rational total = Exact.NUMBERS.total(weights);
    for (Particle<Rational, A> particle : population.particles()) {
      Rational share =
          total.signum() == 0 ? Rational.of(1, weights.size()) : particle.weight().divide(total);
      law.add(new Estimate<>(estimate, particle.value()), mass.multiply(share));
    }
  }
}
