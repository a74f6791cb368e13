package offprint.server.paper;

import java.util.List;

/** Source of similar papers for a paper's page, implemented by search. */
public interface SimilarPapers {
  /**
   * Papers similar to one, most similar first; may be empty.
   *
   * @param paper row number
   * @param limit papers at most
   */
  List<StoredPaper> to(long paper, int limit);
}
