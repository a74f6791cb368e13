package offprint.server.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.search.Vocabulary.Alternative;
import org.apache.lucene.analysis.Analyzer;
import org.springframework.web.util.HtmlUtils;

/** Marks in plain text the words that a question found. */
final class Marker {
  private static final int SNIPPET = 340; // characters
  private static final int READ = 20_000;
  private static final double REPEATED = 0.2; // weight of a word that is there already

  private final Set<String> stems = new HashSet<>();
  private final Set<String> exact = new HashSet<>();
  private final Analyzer english;
  private final Analyzer literal;

  Marker(Question question, Map<String, List<Alternative>> alternatives) {
    for (String word : question.words()) {
      add(word);
      alternatives.getOrDefault(word, List.of()).forEach(other -> add(other.word()));
    }
    for (Question.Phrase phrase : question.phrases()) {
      if (!phrase.excluded()) {
        exact.addAll(List.of(phrase.text().split(" ")));
      }
    }
    exact.remove("");
    english = Words.englishAmong(stems);
    literal = Words.exactAmong(exact);
  }

  private void add(String word) {
    String stem = Words.stem(word);
    if (!stem.isEmpty()) {
      stems.add(stem);
    }
  }

  /** The text in HTML, its found words in {@code <mark>}. */
  String mark(String text) {
    return html(text, 0, text.length(), marks(text));
  }

  /** The part of the text that has most of the words, in HTML like {@link #mark}. */
  String snippet(String whole) {
    String text =
        whole.length() <= READ ? whole : whole.substring(0, whole.offsetByCodePoints(0, READ / 2));
    List<Mark> marks = marks(text);
    if (text.length() <= SNIPPET) {
      return html(text, 0, text.length(), marks);
    }
    int start = start(text, best(marks));
    int end = start + SNIPPET >= text.length() ? text.length() : end(text, start + SNIPPET);
    return (start > 0 ? "… " : "")
        + html(text, start, end, marks)
        + (end < whole.length() ? " …" : "");
  }

  private record Mark(String word, int start, int end) {}

  private List<Mark> marks(String text) {
    List<Mark> marks = new ArrayList<>();
    if (!stems.isEmpty()) {
      collect(text, Words.split(english, text), stems, marks);
    }
    if (!exact.isEmpty()) {
      collect(text, Words.split(literal, text), exact, marks);
      marks.sort(java.util.Comparator.comparingInt(Mark::start));
    }
    return marks;
  }

  private static void collect(
      String text, List<Words.Word> words, Set<String> sought, List<Mark> marks) {
    for (Words.Word word : words) {
      if (sought.contains(word.term()) && word.end() <= text.length()) {
        marks.add(new Mark(word.term(), word.start(), word.end()));
      }
    }
  }

  /** Where the stretch begins that has most different words. */
  private static int best(List<Mark> marks) {
    int best = 0;
    double most = 0;
    for (int first = 0; first < marks.size(); first++) {
      Set<String> seen = new HashSet<>();
      double weight = 0;
      int limit = marks.get(first).start() + SNIPPET * 3 / 4;
      for (int i = first; i < marks.size() && marks.get(i).end() <= limit; i++) {
        weight += seen.add(marks.get(i).word()) ? 1 : REPEATED;
      }
      if (weight > most + 1e-9) {
        most = weight;
        best = marks.get(first).start();
      }
    }
    return best;
  }

  /** The beginning of the text or of the sentence if it is near, else some words before. */
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

  private static String html(String text, int from, int to, List<Mark> marks) {
    StringBuilder html = new StringBuilder();
    int at = from;
    for (Mark mark : marks) {
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
