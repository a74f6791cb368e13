@NullMarked
package offprint.kernels.expression;

import org.jspecify.annotations.NullMarked;
