package offprint.kernels.inference.part;

import java.util.List;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Program;

/**
 * A Metropolis-Hastings step on the trace of a run: one of its uniform numbers, each equally
 * likely, is drawn afresh, the others are kept, and the program is replayed up to where the run
 * stands; draws that are new get fresh numbers, those no longer needed are dropped. A run without
 * draws stays as it is.
 *
 * @param program from its start
 */
public record Move<W, A>(Program<W, A> program, Acceptance acceptance) {
  public Particle<W, A> apply(Particle<W, A> particle, Arithmetic<W> numbers, Chance<W> chance) {
    int length = particle.length();
    if (length == 0) {
      return particle;
    }
    List<W> kept = Trace.numbers(particle.trace());
    int site = chance.index(length);
    Particle<W, A> proposed =
        Particle.start(program, true, particle.weight(), numbers.weights(), particle.origin())
            .run(
                particle.stops(),
                depth ->
                    depth < length && depth != site ? kept.get(depth) : chance.coordinate(depth),
                numbers.weights())
            .withWeight(particle.weight());
    return acceptance.accepts(particle, proposed, numbers, chance) ? proposed : particle;
  }
}
