@NullMarked
package offprint.kernels.flow;

import org.jspecify.annotations.NullMarked;
