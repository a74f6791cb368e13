package offprint.server.account;

import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** How an account is entered: password, passkeys, the provider. One way stays open. */
@Component
final class WaysIn {
  private final AccountTable accounts;
  private final PasskeyTable passkeys;
  private final IdentityTable identities;
  private final TransactionTemplate transaction;

  WaysIn(Home home) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.accounts = new AccountTable(sql);
    this.passkeys = new PasskeyTable(sql);
    this.identities = new IdentityTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /**
   * Closes a way, if another is open.
   *
   * @throws Problem if it is the last
   */
  void close(long account, Runnable way) {
    transaction.executeWithoutResult(
        _ -> {
          accounts.lock();
          way.run();
          if (accounts.find(account).filter(AccountTable.Row::hasPassword).isEmpty()
              && passkeys.of(account).isEmpty()
              && identities.of(account).isEmpty()) {
            throw Problem.conflict(
                "this is the only way into the account: choose a password or add a passkey first");
          }
        });
  }
}
