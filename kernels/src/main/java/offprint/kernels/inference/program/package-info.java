/** Probabilistic programs as a free monad over draws and scores, and the laws they draw from. */
@NullMarked
package offprint.kernels.inference.program;

import org.jspecify.annotations.NullMarked;
