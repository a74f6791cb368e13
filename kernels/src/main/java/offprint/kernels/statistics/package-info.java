/** Statistics of samples. */
@NullMarked
package offprint.kernels.statistics;

import org.jspecify.annotations.NullMarked;
