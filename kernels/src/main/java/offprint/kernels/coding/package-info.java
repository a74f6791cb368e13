/**
 * Entropy coding by integer tables: what a learned codec needs between its probabilities and the
 * bytes of a file. A {@link offprint.kernels.coding.FrequencyTable} holds the cumulative
 * frequencies of one distribution in units of 2^-16; {@link offprint.kernels.coding.GaussianTables}
 * has those of 64 Gaussians, {@link offprint.kernels.coding.FactorisedPrior} those of a learned
 * density; {@link offprint.kernels.coding.RansEncoder} and {@link
 * offprint.kernels.coding.RansDecoder} turn values into bytes and back. No floating-point number is
 * used between table and byte, so a stream means the same on every machine.
 */
@NullMarked
package offprint.kernels.coding;

import org.jspecify.annotations.NullMarked;
