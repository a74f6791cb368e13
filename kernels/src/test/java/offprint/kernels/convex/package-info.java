@NullMarked
package offprint.kernels.convex;

import org.jspecify.annotations.NullMarked;
