/**
 * Stored language models: {@code config.json}, {@code *.safetensors} and {@code tokenizer.json}, in
 * the form that the Hugging Face libraries use, are read, checked and written.
 */
@NullMarked
package offprint.kernels.lm.checkpoint;

import org.jspecify.annotations.NullMarked;
