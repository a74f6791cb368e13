package offprint.server.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.junit.jupiter.api.Test;

class TermScannerTest {
  private static final List<String> PIECES =
      List.of(
          "entropy",
          "Entropies",
          "ÉNTROPY",
          "walk",
          "Walks",
          "walk's",
          "C++",
          "(C#)",
          "ASP.NET",
          ".NET",
          ".net",
          "Gödel",
          "göttingen",
          "l'entropie",
          "x_walk",
          "3D",
          "3d-walks",
          "a:walk",
          "entropy/walk",
          "不确定性",
          "熵",
          "😀",
          "😀walk",
          "of",
          "the",
          "$\\mathcal{O}(n)$",
          "\u00a0walk",
          "walk\u00adwalk",
          "ﬁeld",
          "field",
          "e\u0301ntropy",
          "\t",
          "\n",
          ",",
          "…",
          "-",
          "F#",
          "net");
  private static final List<String> SEPARATORS = List.of(" ", " ", " ", "", "\u2003", "  ", "\n");

  /**
   * What the analyzer finds in the whole text is found in what is left of it, at the same place.
   */
  @Test
  void findsAllThatIsSoughtWhereItStands() {
    Random random = new Random(5);
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      Analyzer analyzer = random.nextBoolean() ? TextAnalysis.ENGLISH : TextAnalysis.EXACT;
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
      }
      Set<String> sought = new HashSet<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        sought.addAll(TextAnalysis.terms(analyzer, PIECES.get(random.nextInt(PIECES.size()))));
      }
      List<TextAnalysis.Word> all = new ArrayList<>(TextAnalysis.split(analyzer, text.toString()));
      all.removeIf(word -> !sought.contains(word.term()));
      assertThat(new TermScanner(analyzer, sought).find(text.toString()))
          .as("%s in %s", sought, text)
          .isEqualTo(all);
      found += all.size();
    }
    assertThat(found).isGreaterThan(3_000);
  }
}
