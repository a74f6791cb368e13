package offprint.kernels.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CharacterModelTest {
  @Test
  void foldingKeepsLettersAndMarksAndSingleBlanks() {
    assertThat(CharacterModel.fold("  Call me\n\nISHMAEL. 1851 — don’t!  "))
        .isEqualTo("call me ishmael. don't");
  }

  @Test
  void lawsAreRatiosOfCounts() {
    CharacterModel model = CharacterModel.of("abababac", 2);
    assertThat(model.alphabet()).isEqualTo("abc");
    assertThat(model.law("ba")).containsExactly(0, 2.0 / 3, 1.0 / 3);
    assertThat(model.law("xyba")).containsExactly(0, 2.0 / 3, 1.0 / 3);
    assertThat(model.law("ab")).containsExactly(1, 0, 0);
  }

  @Test
  void unknownContextsFallBackToShorterOnes() {
    CharacterModel model = CharacterModel.of("abababac", 2);
    assertThat(model.law("ca")).isEqualTo(model.law("ba"));
    assertThat(model.law("?")).isEqualTo(model.law(""));
    assertThat(Arrays.stream(model.law("")).sum()).isEqualTo(1);
  }

  @Test
  void theHighestOrderStillTellsContextsApart() {
    CharacterModel model = CharacterModel.of("abcdefghxabcdefgiybcdefgh", 8);
    assertThat(model.law("xabcdefg")[model.alphabet().indexOf('i')]).isEqualTo(1);
    assertThat(model.law("iybcdefg")[model.alphabet().indexOf('h')]).isEqualTo(1);
  }

  @Test
  void shortTextsAreRefused() {
    assertThatThrownBy(() -> CharacterModel.of("abcde", 4))
        .hasMessage("the text must have at least order + 2 = 6 characters: got 5");
  }
}
