/**
 * Hidden Markov models with weighted rows: forward-backward, Viterbi, expectation maximisation, and
 * linear regressions on a window of the series as emissions.
 *
 * <p>Notation: Q states; a row is one time step; matrices over rows and states are flat, row-major:
 * {@code gamma[row * Q + state]}. Logarithms are natural.
 */
@NullMarked
package offprint.kernels.hmm;

import org.jspecify.annotations.NullMarked;
