@NullMarked
package offprint.kernels.sampling;

import org.jspecify.annotations.NullMarked;
