package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import offprint.server.account.Member;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;

/**
 * Sign-in methods of an account: password, passkeys, identity provider. The last one cannot be
 * removed.
 */
@Component
public final class SignInMethods {
  private final AccountTable accounts;
  private final ObjectProvider<SignInMethod> others;
  private final TransactionTemplate transaction;

  SignInMethods(Home home, ObjectProvider<SignInMethod> others) {
    this.accounts = new AccountTable(JdbcClient.create(home.dataSource()));
    this.others = others;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
  }

  /** The member that signs in to an account; empty if it is suspended or deleted. */
  public Optional<Member> entering(long account) {
    return accounts
        .find(account)
        .filter(AccountTable.Row::active)
        .map(row -> new Member(row.id(), row.name(), row.role(), 0, Set.of()));
  }

  void offer(HttpServletRequest request, Model model) {
    others.forEach(other -> other.offer(request, model));
  }

  void show(Member owner, HttpServletRequest request, Model model) {
    others.forEach(other -> other.show(owner, request, model));
  }

  /**
   * Removes a sign-in method if another one is left.
   *
   * @throws Problem if it is the last
   */
  public void close(long account, Runnable way) {
    transaction.executeWithoutResult(
        _ -> {
          accounts.lock();
          way.run();
          if (accounts.find(account).filter(AccountTable.Row::hasPassword).isEmpty()
              && others.stream().noneMatch(other -> other.opens(account))) {
            throw Problem.conflict(
                "this is the only way into the account: choose a password or add a passkey first");
          }
        });
  }
}
