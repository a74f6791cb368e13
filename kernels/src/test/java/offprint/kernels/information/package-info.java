@NullMarked
package offprint.kernels.information;

import org.jspecify.annotations.NullMarked;
