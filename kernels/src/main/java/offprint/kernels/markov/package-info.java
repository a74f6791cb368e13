/**
 * Finite Markov chains: stationary law, Perron pair, spectrum and asymptotic variance of any chain
 * given by its transition matrix; sparse reversible chains on graphs, with walks on them (simple,
 * non-backtracking, self-repellent) and the variance of their time averages. A walk of n steps
 * estimates the mean of f with an error of about sqrt(variance / n).
 *
 * <p>Jump processes in continuous time are given by their {@link
 * offprint.kernels.markov.RateMatrix}: transition probabilities, stationary law, relaxation and
 * first-passage times, entropy production, expectations between readings, simulation.
 */
@NullMarked
package offprint.kernels.markov;

import org.jspecify.annotations.NullMarked;
