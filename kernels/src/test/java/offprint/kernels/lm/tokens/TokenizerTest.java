package offprint.kernels.lm.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final String TEXT =
      """
      Call me Ishmael. Some years ago—never mind how long precisely—having little or no money in
      my purse, and nothing particular to interest me on shore, I thought I would sail about a
      little and see the watery part of the world. It's a way I have; don't DON'T 's 12345.

        Two spaces\t tab, naïve café 🐳 \r\n end
      """;

  /** Both are given text with every kind of word, and random characters. */
  @Test
  void ownBytePairsEncodeAsTheirTokenizerFileDoes() {
    BytePairs pairs = BytePairs.train(TEXT.repeat(3), 300, _ -> {});
    assertThat(pairs.size()).isEqualTo(300);
    try (Tokenizer file = Tokenizer.read(pairs.json(), 300)) {
      assertThat(file.size()).isEqualTo(300);
      SplittableRandom random = new SplittableRandom(5);
      String letters = " \n\t'sdé🐳12aZ.\u00a0—";
      int[] points = letters.codePoints().toArray();
      for (int i = 0; i < 300; i++) {
        StringBuilder text = new StringBuilder(i == 0 ? TEXT : "");
        for (int c = 0; c < i % 40; c++) {
          text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        int[] ids = pairs.encode(text.toString());
        assertThat(file.encode(text.toString())).as("text %d", i).isEqualTo(ids);
        assertThat(file.decode(ids)).isEqualTo(text.toString());
      }
      assertThat(file.encode("")).isEmpty();
      assertThat(pairs.encode("")).isEmpty();
      assertThat(file.encode("A" + BytePairs.END + "B")).containsExactly(32, 299, 33);
      assertThat(pairs.encode("A" + BytePairs.END + "B")).containsExactly(32, 299, 33);
    }
  }

  @Test
  void mergesTheMostFrequentPairFirstAndTheSmallerAmongEquals() {
    BytePairs pairs = BytePairs.train("ab ab ab cd cd cd", 261, _ -> {});
    assertThat(pairs.merge(0)).isEqualTo("a b");
    assertThat(pairs.merge(1)).isEqualTo("c d");
    assertThat(pairs.merge(2)).isEqualTo("Ġ cd");
    assertThat(pairs.merge(3)).isEqualTo("Ġ ab");
  }

  @Test
  void charactersAreTokensOfTheirOwn() {
    CharacterTokens characters = CharacterTokens.of(TEXT);
    try (Tokenizer file = Tokenizer.read(characters.json(), characters.size())) {
      assertThat(file.encode(TEXT)).isEqualTo(characters.encode(TEXT));
      assertThat(file.decode(characters.encode(TEXT))).isEqualTo(TEXT);
      assertThat(file.encode("a@b")).isEqualTo(characters.encode("ab"));
    }
    assertThatThrownBy(() -> characters.encode("a@"))
        .hasMessage("the alphabet lacks the character '@'");
  }

  @Test
  void wrongFilesAreRefused() {
    assertThatThrownBy(() -> Tokenizer.read(CharacterTokens.of("abc").json(), 2))
        .hasMessage(
            "tokenizer.json must fit the model's vocabulary of 2 tokens: it has ids up to 2");
    assertThatThrownBy(() -> Tokenizer.read("{}", 2))
        .hasMessage("tokenizer.json: expected an object with model.vocab of tokens and ids");
    assertThatThrownBy(() -> BytePairs.train("a", 256, _ -> {}))
        .hasMessage("vocabulary must be at least 257 (256 bytes and <|endoftext|>): got 256");
  }
}
