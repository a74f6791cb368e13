/**
 * Autoregressive hidden Markov models with partial knowledge on the latent space, applied to
 * aero-engine prognostics: P. Juesas, E. Ramasso, S. Drujont, V. Placet, arXiv:2105.00211 (2021).
 *
 * <p>A unit's health index is an autoregression whose coefficients a hidden regime chooses; what is
 * known about the regimes of some rows weighs the paths. Filtered regimes give remaining useful
 * life with a band.
 */
@NullMarked
package offprint.papers.arphmm;

import org.jspecify.annotations.NullMarked;
