package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.Map;
import offprint.method.Paper;
import org.junit.jupiter.api.Test;

class PaperFileTest {
  private static final String HEAD =
      """
      ---
      slug: coin
      title: On coins: a study
      arxiv:
      published: 2026-01-01
      code:
      ---
      # On coins

      ## Claims

      | id | claim | where | paper | task | preset | metric | holds if | setting | here |
      |---|---|---|---|---|---|---|---|---|---|
      """;
  private static final String ROWS =
      """
      | C1 | within \\|x\\| bits | eq. 1 | 0 | fit | quick | error | -0.02 to 1e-3 | as in the paper | |
      | C2 | small | eq. 2 | | fit | quick | gap | ≤ 5e-6 | shorter | 3, holds |
      | C3 | large | eq. 2 | | fit | quick | lead | ≥ 0.25 | shorter | |
      | C4 | equal | eq. 3 | 1.5 | fit | quick | count | = 3 | shorter | |
      | C5 | on a farm | eq. 4 | | fit | – | – | not run | no farm here | |
      """;

  private static PaperFile parse(String text) {
    return PaperFile.parse("paper.md", text);
  }

  @Test
  void headAndClaimsAreRead() {
    PaperFile file = parse(HEAD + ROWS + "\nProse | with bars.\n");
    assertThat(file.paper())
        .isEqualTo(new Paper("coin", "On coins: a study", "", LocalDate.of(2026, 1, 1), null));
    assertThat(file.claims())
        .extracting(Claim::low, Claim::high)
        .containsExactly(
            tuple(-0.02, 1e-3),
            tuple(Double.NEGATIVE_INFINITY, 5e-6),
            tuple(0.25, Double.POSITIVE_INFINITY),
            tuple(3.0, 3.0),
            tuple(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThat(file.claims().getFirst().statement()).isEqualTo("within |x| bits");
    assertThat(file.claims()).extracting(Claim::isRunnable).endsWith(true, false);
    assertThat(file.claims().getLast().scale()).isEqualTo("no farm here");
  }

  @Test
  void whatIsWrongIsToldWithFileAndLine() {
    assertThatThrownBy(() -> parse(HEAD + ROWS.replace("= 3", "about 3")))
        .hasMessageStartingWith("paper.md, line 17: 'holds if' must be")
        .hasMessageEndingWith("got 'about 3'");
    assertThatThrownBy(() -> parse(HEAD + "| C1 | few cells |\n"))
        .hasMessage("paper.md, line 14: a claim must have 10 cells: got 2");
    assertThatThrownBy(() -> parse(HEAD + ROWS.replace("C2", "C1")))
        .hasMessage("paper.md, line 15: claim C1 of fit stands twice");
    assertThatThrownBy(() -> parse(HEAD + ROWS.replace("| lead |", "| |")))
        .hasMessage("paper.md, line 16: claim C3 needs a preset and a metric");
    assertThatThrownBy(() -> parse(HEAD.replace("arxiv:", "url: x")))
        .hasMessageStartingWith("paper.md, line 4: a line of the head must be 'key: value'");
    assertThatThrownBy(() -> parse(HEAD.replace("2026-01-01", "soon")))
        .hasMessageStartingWith("paper.md, head: ");
    assertThatThrownBy(() -> parse(HEAD.replace("| metric |", "| measure |")))
        .hasMessageStartingWith("paper.md, line 12: the table below '## Claims'");
    assertThatThrownBy(() -> parse("# On coins\n")).hasMessageStartingWith("paper.md, line 1: ");
    assertThatThrownBy(() -> parse(HEAD.replace("## Claims", "## Others")))
        .hasMessage("paper.md has no heading '## Claims'");
  }

  @Test
  void whatWasFoundIsWrittenBesideTheClaim() {
    String text = HEAD + ROWS + "\nProse.\n";
    String once = PaperFile.filled("paper.md", text, Map.of("fit/C1", "0.001, holds"), "today");
    assertThat(once)
        .contains("| within \\|x\\| bits |", "| as in the paper | 0.001, holds |", "| 3, holds |")
        .contains("\n\nChecked today.\n\nProse.\n");
    String twice = PaperFile.filled("paper.md", once, Map.of("fit/C2", "4, **fails**"), "tomorrow");
    assertThat(twice)
        .contains("0.001, holds", "| shorter | 4, **fails** |", "Checked tomorrow.")
        .doesNotContain("Checked today");
    assertThat(parse(twice).claims()).isEqualTo(parse(text).claims());
  }
}
