/** What a language model is used for: generation, and the likelihood of a text. */
@NullMarked
package offprint.kernels.lm.inference;

import org.jspecify.annotations.NullMarked;
