@NullMarked
package offprint.kernels.render;

import org.jspecify.annotations.NullMarked;
