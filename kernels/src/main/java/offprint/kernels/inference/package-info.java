/** Bayesian inference composed of parts that are validated: see the packages below. */
@NullMarked
package offprint.kernels.inference;

import org.jspecify.annotations.NullMarked;
