package offprint.kernels.lm.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/**
 * Writes a model as the files of a Hugging Face folder. {@code model.safetensors} also carries the
 * two JSON files in its metadata, so that this one file can be moved alone.
 *
 * @param tokenizer text of tokenizer.json
 */
public record CheckpointWriter(ModelConfig config, String tokenizer) {

  /** Text of {@code config.json}. */
  public byte[] config(int tokenCount) {
    if (tokenCount > config.vocabulary()) {
      throw new IllegalArgumentException(
          "the tokenizer must have at most %d tokens: got %d"
              .formatted(config.vocabulary(), tokenCount));
    }
    return ConfigJson.write(config).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes {@code model.safetensors} in fp16, each number rounded to the nearest. */
  public void halfWeights(Map<String, Safetensors.Tensor> tensors, OutputStream out)
      throws IOException {
    Map<String, Safetensors.Tensor> halves = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
          double[] values = Safetensors.of(Map.of("", tensor), Map.of()).doubles("", shape);
          halves.put(name, Safetensors.Tensor.half(values, shape));
        });
    weights(halves, out);
  }

  /** Writes {@code model.safetensors} in the types given. */
  public void weights(Map<String, Safetensors.Tensor> tensors, OutputStream out)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("config.json", ConfigJson.write(config));
    metadata.put("tokenizer.json", tokenizer);
    Safetensors.write(tensors, metadata, out);
  }
}
