package offprint.server.reader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What readers save and hide. A reader is an account, or a random word that only their browser
 * knows: the table has its digest, so who reads the table cannot pass for a reader.
 */
@Component
final class ReaderFeedback implements AccountData {
  static final int GREATEST_COUNT = 10_000;
  private static final int WORD_BYTES = 16;
  private static final Pattern WORD = Pattern.compile("[0-9a-f]{" + 2 * WORD_BYTES + "}");

  private final FeedbackTable table;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  ReaderFeedback(Home home) {
    this.table = new FeedbackTable(JdbcClient.create(home.dataSource()));
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  String newWord() {
    byte[] bytes = new byte[WORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static boolean isWord(@Nullable String word) {
    return word != null && WORD.matcher(word).matches();
  }

  /** The reader key of a browser's cookie value; null if the value is missing or malformed. */
  static @Nullable String key(@Nullable String word) {
    return word != null && isWord(word) ? digest(word) : null;
  }

  /** The reader key of an account. */
  static String key(long account) {
    return "account " + account;
  }

  /**
   * @param key null for a reader without opinions
   */
  Reader reader(@Nullable String key) {
    return new Reader(() -> key == null ? List.<Reader.Given>of() : table.of(key));
  }

  /** Moves the opinions of a browser's cookie to an account. */
  void adopt(String word, long account) {
    if (isWord(word)) {
      transaction.executeWithoutResult(_ -> table.move(digest(word), key(account)));
    }
  }

  /**
   * @param reader the key
   * @throws Problem if a new opinion would be one too many
   */
  void give(String reader, long paper, Feedback feedback) {
    if (feedback == Feedback.NONE) {
      table.take(reader, paper);
    } else if (table.count(reader) >= GREATEST_COUNT) {
      throw Problem.conflict(
          "a reader can save and hide at most %,d papers: undo some or forget all"
              .formatted(GREATEST_COUNT));
    } else {
      table.give(reader, paper, feedback, clock.millis());
    }
  }

  /**
   * @param reader the key
   */
  void forget(String reader) {
    table.forget(reader);
  }

  @Override
  public String name() {
    return "opinions";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (Reader.Given given : table.of(key(account))) {
      list.addObject().put("paper", given.address()).put("opinion", given.opinion().word());
    }
    return list;
  }

  @Override
  public void release(long account) {
    table.forget(key(account));
  }

  static String digest(String word) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(word.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
