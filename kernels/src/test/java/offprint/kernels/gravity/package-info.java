@NullMarked
package offprint.kernels.gravity;

import org.jspecify.annotations.NullMarked;
