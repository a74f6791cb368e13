@NullMarked
package offprint.kernels.linalg;

import org.jspecify.annotations.NullMarked;
