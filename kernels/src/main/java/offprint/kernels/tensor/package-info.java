/**
 * Tensors known at scattered entries: sums of Kronecker products over entries, and the CP and
 * Tucker decompositions by alternating least squares.
 */
@NullMarked
package offprint.kernels.tensor;

import org.jspecify.annotations.NullMarked;
