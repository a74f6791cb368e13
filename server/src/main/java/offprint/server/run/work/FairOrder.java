package offprint.server.run.work;

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
 * Fair scheduling: next is the run of the owner with the fewest running runs, then of the owner
 * served longest ago, then the run that waits longest. So nobody waits behind another's twenty
 * runs.
 */
final class FairOrder {
  private static final Comparator<Line> NEXT =
      Comparator.<Line>comparingInt(line -> line.running)
          .thenComparingLong(line -> line.served)
          .thenComparingLong(line -> line.waiting.getFirst());

  private final Map<Long, Line> lines = new LinkedHashMap<>();

  /** A waiting run; {@code owner} is below 0 for a visitor without account, see Origin. */
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
   * @param running running runs by owner; absent for none
   * @param served start of each owner's latest run; absent for never
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
   * The run to start now.
   *
   * @param most runs of one account at once; visitors without account are not limited
   */
  Optional<Long> next(int most) {
    return lines.values().stream()
        .filter(line -> line.owner <= 0 || line.running < most)
        .min(NEXT)
        .map(line -> line.waiting.getFirst());
  }

  /** All waiting runs, in the order in which they would start if none ended meanwhile. */
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
