@NullMarked
package offprint.kernels.combinatorics;

import org.jspecify.annotations.NullMarked;
