/**
 * Causal language models of the GPT-2 and Llama layouts (Llama, Mistral, Qwen2, Qwen3): folders of
 * {@code config.json}, {@code *.safetensors} and {@code tokenizer.json} are read and written in the
 * form that the Hugging Face libraries use; hidden states, attention and every other activation can
 * be watched and replaced; small models are trained.
 *
 * <pre>{@code
 * try (Session session = Session.open();
 *     LanguageModel model = LanguageModel.open(session, Checkpoint.open(folder))) {
 *   NDArray logits = model.forward(TokenBatch.of(ids), ActivationHook.NONE); // [batch, time, vocabulary]
 * }
 * }</pre>
 *
 * <p>Weights stored as bf16, fp16 or float32 are computed with as float32, or as float64 on demand.
 * Float32 files are used where they lie, mapped into memory.
 */
@NullMarked
package offprint.kernels.lm;

import org.jspecify.annotations.NullMarked;
