package offprint.server.search.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position up to which an index has followed the database.
 *
 * @param database which one, see {@link offprint.server.paper.Papers#identity}
 * @param papers position among changes of papers
 * @param vectors position among changes of vectors
 */
public record IndexPosition(long database, Mark papers, Mark vectors) {

  /** A position: all earlier changes, and of this change the rows up to a paper. */
  public record Mark(long change, long paper) {
    public static final Mark START = new Mark(0, 0);

    static Mark after(long change) {
      return new Mark(change, Long.MAX_VALUE);
    }

    static Mark parse(String text) {
      String[] parts = text.split(",", 2);
      return new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[parts.length - 1]));
    }

    @Override
    public String toString() {
      return change + "," + paper;
    }
  }

  private static final String VERSION = "version";
  private static final String DATABASE = "database";
  private static final String PAPERS = "papers";
  private static final String VECTORS = "vectors";

  /** The form stored in the index's commit data. */
  Map<String, String> data() {
    return Map.of(
        VERSION,
        Schema.VERSION,
        DATABASE,
        Long.toString(database),
        PAPERS,
        papers.toString(),
        VECTORS,
        vectors.toString());
  }

  IndexPosition withPapers(Mark reached) {
    return new IndexPosition(database, reached, vectors);
  }

  IndexPosition withVectors(Mark reached) {
    return new IndexPosition(database, papers, reached);
  }

  /** Null if the index is of another version. */
  static @Nullable IndexPosition of(Map<String, String> data) {
    try {
      return Schema.VERSION.equals(data.get(VERSION))
          ? new IndexPosition(
              Long.parseLong(data.getOrDefault(DATABASE, "")),
              Mark.parse(data.getOrDefault(PAPERS, "")),
              Mark.parse(data.getOrDefault(VECTORS, "")))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
