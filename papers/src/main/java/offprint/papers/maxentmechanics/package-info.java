/**
 * David M. Rogers, Thomas L. Beck, Susan B. Rempe: "Information Theory and Statistical Mechanics
 * Revisited", arXiv:1105.5662 (27 May 2011); revised as "An Information Theory Approach to
 * Nonlinear, Nonequilibrium Thermodynamics", Journal of Statistical Physics 145(2), 385–409 (2011),
 * doi:10.1007/s10955-011-0358-9.
 *
 * <p>Entropies are in nats, energies in kT, time in 1 / k0.
 */
@NullMarked
package offprint.papers.maxentmechanics;

import org.jspecify.annotations.NullMarked;
