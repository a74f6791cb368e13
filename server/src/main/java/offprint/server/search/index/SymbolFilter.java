package offprint.server.search.index;

import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.apache.lucene.analysis.CharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.jspecify.annotations.Nullable;

/**
 * Spells out symbols that Unicode's word rules would drop, as in C++, and replaces colons by
 * spaces. Texts with nothing but colons, the most common case, are read without a table.
 */
final class SymbolFilter extends CharFilter {
  private static final NormalizeCharMap WORDS = words();

  private char[] text = {};
  private int length = -1;
  private int at;
  private @Nullable CharFilter mapped;

  SymbolFilter(Reader in) {
    super(in);
  }

  private static NormalizeCharMap words() {
    NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
    map.add("C++", "cplusplus");
    map.add("c++", "cplusplus");
    map.add("C#", "csharp");
    map.add("c#", "csharp");
    map.add("F#", "fsharp");
    map.add("f#", "fsharp");
    map.add(".NET", " dotnet"); // not ".net", which ends addresses
    map.add(".Net", " dotnet");
    return map.build();
  }

  @Override
  public int read(char[] into, int offset, int count) throws IOException {
    if (length < 0) {
      readAll();
      if (replaceColons()) {
        mapped = new MappingCharFilter(WORDS, new CharArrayReader(text, 0, length));
      }
    }
    if (mapped != null) {
      return mapped.read(into, offset, count);
    }
    int some = Math.min(count, length - at);
    System.arraycopy(text, at, into, offset, some);
    at += some;
    return some == 0 && count > 0 ? -1 : some;
  }

  private void readAll() throws IOException {
    text = new char[2048];
    length = 0;
    for (int n = 0; n >= 0; n = input.read(text, length, text.length - length)) {
      length += n;
      if (length == text.length) {
        text = Arrays.copyOf(text, 2 * length);
      }
    }
  }

  /** Replaces colons; returns whether there may be other symbols. */
  private boolean replaceColons() {
    boolean others = false;
    for (int i = 0; i < length; i++) {
      switch (text[i]) {
        case ':' -> text[i] = ' ';
        case '+', '#' -> others |= i > 0 && "CcFf".indexOf(text[i - 1]) >= 0;
        case '.' -> others |= i + 1 < length && text[i + 1] == 'N';
        default -> {}
      }
    }
    return others;
  }

  @Override
  protected int correct(int offset) {
    return mapped == null ? offset : mapped.correctOffset(offset);
  }
}
