/**
 * Finite Markov chains (stationary law, Perron pair, spectrum, asymptotic variance), Markov
 * decision processes and their maximum-entropy control.
 */
@NullMarked
package offprint.kernels.markov;

import org.jspecify.annotations.NullMarked;
