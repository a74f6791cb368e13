/**
 * Normalising flows: conditional densities q(x | c) as invertible maps to white noise, trained by
 * maximum likelihood. Plain arrays; a small flow is faster so than on tensors.
 */
@NullMarked
package offprint.kernels.flow;

import org.jspecify.annotations.NullMarked;
