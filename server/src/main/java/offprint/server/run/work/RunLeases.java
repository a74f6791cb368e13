package offprint.server.run.work;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leases of servers on runs. A server takes a run by a conditional update and holds it while it
 * renews its lease; the runs of a dead server are settled by another.
 */
final class RunLeases {
  private final QueueTable table;
  private final TransactionTemplate transaction;
  private final int most;
  private final Duration lease;
  private final RunNode node = RunNode.create();

  /**
   * @param most runs of one account at once
   */
  RunLeases(Home home, int most, Duration lease) {
    this.table = new QueueTable(JdbcClient.create(home.dataSource()));
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.most = most;
    this.lease = lease;
  }

  /** Takes the next run, if one may start. */
  Optional<Long> take() {
    if (!table.anyWaits()) {
      return Optional.empty(); // without the write lock, of which SQLite has only one
    }
    Optional<Long> taken = transaction.execute(_ -> takeAlone());
    return taken == null ? Optional.empty() : taken;
  }

  private Optional<Long> takeAlone() {
    table.lock();
    Optional<Long> next = order().next(most);
    Instant now = Instant.now();
    next.ifPresent(id -> table.start(id, node.name(), now, now.plus(lease)));
    return next;
  }

  private FairOrder order() {
    List<FairOrder.Waiting> waiting = table.waiting();
    Map<Long, Long> served = new HashMap<>();
    waiting.stream()
        .map(FairOrder.Waiting::owner)
        .distinct()
        .forEach(owner -> served.put(owner, table.served(owner)));
    return new FairOrder(waiting, table.running(), served);
  }

  /** Number of runs that start before a waiting one. */
  int ahead(long id) {
    return Math.max(0, order().all().indexOf(id));
  }

  /** Returns a run to the queue that was taken but not started. */
  void putBack(long id) {
    table.putBack(id, node.name());
  }

  void renew() {
    table.renew(node.name(), Instant.now().plus(lease));
  }

  List<QueueTable.Held> held() {
    return table.held();
  }

  boolean isOurs(QueueTable.Held run) {
    return run.node().equals(node.name());
  }

  /** Whether the server holding a run is dead, known for sure or by its lease. */
  boolean isLost(QueueTable.Held run) {
    return !isOurs(run)
        && (run.leaseMillis() < System.currentTimeMillis() || RunNode.isGone(run.node()));
  }

  boolean askToStop(long id) {
    return table.askToStop(id);
  }
}
