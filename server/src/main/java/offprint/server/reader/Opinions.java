package offprint.server.reader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What readers save and hide. A reader is a random word that only their browser knows: the table
 * has its digest, so who reads the table cannot pass for a reader.
 */
@Component
final class Opinions {
  static final int GREATEST_COUNT = 10_000;
  private static final int WORD_BYTES = 16;
  private static final Pattern WORD = Pattern.compile("[0-9a-f]{" + 2 * WORD_BYTES + "}");

  private final OpinionTable table;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  Opinions(Home home) {
    this.table = new OpinionTable(JdbcClient.create(home.dataSource()));
  }

  String newWord() {
    byte[] bytes = new byte[WORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static boolean isWord(@Nullable String word) {
    return word != null && WORD.matcher(word).matches();
  }

  /** Whoever brings no word, or one that we never made, has no opinions. */
  Reader reader(@Nullable String word) {
    return new Reader(
        () -> word != null && isWord(word) ? table.of(digest(word)) : List.<Reader.Given>of());
  }

  /**
   * @throws Problem if a new opinion would be one too many
   */
  void give(String word, long paper, Opinion opinion) {
    String reader = digest(word);
    if (opinion == Opinion.NONE) {
      table.take(reader, paper);
    } else if (table.count(reader) >= GREATEST_COUNT) {
      throw Problem.conflict(
          "a reader can save and hide at most %,d papers: undo some or forget all"
              .formatted(GREATEST_COUNT));
    } else {
      table.give(reader, paper, opinion, clock.millis());
    }
  }

  void forget(String word) {
    table.forget(digest(word));
  }

  private static String digest(String word) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(word.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
