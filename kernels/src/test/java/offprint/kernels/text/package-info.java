@NullMarked
package offprint.kernels.text;

import org.jspecify.annotations.NullMarked;
