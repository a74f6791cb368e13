package offprint.server.search.index;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
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

/** Analysis of text into words. */
public final class TextAnalysis {
  /** English stems without stop words and accents. */
  public static final Analyzer ENGLISH = analyzer(true);

  /** Every word, without case and accents. */
  public static final Analyzer EXACT = analyzer(false);

  /** Gap in positions between two values of a field, so that no phrase spans them. */
  private static final int GAP = 100;

  private TextAnalysis() {}

  /** A word and its position: {@code text.substring(start, end)}. */
  public record Word(String term, int start, int end) {}

  static Analyzer ofFields() {
    return new PerFieldAnalyzerWrapper(
        EXACT, Map.of(Schema.TITLE, ENGLISH, Schema.TEXT, ENGLISH, Schema.KEYWORD, ENGLISH));
  }

  private static Analyzer analyzer(boolean english) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer source = new StandardTokenizer();
        TokenStream words = new LowerCaseFilter(new EnglishPossessiveFilter(source));
        words = new ASCIIFoldingFilter(words);
        if (english) {
          words = new StopFilter(words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
          words = new PorterStemFilter(words);
        }
        return new TokenStreamComponents(source, words);
      }

      @Override
      protected Reader initReader(String field, Reader text) {
        return new SymbolFilter(text);
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

  public static List<String> terms(Analyzer analyzer, String text) {
    return split(analyzer, text).stream().map(Word::term).toList();
  }

  /** The stem of an exact word, "" for a stop word. */
  public static String stem(String word) {
    List<String> terms = terms(ENGLISH, word);
    return terms.isEmpty() ? "" : terms.getFirst();
  }
}
