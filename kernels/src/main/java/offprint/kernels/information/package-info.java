/**
 * Entropies, couplings and the majorisation order of discrete distributions. Everything is in bits
 * unless its name says otherwise; logarithms are {@link StrictMath}'s, so equal input gives equal
 * output on every machine.
 */
@NullMarked
package offprint.kernels.information;

import org.jspecify.annotations.NullMarked;
