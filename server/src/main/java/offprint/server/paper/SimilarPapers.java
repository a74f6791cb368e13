package offprint.server.paper;

import java.util.List;

/** Where a paper's page has the similar papers from; search, which knows papers, gives them. */
public interface SimilarPapers {
  /**
   * Papers similar to one, the most similar first; may be none.
   *
   * @param paper row number
   * @param limit papers at most
   */
  List<StoredPaper> to(long paper, int limit);
}
