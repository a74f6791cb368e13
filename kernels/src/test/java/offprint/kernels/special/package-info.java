@NullMarked
package offprint.kernels.special;

import org.jspecify.annotations.NullMarked;
