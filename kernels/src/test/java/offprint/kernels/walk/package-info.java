@NullMarked
package offprint.kernels.walk;

import org.jspecify.annotations.NullMarked;
