@NullMarked
package offprint.kernels.gp;

import org.jspecify.annotations.NullMarked;
