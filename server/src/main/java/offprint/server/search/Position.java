package offprint.server.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an index has followed the database: all papers written up to this change, and of those
 * written by it the ones up to this row number.
 */
record Position(long change, long paper) {
  static final Position START = new Position(0, 0);

  private static final String VERSION = "version";
  private static final String CHANGE = "change";
  private static final String PAPER = "paper";

  /** As it stands in the index beside what it describes. */
  Map<String, String> data() {
    return Map.of(
        VERSION, Schema.VERSION, CHANGE, Long.toString(change), PAPER, Long.toString(paper));
  }

  /** Null if the index is of another version. */
  static @Nullable Position of(Map<String, String> data) {
    try {
      return Schema.VERSION.equals(data.get(VERSION))
          ? new Position(
              Long.parseLong(data.getOrDefault(CHANGE, "")),
              Long.parseLong(data.getOrDefault(PAPER, "")))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
