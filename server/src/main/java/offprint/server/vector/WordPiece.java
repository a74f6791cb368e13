package offprint.server.vector;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * BERT's uncased tokenizer (Devlin et al., 2019): words are split at spaces, punctuation and
 * ideographs, then into the longest pieces that the vocabulary has.
 */
final class WordPiece {
  private static final int LONGEST_WORD = 100; // longer ones are unknown, as in BERT

  private final Map<String, Integer> vocabulary;
  private final int start;
  private final int end;
  private final int unknown;

  /**
   * @param tokenizer the model's {@code tokenizer.json}
   */
  WordPiece(JsonNode tokenizer) {
    this.vocabulary = new HashMap<>(1 << 16);
    tokenizer
        .path("model")
        .path("vocab")
        .properties()
        .forEach(piece -> vocabulary.put(piece.getKey(), piece.getValue().asInt()));
    this.start = id("[CLS]");
    this.end = id("[SEP]");
    this.unknown = id("[UNK]");
  }

  private int id(String piece) {
    Integer id = vocabulary.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary must have the piece " + piece);
    }
    return id;
  }

  /** Numbers of the pieces between start and end marks, at most {@code limit} in all. */
  long[] encode(String text, int limit) {
    Pieces pieces = new Pieces(limit);
    pieces.add(start);
    String plain = plain(text);
    int from = 0;
    for (int at = 0; at < plain.length() && !pieces.isFull(); ) {
      int c = plain.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean blank = isBlank(c);
      if (blank || standsAlone(c)) {
        addWord(plain.substring(from, at), pieces);
        if (!blank) {
          addWord(plain.substring(at, next), pieces);
        }
        from = next;
      }
      at = next;
    }
    addWord(plain.substring(Math.min(from, plain.length())), pieces);
    return pieces.closedBy(end);
  }

  /** Lower case, without accents and control characters. */
  private static String plain(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK && !isControl(c))
        .forEach(c -> plain.appendCodePoint(Character.toLowerCase(c)));
    return plain.toString();
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
      case Character.FORMAT, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE ->
          true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isBlank(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  /** Punctuation, which in ASCII is all but letters and digits, and ideographs. */
  private static boolean standsAlone(int c) {
    if (c < 128) {
      return c > ' ' && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> isIdeograph(c);
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x2CEAF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  private void addWord(String word, Pieces pieces) {
    if (word.isEmpty()) {
      return;
    }
    int before = pieces.count;
    int from = 0;
    while (from < word.length()) {
      int to = word.length();
      Integer id = null;
      while (to > from && id == null && word.length() <= LONGEST_WORD) {
        String piece = word.substring(from, to);
        id = vocabulary.get(from == 0 ? piece : "##" + piece);
        to = id == null ? to - 1 : to;
      }
      if (id == null) {
        pieces.count = before;
        pieces.add(unknown);
        return;
      }
      pieces.add(id);
      from = to;
    }
  }

  /** Collects pieces up to a limit that leaves room for the end mark; drops the rest. */
  private static final class Pieces {
    private final long[] ids;
    private int count;

    Pieces(int limit) {
      this.ids = new long[limit];
    }

    boolean isFull() {
      return count >= ids.length - 1;
    }

    void add(int id) {
      if (!isFull()) {
        ids[count++] = id;
      }
    }

    long[] closedBy(int end) {
      ids[count++] = end;
      return Arrays.copyOf(ids, count);
    }
  }
}
