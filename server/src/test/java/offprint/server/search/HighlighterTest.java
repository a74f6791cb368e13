package offprint.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.search.ranking.Vocabulary.Alternative;
import org.junit.jupiter.api.Test;

class HighlighterTest {
  private static Highlighter marker(String question) {
    return new Highlighter(SearchQueryParser.parse(question), Map.of());
  }

  @Test
  void marksEveryFormOfAWordAndNoOther() {
    assertThat(marker("networks").mark("A network of Networks, networking"))
        .isEqualTo("A <mark>network</mark> of <mark>Networks</mark>, <mark>networking</mark>");
    assertThat(marker("godel").mark("Gödel’s proof")).startsWith("<mark>Gödel’s</mark> proof");
    assertThat(marker("the of").mark("the end of it")).isEqualTo("the end of it");
    assertThat(marker("\"random walk\"").mark("random walks walk"))
        .isEqualTo("<mark>random</mark> walks <mark>walk</mark>");
    assertThat(marker("-network graph").mark("network graph"))
        .isEqualTo("network <mark>graph</mark>");
  }

  @Test
  void marksWhatWasSearchedForInstead() {
    Highlighter highlighter =
        new Highlighter(
            SearchQueryParser.parse("entorpy"),
            Map.of("entorpy", List.of(new Alternative("entropy", 0.8f, 3))));
    assertThat(highlighter.mark("Entropy")).isEqualTo("<mark>Entropy</mark>");
  }

  @Test
  void escapesAllElse() {
    assertThat(marker("script").mark("<script>alert('&')</script>"))
        .isEqualTo("&lt;<mark>script</mark>&gt;alert(&#39;&amp;&#39;)&lt;/<mark>script</mark>&gt;");
  }

  @Test
  void showsThePartThatHasMostOfTheWords() {
    String filler = "Nothing of interest is said in this sentence. ".repeat(20);
    String text = filler + "The entropy of a coupling is least here. " + filler + "Entropy again.";
    String snippet = marker("entropy coupling").snippet(text);
    assertThat(snippet)
        .startsWith("… ")
        .endsWith(" …")
        .contains("The <mark>entropy</mark> of a <mark>coupling</mark> is least here.");
    assertThat(snippet.length()).isLessThan(500);
    assertThat(marker("absent").snippet(text)).startsWith("Nothing of").endsWith(" …");
    assertThat(marker("entropy").snippet("Short entropy."))
        .isEqualTo("Short <mark>entropy</mark>.");
  }

  @Test
  void cutsTextsWithoutSpacesBetweenCharacters() {
    String smileys = "😀".repeat(1_000);
    assertThat(marker("x").snippet(smileys)).matches("(😀)+ …");
    assertThat(marker("x").snippet("a" + smileys)).matches("a(😀)+ …");
  }
}
