package offprint.server.search.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import offprint.server.paper.StoredPaper;
import offprint.server.prose.Prose;
import org.jspecify.annotations.Nullable;

/**
 * A paper as indexed.
 *
 * @param key identifies it
 * @param title plain text, like the other texts
 * @param published null where unknown
 * @param vector sentence vector of length 1, null while there is none
 */
public record SearchDocument(
    String key,
    String title,
    String summary,
    List<String> authors,
    List<String> keywords,
    @Nullable LocalDate published,
    boolean hasCode,
    boolean hasMethod,
    float @Nullable [] vector) {
  private static final int READ = 100_000; // characters of an abstract

  /** A document of an evaluation collection with title and text only. */
  public static SearchDocument of(String key, String title, String text) {
    return new SearchDocument(key, title, text, List.of(), List.of(), null, false, false, null);
  }

  /** Tombstone of a paper that must not be found any more. */
  static SearchDocument gone(String key) {
    return of(key, "", "");
  }

  boolean isGone() {
    return title.isEmpty() && summary.isEmpty() && authors.isEmpty() && keywords.isEmpty();
  }

  /** A document of a stored paper, its LaTeX turned into words. */
  public static SearchDocument of(
      StoredPaper paper, String key, boolean hasMethod, float @Nullable [] vector) {
    return new SearchDocument(
        key,
        Prose.plain(paper.title()),
        Prose.plain(start(paper.summary())),
        paper.authors(),
        paper.keywords().stream().map(Prose::plain).toList(),
        paper.published(),
        paper.code() != null,
        hasMethod,
        vector);
  }

  private static String start(String text) {
    return text.length() <= READ
        ? text
        : text.substring(0, READ - (Character.isHighSurrogate(text.charAt(READ - 1)) ? 1 : 0));
  }

  /** Digest of everything that is indexed. */
  byte[] digest() {
    MessageDigest digest = sha256();
    List<Object> all =
        List.of(
            key, title, summary, authors, keywords, String.valueOf(published), hasCode, hasMethod);
    digest.update(all.toString().getBytes(StandardCharsets.UTF_8));
    if (vector != null) {
      ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
      bytes.asFloatBuffer().put(vector);
      digest.update(bytes);
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  public SearchDocument withVector(float[] made) {
    return new SearchDocument(
        key, title, summary, authors, keywords, published, hasCode, hasMethod, made);
  }
}
