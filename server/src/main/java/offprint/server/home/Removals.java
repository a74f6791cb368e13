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
 * Deletes folders of the data folder after the rows that speak of them: which is noted in the
 * transaction that deletes the rows, done soon after it on a thread of its own, and done at the
 * next start if the server was killed in between. Not within the transaction's end: a connection to
 * SQLite holds the write lock until it is given back.
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
   * To be called in a transaction.
   *
   * @param folder below the data folder, such as "runs/42"
   * @param before what is done first, once the transaction is committed, such as to end who writes
   *     there
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
