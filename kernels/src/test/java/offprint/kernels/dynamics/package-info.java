@NullMarked
package offprint.kernels.dynamics;

import org.jspecify.annotations.NullMarked;
