package offprint.server.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.search.index.TermScanner;
import offprint.server.search.index.TextAnalysis;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.ranking.Vocabulary.Alternative;
import org.apache.lucene.analysis.Analyzer;
import org.springframework.web.util.HtmlUtils;

/** Marks the words of a query in plain text. */
public final class Highlighter {
  private static final int SNIPPET = 340; // characters
  private static final int READ = 20_000;
  private static final double REPEATED = 0.2; // weight of a repeated word

  private final List<TermScanner> sieves = new ArrayList<>();

  public Highlighter(SearchQuery searchQuery, Map<String, List<Alternative>> alternatives) {
    Set<String> stems = new HashSet<>();
    for (String word : searchQuery.words()) {
      stems.add(TextAnalysis.stem(word));
      alternatives
          .getOrDefault(word, List.of())
          .forEach(a -> stems.add(TextAnalysis.stem(a.word())));
    }
    Set<String> exact = new HashSet<>();
    for (SearchQuery.Phrase phrase : searchQuery.phrases()) {
      if (!phrase.excluded()) {
        exact.addAll(List.of(phrase.text().split(" ")));
      }
    }
    add(TextAnalysis.ENGLISH, stems);
    add(TextAnalysis.EXACT, exact);
  }

  private void add(Analyzer analyzer, Set<String> words) {
    words.remove("");
    if (!words.isEmpty()) {
      sieves.add(new TermScanner(analyzer, words));
    }
  }

  /** The text in HTML with found words in {@code <mark>}. */
  public String mark(String text) {
    return html(text, 0, text.length(), marks(text));
  }

  /** The part of the text that has most of the words, in HTML like {@link #mark}. */
  String snippet(String whole) {
    String text =
        whole.length() <= READ ? whole : whole.substring(0, whole.offsetByCodePoints(0, READ / 2));
    List<TextAnalysis.Word> marks = marks(text);
    if (text.length() <= SNIPPET) {
      return html(text, 0, text.length(), marks);
    }
    int start = start(text, best(marks));
    int end = start + SNIPPET >= text.length() ? text.length() : end(text, start + SNIPPET);
    return (start > 0 ? "… " : "")
        + html(text, start, end, marks)
        + (end < whole.length() ? " …" : "");
  }

  private List<TextAnalysis.Word> marks(String text) {
    return sieves.stream()
        .flatMap(sieve -> sieve.find(text).stream())
        .sorted(Comparator.comparingInt(TextAnalysis.Word::start))
        .toList();
  }

  /** Start of the stretch with most different words. */
  private static int best(List<TextAnalysis.Word> marks) {
    int best = 0;
    double most = 0;
    for (int first = 0; first < marks.size(); first++) {
      Set<String> seen = new HashSet<>();
      double weight = 0;
      int limit = marks.get(first).start() + SNIPPET * 3 / 4;
      for (int i = first; i < marks.size() && marks.get(i).end() <= limit; i++) {
        weight += seen.add(marks.get(i).term()) ? 1 : REPEATED;
      }
      if (weight > most + 1e-9) {
        most = weight;
        best = marks.get(first).start();
      }
    }
    return best;
  }

  /** Start of the text or sentence if it is near, else a few words earlier. */
  private static int start(String text, int found) {
    if (found < SNIPPET / 3) {
      return 0;
    }
    int earliest = Math.max(0, found - SNIPPET / 3);
    int sentence = text.lastIndexOf(". ", found);
    if (sentence >= earliest) {
      return sentence + 2;
    }
    int space = text.indexOf(' ', Math.max(0, found - SNIPPET / 6));
    return space >= 0 && space < found ? space + 1 : found;
  }

  private static int end(String text, int limit) {
    int space = text.lastIndexOf(' ', limit);
    return space > limit - SNIPPET / 3
        ? space
        : Character.isLowSurrogate(text.charAt(limit)) ? limit + 1 : limit;
  }

  private static String html(String text, int from, int to, List<TextAnalysis.Word> marks) {
    StringBuilder html = new StringBuilder();
    int at = from;
    for (TextAnalysis.Word mark : marks) {
      if (mark.start() >= at && mark.end() <= to) {
        html.append(escape(text.substring(at, mark.start())))
            .append("<mark>")
            .append(escape(text.substring(mark.start(), mark.end())))
            .append("</mark>");
        at = mark.end();
      }
    }
    return html.append(escape(text.substring(at, to))).toString();
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
