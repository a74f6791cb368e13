@NullMarked
package offprint.kernels.graph;

import org.jspecify.annotations.NullMarked;
