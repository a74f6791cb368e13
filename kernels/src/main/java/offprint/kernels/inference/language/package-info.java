/** A small language of probabilistic models, compiled to programs. */
@NullMarked
package offprint.kernels.inference.language;

import org.jspecify.annotations.NullMarked;
