package offprint.server.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Greatest row number that mails consider. Papers of the last minute wait for the next mail because
 * the search index may not have them yet and each paper is searched only once.
 */
final class Watermark {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant time, long last) {}

  /**
   * @param last the greatest row number now
   */
  synchronized long upTo(Instant now, long last) {
    if (samples.isEmpty() || samples.getLast().last() != last) {
      samples.addLast(new Sample(now, last));
    }
    while (samples.size() > 1 && isSettled(second(), now)) {
      samples.removeFirst();
    }
    return samples.getFirst().last();
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  private static boolean isSettled(Sample sample, Instant now) {
    return !sample.time().plus(PAUSE).isAfter(now);
  }
}
