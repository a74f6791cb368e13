/**
 * Markov chain Monte Carlo over one interface, {@link offprint.kernels.sampling.LogDensity}:
 * random-walk Metropolis, Langevin with and without test, Hamiltonian, tempered replicas, large
 * steps and an ensemble of walkers; warm-up, chains on all cores, and the diagnostics that say
 * whether to believe the draws. Draws do not depend on the number of threads.
 */
@NullMarked
package offprint.kernels.sampling;

import org.jspecify.annotations.NullMarked;
