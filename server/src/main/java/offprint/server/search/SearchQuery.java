package offprint.server.search;

import java.util.List;

/**
 * What someone asks for. Papers must meet every filter and hold every phrase; words say which of
 * them stand first.
 *
 * @param text as it was typed, on one line, with plain quotation marks
 * @param words free words, in order
 * @param notes what was not understood and is read as words, in sentences
 * @param arxiv id without version if the whole question is an id or an address of a paper, which
 *     then has no words; else ""
 */
record SearchQuery(
    String text,
    List<String> words,
    List<Phrase> phrases,
    List<Condition> conditions,
    List<String> notes,
    String arxiv) {

  /**
   * A filter as it was typed.
   *
   * @param typed part of the question's text
   */
  record Condition(String typed, Filter filter) {}

  /** Words that follow each other. */
  record Phrase(String text, boolean excluded) {}

  /** A condition; of several of a kind all must be met. */
  sealed interface Filter {
    boolean excluded();

    /** An author whose name has these words, in this order. */
    record Author(String name, boolean excluded) implements Filter {}

    /** A title with these words one after the other, in whatever form. */
    record Title(String words, boolean excluded) implements Filter {}

    /** A keyword. */
    record Topic(String name, boolean excluded) implements Filter {}

    /** Published from one year to another, both included. */
    record Years(int from, int to, boolean excluded) implements Filter {}

    /** "code" or "method". */
    record Has(String what, boolean excluded) implements Filter {}

    /** A word that papers must not have. */
    record Without(String word) implements Filter {
      @Override
      public boolean excluded() {
        return true;
      }
    }
  }

  /** The words as one text. */
  String sentence() {
    return String.join(" ", words);
  }

  List<Filter> filters() {
    return conditions.stream().map(Condition::filter).toList();
  }

  public boolean isEmpty() {
    return words.isEmpty() && phrases.isEmpty() && conditions.isEmpty();
  }

  /** True if it asks for nothing, not even for one paper. */
  public boolean asksNothing() {
    return isEmpty() && arxiv.isEmpty();
  }

  /** True if it only restricts, so that there is no best paper. */
  boolean isFilter() {
    return words.isEmpty() && phrases.stream().allMatch(Phrase::excluded);
  }

  /** Words and phrases, as a sentence model reads them. */
  String meaning() {
    StringBuilder meaning = new StringBuilder(sentence());
    for (Phrase phrase : phrases) {
      if (!phrase.excluded()) {
        meaning.append(meaning.isEmpty() ? "" : " ").append(phrase.text());
      }
    }
    return meaning.toString();
  }

  /** The same question with other words. */
  SearchQuery withWords(List<String> others) {
    return new SearchQuery(text, others, phrases, conditions, notes, arxiv);
  }
}
