package offprint.method;

/** A sentence for the reader. */
public record Note(Kind kind, String text) implements Report.Block {
  /**
   * TEXT explains, NOTICE says what was changed or assumed, WARNING says what weakens the result.
   */
  public enum Kind {
    TEXT,
    NOTICE,
    WARNING
  }

  public static Note text(String text) {
    return new Note(Kind.TEXT, text);
  }

  public static Note notice(String text) {
    return new Note(Kind.NOTICE, text);
  }

  public static Note warning(String text) {
    return new Note(Kind.WARNING, text);
  }
}
