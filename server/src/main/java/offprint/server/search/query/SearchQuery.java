package offprint.server.search.query;

import java.util.List;

/**
 * A parsed query. Papers must meet every filter and contain every phrase; words decide their order.
 *
 * @param text as it was typed, on one line, with plain quotation marks
 * @param words free words, in order
 * @param notes what was not understood and is read as words, in sentences
 * @param arxiv id without version if the whole question is an id or an address of a paper, which
 *     then has no words; else ""
 */
public record SearchQuery(
    String text,
    List<String> words,
    List<Phrase> phrases,
    List<Condition> conditions,
    List<String> notes,
    String arxiv) {

  /**
   * A filter and its text.
   *
   * @param typed part of the question's text
   */
  public record Condition(String typed, Filter filter) {}

  /** Adjacent words. */
  public record Phrase(String text, boolean excluded) {}

  /** A filter; of several of a kind all must be met. */
  public sealed interface Filter {
    boolean excluded();

    /** An author whose name has these words in this order. */
    record Author(String name, boolean excluded) implements Filter {}

    /** A title with these words in sequence, in any inflection. */
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

  public List<Filter> filters() {
    return conditions.stream().map(Condition::filter).toList();
  }

  public boolean isEmpty() {
    return words.isEmpty() && phrases.isEmpty() && conditions.isEmpty();
  }

  /** Whether the query is empty. */
  public boolean asksNothing() {
    return isEmpty() && arxiv.isEmpty();
  }

  /** Whether it has filters only, so that no paper is better than another. */
  public boolean isFilter() {
    return words.isEmpty() && phrases.stream().allMatch(Phrase::excluded);
  }

  /** Words and phrases as text for the sentence model. */
  public String meaning() {
    StringBuilder meaning = new StringBuilder(sentence());
    for (Phrase phrase : phrases) {
      if (!phrase.excluded()) {
        meaning.append(meaning.isEmpty() ? "" : " ").append(phrase.text());
      }
    }
    return meaning.toString();
  }

  /** The same query with other words. */
  public SearchQuery withWords(List<String> others) {
    return new SearchQuery(text, others, phrases, conditions, notes, arxiv);
  }
}
