package offprint.server.search.ranking;

/**
 * What counts how much; the values were chosen by measurement, see docs/decisions/006-search.md.
 *
 * @param title of a word in the title, beside 1 for the same word in title, abstract or keywords
 * @param author of a word in an author's name
 * @param pair of two words that follow each other in the question and in the text
 * @param lexical share of words against meaning in the order of papers, from 0 to 1, where the
 *     question is a list of words of which the sentence model knows nothing
 * @param sentence the same where more than a fifth of its words are common ones, so that it is a
 *     sentence; of a list that the model surely knows, too
 * @param similarLexical the same among papers similar to one
 * @param similarTerms so many of the most telling words of a paper say how similar others are
 * @param similarFinders so many of them find these others
 * @param similarPair of two words that follow each other in both, against one word
 */
public record RankingWeights(
    float title,
    float author,
    float pair,
    float lexical,
    float sentence,
    float similarLexical,
    int similarTerms,
    int similarFinders,
    float similarPair) {
  public static final RankingWeights DEFAULT =
      new RankingWeights(0.2f, 0.7f, 0.4f, 0.9f, 0.4f, 0.4f, 100, 35, 1.2f);
}
