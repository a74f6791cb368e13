/** Special functions, quadrature and the tails of test statistics. */
@NullMarked
package offprint.kernels.special;

import org.jspecify.annotations.NullMarked;
