package offprint.server.vector;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the tokenizer of Hugging Face. */
class WordPieceTest {
  private static final String FILE = "/bge-small-en-v1.5-q-tokenizer.json";
  private static HuggingFaceTokenizer peer;
  private static WordPiece ours;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in = open()) {
      peer =
          HuggingFaceTokenizer.newInstance(
              in, Map.of("truncation", "true", "maxLength", "64", "padding", "false"));
    }
    try (InputStream in = open()) {
      ours = new WordPiece(Json.MAPPER.readTree(in));
    }
  }

  private static InputStream open() {
    return Objects.requireNonNull(WordPieceTest.class.getResourceAsStream(FILE));
  }

  @AfterAll
  static void close() {
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Attention is all you need",
        "Self-repellent random walks (SRRW), O(1/α²) vs. $\\mathcal{O}(n^{-1})$ … really?",
        "Schrödinger naïve Ångström ÉCOLE İstanbul ﬁne ½ ① Ⅳ",
        "大規模言語モデルの学習 한국어 العربية हिन्दी ไทย",
        "emoji 👩‍🔬 and \u200bzero width\u00a0space\u3000wide \ufeffmark \ufffd",
        "unaffable electroencephalographically https://arxiv.org/abs/2405.14616v2",
        "tab\tand\r\nline \u0007 bell ##ing",
        "don't ``quote'' “curly” – dash — em ‐ hyphen − minus × times ± £5 €6 ^a|b~c`d",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void splitsAsThePeer(String text) {
    assertThat(ours.encode(text, 64)).isEqualTo(peer.encode(text).getIds());
  }

  @Test
  void splitsRandomTextAsThePeer() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String alphabet = "abcdefgXYZ012 ,.-_$\\{}^éßñğøλ∑→∞的模中é\u0301 \u2028ﬀ";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(90); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(ours.encode(text.toString(), 64))
          .as("-Dseed=%d: %s", seed, text)
          .isEqualTo(peer.encode(text.toString()).getIds());
    }
  }

  @Test
  void aLongTextIsCutInLinearTime() {
    String text = "long words and more ".repeat(500_000);
    assertThat(ours.encode(text, 256)).hasSize(256).endsWith(102);
  }
}
