/**
 * Tokenizers (byte-pair encoding, bytes, characters; {@code tokenizer.json} files) and batches and
 * windows of token ids.
 */
@NullMarked
package offprint.kernels.lm.tokens;

import org.jspecify.annotations.NullMarked;
