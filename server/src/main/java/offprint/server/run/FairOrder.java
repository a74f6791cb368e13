package offprint.server.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Whose run is next: that of the owner with the fewest running; among these, of whom was served
 * longest ago; among these, the run that waits longest. So nobody waits behind another's twenty.
 */
final class FairOrder {
  private static final Comparator<Line> NEXT =
      Comparator.<Line>comparingInt(line -> line.running)
          .thenComparingLong(line -> line.served)
          .thenComparingLong(line -> line.waiting.getFirst());

  private final Map<Long, Line> lines = new LinkedHashMap<>();

  /** A run that waits; {@code owner} below 0 for somebody without an account, see Origin. */
  record Waiting(long id, long owner) {}

  private static final class Line {
    private final long owner;
    private final Deque<Long> waiting = new ArrayDeque<>();
    private int running;
    private long served;

    Line(long owner) {
      this.owner = owner;
    }
  }

  /**
   * @param waiting in the order they were asked for
   * @param running how many of an owner run; absent for none
   * @param served when the last of an owner began; absent for never
   */
  FairOrder(List<Waiting> waiting, Map<Long, Integer> running, Map<Long, Long> served) {
    for (Waiting run : waiting) {
      lines.computeIfAbsent(run.owner(), Line::new).waiting.add(run.id());
    }
    for (Line line : lines.values()) {
      line.running = running.getOrDefault(line.owner, 0);
      line.served = served.getOrDefault(line.owner, 0L);
    }
  }

  /**
   * The run to take up now.
   *
   * @param most runs of one account at once; those of others are not counted
   */
  Optional<Long> next(int most) {
    return lines.values().stream()
        .filter(line -> line.owner <= 0 || line.running < most)
        .min(NEXT)
        .map(line -> line.waiting.getFirst());
  }

  /** All that wait, in the order in which they would begin if none ended meanwhile. */
  List<Long> all() {
    PriorityQueue<Line> queue = new PriorityQueue<>(NEXT);
    queue.addAll(lines.values());
    List<Long> order = new ArrayList<>();
    while (!queue.isEmpty()) {
      Line line = queue.remove();
      order.add(line.waiting.removeFirst());
      line.running++;
      line.served = Long.MAX_VALUE / 2 + order.size();
      if (!line.waiting.isEmpty()) {
        queue.add(line);
      }
    }
    return order;
  }
}
