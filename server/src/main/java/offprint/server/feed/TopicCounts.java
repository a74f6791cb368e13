package offprint.server.feed;

import java.util.List;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The most frequent keywords. Counting reads every keyword of every paper, so after a change it is
 * repeated in the background, and only after a hundred times its duration.
 */
@Component
final class TopicCounts {
  private static final int SHOWN = 400;
  private static final int REST = 100;

  private final Feed feed;
  private final Papers papers;
  private @Nullable List<FeedTable.Count> counts;
  private long change;
  private long restUntil;

  TopicCounts(Feed feed, Papers papers) {
    this.feed = feed;
    this.papers = papers;
  }

  synchronized List<FeedTable.Count> most() {
    List<FeedTable.Count> known = counts;
    if (known == null) {
      return count();
    }
    if (papers.changes() != change && System.nanoTime() - restUntil >= 0) {
      restUntil = Long.MAX_VALUE / 2 + System.nanoTime(); // one count at a time
      Thread.ofVirtual().name("topics").start(this::count);
    }
    return known;
  }

  private List<FeedTable.Count> count() {
    long newest = papers.changes();
    long began = System.nanoTime();
    List<FeedTable.Count> counted = feed.topics(SHOWN);
    long ended = System.nanoTime();
    synchronized (this) {
      counts = counted;
      change = newest;
      restUntil = ended + REST * (ended - began);
    }
    return counted;
  }
}
