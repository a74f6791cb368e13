@NullMarked
package offprint.kernels.tensor;

import org.jspecify.annotations.NullMarked;
