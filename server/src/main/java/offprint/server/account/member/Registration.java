package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import offprint.engine.Fault;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Accounts;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.RegistrationPolicy;
import offprint.server.account.Role;
import offprint.server.account.Secret;
import offprint.server.account.SetupCode;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Registration: the administrator by the code on the console, everybody else as the registration
 * policy allows.
 */
@Component
public final class Registration {
  static final Duration INVITATION_TIME = Duration.ofDays(14);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](-?[A-Za-z0-9]){1,38}");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\",;:\\\\]{1,64}@[^\\s@<>]{1,190}");

  private final AccountConfig config;
  private final AccountTable accounts;
  private final LinkTable links;
  private final TransactionTemplate transaction;
  private final Passwords passwords;
  private final SetupCode code;
  private final Audit audit;
  private final Clock clock = Clock.systemUTC();
  private final SharedLimit tries;

  Registration(Home home, AccountConfig config, Passwords passwords, SetupCode code, Audit audit) {
    this.config = config;
    this.passwords = passwords;
    this.code = code;
    this.audit = audit;
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.accounts = new AccountTable(sql);
    this.links = new LinkTable(sql);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    Limits limits = config.limits();
    this.tries =
        new SharedLimit(
            home,
            "registration",
            "registrations",
            limits.registrations(),
            Duration.ofHours(1),
            clock);
  }

  /** The registration form. */
  record Form(String name, String email, String password) {}

  Optional<String> setupCode() {
    return code.shown();
  }

  public RegistrationPolicy joining() {
    return config.joining();
  }

  /**
   * Makes the first account.
   *
   * @throws Problem if the code is wrong, the form has faults, or there is an account
   */
  Member setUp(String typed, Form form, String address) {
    String wanted =
        setupCode().orElseThrow(() -> Problem.notFound("this site has its administrator"));
    count(address);
    if (!Secret.equal(wanted, typed.strip().toUpperCase(Locale.ROOT))) {
      throw Problem.invalid(
          List.of(new Fault("code", "code must be the one on the server's console")));
    }
    check(form);
    String digest = passwords.digest(form.password());
    Member made =
        transaction.execute(
            _ -> {
              accounts.lock();
              if (!accounts.isEmpty()) {
                throw Problem.conflict("somebody else has just made the first account");
              }
              return insert(form, digest, Role.ADMINISTRATOR);
            });
    audit.note(form.name(), "set up", form.name());
    return made;
  }

  private void count(String address) {
    tries.take(address);
    tries.failed(address); // those that succeed are as few
  }

  /** Whether the registration form may be used. */
  public boolean isWelcome(String invitation) {
    return switch (config.joining()) {
      case OPEN -> true;
      case INVITATION -> isInvited(invitation);
      case CLOSED -> false;
    };
  }

  private boolean isInvited(String invitation) {
    return Secret.isWord(invitation) && links.isInvited(Secret.digest(invitation), clock.millis());
  }

  /**
   * Registers an account; consumes the invitation where one is needed.
   *
   * @throws Problem if registration is closed, the form has faults, or the name is taken
   */
  Member register(String invitation, Form form, String address) {
    count(address);
    if (!isWelcome(invitation)) {
      throw refused();
    }
    check(form);
    String digest = passwords.digest(form.password());
    return make(invitation, form, digest, _ -> {});
  }

  /**
   * Registers an account without password for an identity of the provider.
   *
   * @param also receives the account's number, in the same transaction
   * @throws Problem as {@link #register} does
   */
  public Member registerKnown(
      String invitation, String name, String email, String address, LongConsumer also) {
    count(address);
    if (!isWelcome(invitation)) {
      throw refused();
    }
    List<Fault> faults = new ArrayList<>(nameFaults(name));
    faults.addAll(emailFaults(email));
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    return make(
        invitation,
        new Form(name, email, ""),
        passwords.digest(Secret.word()),
        id -> {
          accounts.withoutPassword(id);
          also.accept(id);
        });
  }

  private Member make(String invitation, Form form, String digest, LongConsumer also) {
    Member made =
        transaction.execute(
            _ -> {
              accounts.lock();
              if (accounts.isEmpty()) {
                throw Problem.conflict("the administrator's account must be made first, at /setup");
              }
              if (config.joining() == RegistrationPolicy.INVITATION
                  && !links.accept(Secret.digest(invitation), clock.millis())) {
                throw refused();
              }
              Member member = insert(form, digest, Role.READER);
              also.accept(member.id());
              return member;
            });
    audit.note(form.name(), "register", form.name());
    return made;
  }

  private static Problem refused() {
    return Problem.refused("new accounts need an invitation that has not been used or run out");
  }

  private Member insert(Form form, String digest, Role role) {
    long id =
        accounts
            .insert(
                Accounts.key(form.name()),
                form.name(),
                form.email().strip(),
                digest,
                role,
                clock.millis())
            .orElseThrow(
                () ->
                    Problem.invalid(
                        List.of(new Fault("name", "name must be free: somebody has it"))));
    return new Member(id, form.name(), role, 0, Set.of());
  }

  private static void check(Form form) {
    List<Fault> faults = new ArrayList<>(nameFaults(form.name()));
    faults.addAll(emailFaults(form.email()));
    faults.addAll(Passwords.faults("password", form.password(), form.name()));
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }

  private static List<Fault> nameFaults(String name) {
    return NAME.matcher(name).matches()
        ? List.of()
        : List.of(
            new Fault(
                "name",
                "name must have from 2 to 39 letters a to z, digits or single hyphens between"
                    + " them: got "
                    + name));
  }

  static List<Fault> emailFaults(String email) {
    return email.isBlank() || EMAIL.matcher(email.strip()).matches()
        ? List.of()
        : List.of(
            new Fault("email", "email must be an address like ada@example.org: got " + email));
  }

  /**
   * @return the secret in the invitation's link
   */
  String invite(Member inviter, String note) {
    if (note.length() > 200) {
      throw Problem.invalid(
          List.of(
              new Fault("note", "note must have at most 200 characters: got " + note.length())));
    }
    String word = Secret.word();
    long now = clock.millis();
    links.invite(Secret.digest(word), inviter.id(), note, now, now + INVITATION_TIME.toMillis());
    audit.note("invite", note);
    return word;
  }

  List<LinkTable.Invitation> invitations() {
    return links.invitations(clock.millis());
  }

  void withdraw(long id) {
    if (!links.withdraw(id)) {
      throw Problem.notFound("there is no invitation " + id);
    }
    audit.note("withdraw invitation", Long.toString(id));
  }
}
