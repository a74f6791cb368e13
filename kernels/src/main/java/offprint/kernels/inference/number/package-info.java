/** Numbers in two arithmetics: floating point with log weights, and exact fractions. */
@NullMarked
package offprint.kernels.inference.number;

import org.jspecify.annotations.NullMarked;
