package offprint.server.home;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Deletes folders of the data folder together with the rows that speak of them: which is noted in
 * the transaction that deletes the rows, done after it, and done at the next start if the server
 * was killed in between.
 */
@Component
public final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private final Home home;
  private final RemovalTable table;
  private final TransactionTemplate apart;

  Removals(Home home) {
    this.home = home;
    this.table = new RemovalTable(JdbcClient.create(home.dataSource()));
    this.apart = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    table.all().forEach(this::remove);
  }

  /**
   * @param folder below the data folder, such as "runs/42"
   */
  public void note(String folder) {
    table.insert(folder);
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              if (status == STATUS_COMMITTED) {
                remove(folder);
              }
            }
          });
    } else {
      remove(folder);
    }
  }

  private void remove(String folder) {
    try {
      FileSystemUtils.deleteRecursively(home.folder().resolve(folder));
      apart.executeWithoutResult(
          _ -> table.delete(folder)); // the other one is not yet cleared away
    } catch (IOException e) {
      LOG.error("the folder {} cannot be deleted; the next start tries again", folder, e);
    }
  }
}
