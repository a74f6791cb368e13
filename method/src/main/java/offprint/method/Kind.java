package offprint.method;

/** What a {@link Source} holds, as a person would name it. */
public enum Kind {
  /** Rows and named columns: CSV, TSV, xlsx, JSON lines. */
  TABLE,
  /** A table whose rows are in order of time and whose other columns are numbers. */
  SERIES,
  /** Numbers in rows and columns without names. */
  MATRIX,
  /** Nodes and the edges between them. */
  GRAPH,
  /** Symbols, states or observations in order. */
  SEQUENCES,
  /** Prose, code or any other characters. */
  TEXT,
  /** One picture, or a folder or archive of them. */
  PICTURE,
  /** Frames in order. */
  CLIP,
  /** Weights that a method of Offprint wrote. */
  MODEL,
  /** A folder with a language model: configuration, tokenizer, weights. */
  CHECKPOINT,
  /** Bytes that a method of Offprint wrote for another to decode. */
  CODED,
  /** A description that only this method reads; its help text says which. */
  OTHER
}
