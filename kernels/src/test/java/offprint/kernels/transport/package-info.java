@NullMarked
package offprint.kernels.transport;

import org.jspecify.annotations.NullMarked;
