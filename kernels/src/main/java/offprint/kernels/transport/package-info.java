/** Linear programs over joint distributions with given margins. */
@NullMarked
package offprint.kernels.transport;

import org.jspecify.annotations.NullMarked;
