/** Linear algebra beyond what EJML offers. */
@NullMarked
package offprint.kernels.linalg;

import org.jspecify.annotations.NullMarked;
