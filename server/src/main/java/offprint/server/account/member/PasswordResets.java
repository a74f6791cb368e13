package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offprint.engine.Fault;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountMail;
import offprint.server.account.Audit;
import offprint.server.account.Secret;
import offprint.server.account.session.Sessions;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Resets of forgotten passwords by single-use links. */
@Component
final class PasswordResets {
  static final Duration TIME = Duration.ofHours(24);

  private final AccountTable accounts;
  private final LinkTable links;
  private final Sessions sessions;
  private final ConfirmationTable waiting;
  private final TransactionTemplate transaction;
  private final Passwords passwords;
  private final Audit audit;
  private final AccountMail mail;
  private final RateLimit requests;
  private final Clock clock = Clock.systemUTC();

  PasswordResets(
      Home home,
      AccountConfig config,
      Passwords passwords,
      Sessions sessions,
      Audit audit,
      AccountMail mail) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.accounts = new AccountTable(sql);
    this.links = new LinkTable(sql);
    this.sessions = sessions;
    this.waiting = new ConfirmationTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.passwords = passwords;
    this.audit = audit;
    this.mail = mail;
    this.requests =
        new RateLimit(
            "resets", config.limits().registrations(), Duration.ofHours(1), Clock.systemUTC());
  }

  /** Whether links can be mailed; otherwise only an administrator can issue them. */
  boolean hasMail() {
    return mail.isOn();
  }

  /**
   * Mails a link to an address if it is the confirmed address of an account. The answer does not
   * tell whether it is.
   */
  void request(String email, String address) {
    requests.take(address);
    if (!mail.isOn() || email.isBlank()) {
      return;
    }
    for (AccountTable.Row account : accounts.byEmail(email.strip())) {
      if (account.active() && account.isConfirmed()) {
        String link = mail.site().resolve("/reset?word=" + make(account.id())).toString();
        mail.send(
            account.email(),
            "A new password for " + account.name(),
            """
            Somebody, hopefully you, asked for a new password of the account %s.
            Choose it within 24 hours at

            %s

            If it was not you, do nothing: the password stays as it is.
            """
                .formatted(account.name(), link));
      }
    }
  }

  /**
   * Issues a reset link; an earlier one stops working.
   *
   * @throws Problem if there is no such account
   */
  String issue(long account) {
    AccountTable.Row row =
        accounts
            .find(account)
            .orElseThrow(() -> Problem.notFound("there is no account " + account));
    audit.note("issue reset link", "%s (%d)".formatted(row.name(), account));
    return make(account);
  }

  private String make(long account) {
    String word = Secret.word();
    links.reset(account, Secret.digest(word), clock.millis() + TIME.toMillis());
    return word;
  }

  boolean isGood(String word) {
    return find(word).isPresent();
  }

  private Optional<AccountTable.Row> find(String word) {
    return Secret.isWord(word)
        ? links.resetting(Secret.digest(word), clock.millis()).flatMap(accounts::find)
        : Optional.empty();
  }

  /**
   * Sets the password and ends every session of the account.
   *
   * @throws Problem if the link does not work or the password is refused
   */
  void complete(String word, String password, String address) {
    requests.take(address);
    AccountTable.Row account =
        find(word)
            .orElseThrow(
                () -> Problem.notFound("this link has been used or has run out: ask for another"));
    List<Fault> faults = Passwords.faults("password", password, account.name());
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    String digest = passwords.digest(password);
    transaction.executeWithoutResult(
        _ -> {
          if (!links.useReset(Secret.digest(word))) {
            throw Problem.notFound("this link has just been used");
          }
          accounts.password(account.id(), digest);
          sessions.endOthers(account.id(), 0);
          waiting.forget(account.id());
        });
    audit.note(account.name(), "reset password", account.name());
  }
}
