package offprint.papers.bitstack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offprint.kernels.lm.checkpoint.ModelConfig;
import org.junit.jupiter.api.Test;

/** What does not fit is said before anything starts. */
class HeapPlanTest {
  private static ModelConfig llama(int vocabulary, int width, int layers) {
    return ModelConfig.read(
        """
        {"model_type": "llama", "vocab_size": %d, "max_position_embeddings": 64,
         "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": 4,
         "intermediate_size": 4096}
        """
            .formatted(vocabulary, width, layers));
  }

  @Test
  void modelsAndBlocksBeyondTheMemoryAreNamed() {
    assertThatThrownBy(() -> HeapPlan.require(llama(1000, 16_384, 2000), 1, 0))
        .hasMessageStartingWith("the model's width must be lower: 16384 needs about");
    assertThatThrownBy(() -> HeapPlan.require(llama(300_000, 1024, 1), 1, 0))
        .hasMessage("model must have tensors below 268,435,456 numbers: embedding has 307,200,000");
    long most = Runtime.getRuntime().maxMemory();
    int layers = (int) Math.min(40, 1 + most / 150_000_000);
    assertThatThrownBy(() -> HeapPlan.require(llama(100, 2048, layers), 1_000, 0))
        .hasMessageStartingWith("blocks must be lower: 1000 need about");
  }
}
