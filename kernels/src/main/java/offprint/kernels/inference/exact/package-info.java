/** The laws of programs and of inference parts in exact fractions, and whether the two agree. */
@NullMarked
package offprint.kernels.inference.exact;

import org.jspecify.annotations.NullMarked;
