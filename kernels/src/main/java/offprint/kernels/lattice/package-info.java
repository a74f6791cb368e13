/**
 * The lattice of information of a finite variable: partitions of its states, their join and meet,
 * entropies, and the Shannon and Rajski metrics. Entropies are in bits.
 */
@NullMarked
package offprint.kernels.lattice;

import org.jspecify.annotations.NullMarked;
