package offprint.server.search;

/** What decides the order of papers. */
public enum Mode {
  /** Words alone, BM25. */
  LEXICAL,
  /** Sentence vectors alone. */
  VECTORS,
  /** Both. */
  FUSED
}
