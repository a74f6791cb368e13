package offprint.server.discussion;

import java.util.Set;

/** Which accounts are authors of a paper. */
public interface Authorship {
  /**
   * @param paper row number
   */
  Set<Long> of(long paper);
}
