package offprint.kernels.lm.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids of public models' tokenizers: byte pairs, byte pairs by a pattern, SentencePiece. */
class PublicTokenizerTest {
  private static final String[] TEXTS = {
    "Hello world", "  two spaces", "naïve café 🐳", "don't DON'T 's", "a\n\n b\t12345"
  };

  private record Public(String file, int vocabulary, int[][] ids) {
    @Override
    public String toString() {
      return file;
    }
  }

  private static Public[] tokenizers() {
    return new Public[] {
      new Public(
          "gpt2",
          50257,
          new int[][] {
            {15496, 995},
            {220, 734, 9029},
            {2616, 38776, 40304, 12520, 238, 111},
            {9099, 470, 23917, 6, 51, 705, 82},
            {64, 628, 275, 197, 10163, 2231}
          }),
      new Public(
          "llama2",
          32000,
          new int[][] {
            {1, 15043, 3186},
            {1, 259, 1023, 8162},
            {1, 1055, 30085, 345, 274, 28059, 29871, 243, 162, 147, 182},
            {1, 1016, 29915, 29873, 360, 1164, 29915, 29911, 525, 29879},
            {1, 263, 13, 13, 289, 12, 29896, 29906, 29941, 29946, 29945}
          }),
      new Public(
          "llama3",
          128256,
          new int[][] {
            {9906, 1917},
            {220, 1403, 12908},
            {3458, 38672, 588, 53050, 11410, 238, 111},
            {15357, 956, 45373, 17773, 364, 82},
            {64, 271, 293, 197, 4513, 1774}
          })
    };
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void encodesAsTheModelsDo(Public known) throws IOException {
    String json;
    try (InputStream in =
        PublicTokenizerTest.class.getResourceAsStream(known.file + "-excerpt.json")) {
      json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    try (Tokenizer tokenizer = Tokenizer.read(json, known.vocabulary)) {
      for (int i = 0; i < TEXTS.length; i++) {
        assertThat(tokenizer.encode(TEXTS[i])).as(TEXTS[i]).isEqualTo(known.ids[i]);
        assertThat(tokenizer.decode(known.ids[i])).isEqualTo(TEXTS[i]);
      }
      assertThat(tokenizer.encodePlain("")).isEmpty();
    }
  }
}
