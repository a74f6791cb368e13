@NullMarked
package offprint.kernels.table.read;

import org.jspecify.annotations.NullMarked;
