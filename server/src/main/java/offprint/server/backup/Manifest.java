package offprint.server.backup;

import java.util.List;
import java.util.Map;

/**
 * Contents of a backup.
 *
 * @param format of the file, {@value #FORMAT}
 * @param offprint version of the program that wrote it
 * @param schema applied migrations, in order
 * @param created ISO 8601
 * @param tables in an order in which each table follows those it refers to
 * @param numbers greatest row number assigned so far, by table
 */
public record Manifest(
    int format,
    String offprint,
    List<String> schema,
    String created,
    List<Part> tables,
    List<Part> files,
    Map<String, Long> numbers) {
  static final int FORMAT = 1;
  static final String ENTRY = "manifest.json";
  static final String TABLES = "tables/";
  static final String FILES = "files/";

  /**
   * An entry of the archive.
   *
   * @param bytes unpacked
   * @param rows of a table, 0 for a file
   */
  public record Part(String name, long bytes, String sha256, long rows) {
    String table() {
      return name.substring(TABLES.length(), name.length() - ".jsonl".length());
    }

    /** Path of the file below the data folder. */
    String path() {
      return name.substring(FILES.length());
    }
  }

  public long rows() {
    return tables.stream().mapToLong(Part::rows).sum();
  }

  /** Unpacked. */
  public long bytes() {
    return tables.stream().mapToLong(Part::bytes).sum()
        + files.stream().mapToLong(Part::bytes).sum();
  }
}
