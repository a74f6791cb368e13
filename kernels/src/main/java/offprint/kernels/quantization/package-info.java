/**
 * Weights in few bits, with every byte counted: sign bits, rounding to a grid per row or group,
 * pruning.
 */
@NullMarked
package offprint.kernels.quantization;

import org.jspecify.annotations.NullMarked;
