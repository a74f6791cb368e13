/**
 * Convolutional networks that run in two ways from one description: an {@link
 * offprint.kernels.neural.Engine} has the operations, {@link offprint.kernels.neural.TorchEngine}
 * computes them in torch, with gradients and in batches, {@link
 * offprint.kernels.neural.StrictEngine} in plain Java with the same bits on every machine, as a
 * decoder needs whose tables depend on what a network says.
 */
@NullMarked
package offprint.kernels.neural;

import org.jspecify.annotations.NullMarked;
