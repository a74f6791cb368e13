@NullMarked
package offprint.kernels.quantization;

import org.jspecify.annotations.NullMarked;
