/**
 * Generation with a compressed key-value cache: each head of each layer keeps the entries that an
 * {@link offprint.kernels.lm.cache.EvictionPolicy} chooses.
 */
@NullMarked
package offprint.kernels.lm.cache;

import org.jspecify.annotations.NullMarked;
