package offprint.server.feed;

import java.util.List;
import offprint.server.paper.Papers;
import org.springframework.stereotype.Component;

/**
 * The keywords of most papers. Counting reads every keyword of every paper, so it is done again
 * after a change only once a hundred times as long has passed as it took.
 */
@Component
final class TopicCounts {
  private static final int SHOWN = 400;
  private static final int REST = 100;

  private final Feed feed;
  private final Papers papers;
  private List<FeedTable.Count> counts = List.of();
  private long change = -1;
  private long restUntil;

  TopicCounts(Feed feed, Papers papers) {
    this.feed = feed;
    this.papers = papers;
  }

  synchronized List<FeedTable.Count> most() {
    long newest = papers.changes();
    long now = System.nanoTime();
    if (change < 0 || (newest != change && now - restUntil >= 0)) {
      counts = feed.topics(SHOWN);
      change = newest;
      long ended = System.nanoTime();
      restUntil = ended + REST * (ended - now);
    }
    return counts;
  }
}
