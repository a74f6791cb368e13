package offprint.server.search.query;

/** Ranking mode. */
public enum Mode {
  /** Plain BM25 of title, abstract and keywords in one field, for comparison. */
  BM25,
  /** Words alone, BM25. */
  LEXICAL,
  /** Sentence vectors alone. */
  VECTORS,
  /** Both. */
  FUSED
}
