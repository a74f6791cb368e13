package offprint.server.paper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFoldingTest {
  @ParameterizedTest
  @CsvSource({
    "Émile Borel, emile borel",
    "' Gödel,  Kurt ', 'godel, kurt'",
    "KV-Caches, kv-caches",
    "ＧＰＴ, gpt"
  })
  void namesAreOneWithoutCaseAccentsAndSpaces(String name, String key) {
    assertThat(NameFolding.key(name)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "KV-Caches, kv cache",
    "kv cache, kv cache",
    "Vision--Language Models, vision language model",
    "chain–of–thought, chain of thought",
    "LLMs, llm",
    "Gaps, gap",
    "GPS, gps",
    "Loss, loss",
    "Policies, policy",
    "ties, tie",
    "-, -",
    "'', ''"
  })
  void topicsAreOneWithoutHyphensAndPlural(String keyword, String key) {
    assertThat(NameFolding.topic(keyword)).isEqualTo(key);
    assertThat(NameFolding.topic(key)).isEqualTo(key);
  }
}
