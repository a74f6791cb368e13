package offprint.server.search;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/** How text becomes words. */
final class Words {
  /** English stems without the most common words; accents do not count. */
  static final Analyzer ENGLISH = analyzer(true, null);

  /** Every word as it is but for case and accents. */
  static final Analyzer EXACT = analyzer(false, null);

  /** Positions between two values of a field, so that no phrase reaches over. */
  private static final int GAP = 100;

  private Words() {}

  /** A word and where it stands: {@code text.substring(start, end)}. */
  record Word(String term, int start, int end) {}

  static Analyzer ofFields() {
    return new PerFieldAnalyzerWrapper(
        EXACT, Map.of(Schema.TITLE, ENGLISH, Schema.TEXT, ENGLISH, Schema.KEYWORD, ENGLISH));
  }

  /** As {@link #ENGLISH}, but leaves out words that cannot be among some stems. */
  static Analyzer englishAmong(Collection<String> stems) {
    return analyzer(true, stems);
  }

  /** As {@link #EXACT}, but leaves out words that cannot be among some. */
  static Analyzer exactAmong(Collection<String> words) {
    return analyzer(false, words);
  }

  private static Analyzer analyzer(boolean english, @Nullable Collection<String> among) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer source = new StandardTokenizer();
        TokenStream words = among == null ? source : new Beginning(source, among);
        words = new LowerCaseFilter(new EnglishPossessiveFilter(words));
        words = new ASCIIFoldingFilter(words);
        if (english) {
          words = new StopFilter(words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
          words = new PorterStemFilter(words);
        }
        return new TokenStreamComponents(source, words);
      }

      @Override
      protected Reader initReader(String field, Reader text) {
        return new Signs(text);
      }

      @Override
      public int getPositionIncrementGap(String field) {
        return GAP;
      }

      @Override
      protected TokenStream normalize(String field, TokenStream in) {
        return new ASCIIFoldingFilter(new LowerCaseFilter(in));
      }
    };
  }

  /** Most words of a text part from the few that are sought with their first letter. */
  private static final class Beginning extends FilteringTokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final String letters;

    Beginning(TokenStream in, Collection<String> among) {
      super(in);
      this.letters = among.stream().map(word -> word.substring(0, 1)).distinct().collect(joining());
    }

    @Override
    protected boolean accept() {
      char first = term.charAt(0);
      return first >= 128 || letters.indexOf(Character.toLowerCase(first)) >= 0;
    }
  }

  static List<Word> split(Analyzer analyzer, String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  static List<String> terms(Analyzer analyzer, String text) {
    return split(analyzer, text).stream().map(Word::term).toList();
  }

  /** The stem of one exact word, "" if it is among the most common. */
  static String stem(String word) {
    List<String> terms = terms(ENGLISH, word);
    return terms.isEmpty() ? "" : terms.getFirst();
  }
}
