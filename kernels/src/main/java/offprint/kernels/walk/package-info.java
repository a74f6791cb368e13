/**
 * Walks on graphs: reversible chains, self-repellent and other walks, their spectra and asymptotic
 * variances. A walk of n hops estimates the mean of f with error about sqrt(variance / n).
 */
@NullMarked
package offprint.kernels.walk;

import org.jspecify.annotations.NullMarked;
