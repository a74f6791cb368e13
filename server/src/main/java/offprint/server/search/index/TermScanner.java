package offprint.server.search.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;

/**
 * Finds a few given words in a text. Only tokens between spaces whose first letter may match are
 * analysed by {@link TextAnalysis}.
 */
public final class TermScanner {
  private final Analyzer analyzer;
  private final Collection<String> sought;
  private final String letters;

  /**
   * @param sought words as the analyzer gives them, none empty
   */
  public TermScanner(Analyzer analyzer, Collection<String> sought) {
    this.analyzer = analyzer;
    this.sought = sought;
    this.letters =
        sought.stream().map(word -> word.substring(0, 1)).distinct().collect(Collectors.joining());
  }

  /** The given words in the text, with their positions. */
  public List<TextAnalysis.Word> find(String text) {
    StringBuilder kept = new StringBuilder();
    int[] places = new int[text.length() + 1]; // of what is kept
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && text.charAt(end) > ' ') {
        end++;
      }
      if (mayHold(text, start, end)) {
        for (int i = start; i < end; i++) {
          places[kept.length()] = i;
          kept.append(text.charAt(i));
        }
        places[kept.length()] = end;
        kept.append(' ');
      }
      start = end + 1;
    }
    List<TextAnalysis.Word> found = new ArrayList<>();
    for (TextAnalysis.Word word : TextAnalysis.split(analyzer, kept.toString())) {
      if (sought.contains(word.term())) {
        int last = places[word.end() - 1];
        found.add(new TextAnalysis.Word(word.term(), places[word.start()], last + 1));
      }
    }
    return found;
  }

  private boolean mayHold(String text, int start, int end) {
    boolean inside = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 128 || (!inside && letters.indexOf(Character.toLowerCase(c)) >= 0)) {
        return true;
      }
      if (c == '.' && i + 1 < end && text.charAt(i + 1) == 'N') {
        return true; // .NET is analysed as a word that begins with d
      }
      inside = Character.isLetterOrDigit(c);
    }
    return false;
  }
}
