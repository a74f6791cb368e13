@NullMarked
package offprint.kernels.table;

import org.jspecify.annotations.NullMarked;
