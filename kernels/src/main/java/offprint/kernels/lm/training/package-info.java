/** Training of small language models by next-token prediction. */
@NullMarked
package offprint.kernels.lm.training;

import org.jspecify.annotations.NullMarked;
