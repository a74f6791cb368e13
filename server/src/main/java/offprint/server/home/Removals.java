package offprint.server.home;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.FileSystemUtils;

/**
 * Deletes folders after the rows that refer to them. The transaction that deletes the rows records
 * the removal; a thread of its own carries it out soon after, or the next start if the server was
 * killed. It is not done when the transaction ends, because a SQLite connection holds the write
 * lock until it is returned.
 */
@Component
public final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private final Home home;
  private final RemovalTable table;

  public Removals(Home home) {
    this.home = home;
    this.table = new RemovalTable(JdbcClient.create(home.dataSource()));
    table.all().forEach(folder -> remove(folder, () -> {}));
  }

  /**
   * Records a removal in the current transaction.
   *
   * @param folder below the data folder, such as "runs/42"
   * @param before run first, after the commit, such as to end a process that writes there
   */
  public void note(String folder, Runnable before) {
    table.insert(folder);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            Thread.ofVirtual().name("removal").start(() -> remove(folder, before));
          }
        });
  }

  private void remove(String folder, Runnable before) {
    try {
      before.run();
      FileSystemUtils.deleteRecursively(home.folder().resolve(folder));
      table.delete(folder);
    } catch (IOException | RuntimeException e) {
      LOG.error("the folder {} cannot be deleted; the next start tries again", folder, e);
    }
  }
}
