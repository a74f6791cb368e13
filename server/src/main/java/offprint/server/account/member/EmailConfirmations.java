package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offprint.engine.Fault;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountMail;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * E-mail addresses of accounts and the links that confirm them. A confirmed address stays in use
 * until another one is confirmed. Where the site sends no mail, no address is confirmed.
 */
@Component
public final class EmailConfirmations {
  static final Duration TIME = Duration.ofHours(24);
  private static final int LETTERS = 5;

  private final AccountTable accounts;
  private final ConfirmationTable asked;
  private final LinkTable links;
  private final TransactionTemplate transaction;
  private final AccountMail mail;
  private final Audit audit;
  private final Clock clock = Clock.systemUTC();
  private final RateLimit byAccount =
      new RateLimit("links to confirm an address", LETTERS, Duration.ofHours(1), clock);
  private final RateLimit byRecipient =
      new RateLimit("links to confirm an address", LETTERS, Duration.ofHours(1), clock);
  private final RateLimit tries;

  EmailConfirmations(Home home, AccountConfig config, AccountMail mail, Audit audit) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.accounts = new AccountTable(sql);
    this.asked = new ConfirmationTable(sql);
    this.links = new LinkTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    this.mail = mail;
    this.audit = audit;
    this.tries =
        new RateLimit("tries", config.limits().registrations(), Duration.ofHours(1), clock);
  }

  /**
   * The e-mail address of an account and its state.
   *
   * @param email "" for none
   * @param waiting an address whose link was mailed but not opened, "" for none
   * @param mail whether the site sends mail
   */
  record Standing(String email, boolean confirmed, String waiting, boolean mail) {}

  Standing standing(AccountTable.Row account) {
    return new Standing(
        account.email(), account.isConfirmed(), asked.asked(account.id()).orElse(""), mail.isOn());
  }

  /** Whether links can be mailed. */
  boolean hasMail() {
    return mail.isOn();
  }

  /** Mails the confirmation link of a new account if it has an address. */
  public void welcome(Member member, String email) {
    if (mail.isOn() && !email.isBlank()) {
      ask(member.id(), member.name(), email.strip());
    }
  }

  /**
   * Changes the address of an account.
   *
   * @param typed "" for none
   * @return a message for the account's owner
   */
  String change(Member member, String typed) {
    List<Fault> faults = Registration.emailFaults(typed);
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    String email = typed.strip();
    AccountTable.Row old = accounts.find(member.id()).orElseThrow();
    if (mail.isOn() && !email.isEmpty()) {
      byAccount.take(Long.toString(member.id()));
    }
    boolean stays = mail.isOn() && old.isConfirmed() && !email.isEmpty();
    boolean same = old.isConfirmed() && email.equals(old.email());
    transaction.executeWithoutResult(
        _ -> {
          if (!stays) {
            accounts.email(old.id(), email);
          }
          asked.forget(old.id());
          links.forgetReset(old.id());
        });
    if (same) {
      return "The address stays.";
    }
    audit.note("change address", member.name());
    if (!mail.isOn()) {
      return email.isEmpty() ? "The address is removed." : "The address is changed.";
    }
    if (old.isConfirmed()) {
      tell(old, email.isEmpty() ? "removed" : "asked to be replaced by another");
    }
    if (email.isEmpty()) {
      return "The address is removed.";
    }
    ask(old.id(), old.name(), email);
    return "A link is on its way to %s: open it within 24 hours to confirm the address."
        .formatted(email);
  }

  private void tell(AccountTable.Row old, String what) {
    mail.send(
        old.email(),
        "The address of " + old.name(),
        """
        This address of the account %s was %s by somebody signed in to it.

        If it was not you, choose another password: that ends all other sessions, and an address
        that has not been confirmed yet is dropped.

        %s
        """
            .formatted(old.name(), what, mail.site().resolve("/settings")));
  }

  /**
   * Notifies an account's owner of a change to its sign-in methods, if the address is confirmed.
   *
   * @param what such as "A passkey was added"
   */
  public void tell(long account, String what) {
    Optional<AccountTable.Row> owner = accounts.find(account).filter(AccountTable.Row::isConfirmed);
    if (mail.isOn() && owner.isPresent()) {
      String name = owner.get().name();
      mail.send(
          owner.get().email(),
          "The account " + name,
          """
          %s: the account %s.

          If it was not you, look at its settings, and choose another password:

          %s
          """
              .formatted(what, name, mail.site().resolve("/settings")));
    }
  }

  /** Confirms an address that the identity provider has verified. */
  public void vouched(long account, String email) {
    accounts.confirmedEmail(account, email, clock.millis());
  }

  /** Mails another link to the address that waits for confirmation. */
  void again(Member member) {
    AccountTable.Row account = accounts.find(member.id()).orElseThrow();
    String waiting = asked.asked(member.id()).orElse(account.isConfirmed() ? "" : account.email());
    if (!mail.isOn() || waiting.isEmpty()) {
      throw Problem.notFound("there is no address to confirm");
    }
    byAccount.take(Long.toString(member.id()));
    ask(member.id(), member.name(), waiting);
  }

  private void ask(long account, String name, String email) {
    String word = Secret.word();
    asked.ask(account, email, Secret.digest(word), clock.millis() + TIME.toMillis());
    if (hadEnough(email)) {
      return; // the answer must not tell that others asked for this address
    }
    mail.send(
        email,
        "Confirm the address of " + name,
        """
        Somebody, hopefully you, gave this address to the account %s.
        If it is yours, confirm it within 24 hours at

        %s

        If it was not you, do nothing: nothing more will be sent here.
        """
            .formatted(name, mail.site().resolve("/confirm?word=" + word)));
  }

  private boolean hadEnough(String email) {
    try {
      byRecipient.take(email.toLowerCase(Locale.ROOT));
      return false;
    } catch (Problem _) {
      return true;
    }
  }

  /** The account and address that a link confirms. */
  record Offer(String name, String email) {}

  Optional<Offer> offer(String word) {
    return find(word)
        .flatMap(a -> accounts.find(a.account()).map(row -> new Offer(row.name(), a.email())));
  }

  private Optional<ConfirmationTable.Asked> find(String word) {
    return Secret.isWord(word) ? asked.find(Secret.digest(word), clock.millis()) : Optional.empty();
  }

  /**
   * Confirms an address, once.
   *
   * @throws Problem if the link does not work
   */
  void complete(String word, String address) {
    tries.take(address);
    ConfirmationTable.Asked proven =
        find(word)
            .orElseThrow(
                () -> Problem.notFound("this link has been used or has run out: ask for another"));
    AccountTable.Row old = accounts.find(proven.account()).orElseThrow();
    transaction.executeWithoutResult(
        _ -> {
          if (!asked.use(Secret.digest(word))) {
            throw Problem.notFound("this link has just been used");
          }
          accounts.confirmedEmail(proven.account(), proven.email(), clock.millis());
          links.forgetReset(proven.account());
        });
    audit.note(old.name(), "confirm address", old.name());
  }
}
