@NullMarked
package offprint.kernels.inference;

import org.jspecify.annotations.NullMarked;
